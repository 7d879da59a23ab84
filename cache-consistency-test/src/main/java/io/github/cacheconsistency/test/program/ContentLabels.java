package io.github.cacheconsistency.test.program;

import io.github.cacheconsistency.test.explore.Digest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names for what Redis keys hold that are the same in each execution. Bytes that were seen before keep their name; bytes
 * that were never seen are named after whoever wrote them, and all that it had seen until then: so the random tokens of
 * two executions in which the same happened have the same name.
 *
 * <p>Invariant: what has the same name is either the same, or was made by the same call after it had seen the same, and so
 * differs by chance alone. Bytes that are forgotten and seen again may get a second name, which is never that of others. For
 * one thread.
 */
final class ContentLabels {

    private static final int MOST_KNOWN = 20_000;

    /** More than one execution writes, so that each content of one has one name. */
    private static final int MOST_RECENT = 2_000;

    /** Seen in several executions: values. */
    private final Map<Digest, String> known = new HashMap<>();
    /** Seen in one execution so far: most of these are tokens, which never come again. */
    private final Map<Digest, Recent> recent = new LinkedHashMap<>();

    private long execution;

    private record Recent(String label, long execution) {}

    /** What is seen from now on is seen in another execution. */
    void begin() {
        execution++;
    }

    /**
     * The name of {@code content}.
     *
     * @param provenance who wrote it, and after what, if it has not been seen before; empty if that is not known
     * @return empty if that is not known but needed, or if there are too many
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
