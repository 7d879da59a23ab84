package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Digest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Labels for the contents of Redis keys that are the same in each execution. Bytes that were seen before keep their
 * label; new bytes get a label made from the call that wrote them and its history. So random tokens of two executions
 * have the same label if the same happened in both.
 *
 * <p>Invariant: contents with the same label are either equal, or were made by the same call with the same history, so
 * that they differ only in random bytes. Bytes that are forgotten and seen again may get a second label, which no other
 * bytes have. For one thread.
 */
final class ContentLabels {

    private static final int MOST_KNOWN = 20_000;

    /** More than one execution writes, so that no content is forgotten during an execution. */
    private static final int MOST_RECENT = 2_000;

    /** Seen in several executions: values. */
    private final Map<Digest, String> known = new HashMap<>();
    /** Seen in one execution so far: most of these are tokens, which do not recur. */
    private final Map<Digest, Recent> recent = new LinkedHashMap<>();

    private long execution;

    private record Recent(String label, long execution) {}

    /** Called when an execution begins. */
    void begin() {
        execution++;
    }

    /**
     * The label of {@code content}.
     *
     * @param provenance the label for new content: the call that wrote it and its history; empty if that is unknown
     * @return empty if the content is new and its provenance is unknown, or if there are too many labels
     */
    Optional<String> label(byte[] content, Optional<String> provenance) {
        Digest digest = Digest.of(content);
        String label = known.get(digest);
        if (label != null) {
            return Optional.of(label);
        }
        Recent seen = recent.get(digest);
        if (seen == null) {
            provenance.ifPresent(first -> remember(digest, first));
            return provenance;
        }
        if (seen.execution != execution) {
            if (known.size() >= MOST_KNOWN) {
                return Optional.empty();
            }
            recent.remove(digest);
            known.put(digest, seen.label);
        }
        return Optional.of(seen.label);
    }

    private void remember(Digest digest, String label) {
        recent.put(digest, new Recent(label, execution));
        if (recent.size() > MOST_RECENT) {
            recent.remove(recent.keySet().iterator().next());
        }
    }
}
