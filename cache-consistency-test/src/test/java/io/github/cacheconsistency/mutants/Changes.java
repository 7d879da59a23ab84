package io.github.cacheconsistency.mutants;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Changes that several mutants use. */
final class Changes {

    private Changes() {}

    /** Does nothing; for void methods. */
    static Change skipped() {
        return call -> null;
    }

    /** Only returns a value. */
    static Change answering(@Nullable Object answer) {
        return call -> answer;
    }

    /** {@code change}, only for calls that match {@code condition}. */
    static Change when(Predicate<Call> condition, Change change) {
        return new Change() {
            @Override
            public @Nullable Object instead(Call call) throws Throwable {
                return change.instead(call);
            }

            @Override
            public boolean concerns(Call call) {
                return condition.test(call);
            }
        };
    }
}
