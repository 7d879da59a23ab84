package io.github.cacheconsistency.mutants;

import static io.github.cacheconsistency.mutants.Changes.skipped;
import static io.github.cacheconsistency.mutants.Changes.when;

import java.util.Map;

/** Retries pending invalidations once only. */
final class OneRetry {

    private final ThreadLocal<Boolean> retrying = ThreadLocal.withInitial(() -> false);

    Map<Place, Change> changes() {
        return Map.of(
                new Place("internal.write.PendingInvalidations#retry()"),
                call -> {
                    retrying.set(true);
                    try {
                        return call.proceed();
                    } finally {
                        retrying.remove();
                    }
                },
                new Place("internal.write.PendingInvalidations#scheduleRetry()"),
                when(call -> retrying.get(), skipped()));
    }
}
