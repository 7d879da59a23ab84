package io.github.cacheconsistency.mutants;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The changes that many mutants have in common. */
final class Changes {

    private Changes() {}

    /** Nothing is done; for methods that return nothing. */
    static Change skipped() {
        return call -> null;
    }

    /** Nothing is done but to answer. */
    static Change answering(@Nullable Object answer) {
        return call -> answer;
    }

    /** {@code change}, for those calls only of which {@code condition} is true. */
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
