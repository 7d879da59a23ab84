package io.github.cacheconsistency.endurance;

import java.util.Random;

/** The outcome of a write of a storm. */
enum Fate {
    /** Commits and returns. */
    COMMITS,
    /** Its caller throws after the change, so that it is rolled back. */
    ROLLS_BACK,
    /** Its node dies while the row is locked, before any cache step. */
    DIES_AFTER_CHANGE,
    /** Its node dies just before the COMMIT. */
    DIES_BEFORE_COMMIT,
    /** Its connection is cut during the COMMIT; the client does not know the outcome. */
    DIES_AT_COMMIT,
    /** Its node dies just after the COMMIT. */
    DIES_AFTER_COMMIT;

    boolean dies() {
        return this != COMMITS && this != ROLLS_BACK;
    }

    /** Most writes commit, some are rolled back, some die; they die after the COMMIT was sent only if {@code late}. */
    static Fate random(Random random, boolean late) {
        int percent = random.nextInt(100);
        if (percent < 75) {
            return COMMITS;
        }
        if (percent < 85) {
            return ROLLS_BACK;
        }
        if (percent < 89) {
            return DIES_AFTER_CHANGE;
        }
        if (percent < 92 || !late) {
            return DIES_BEFORE_COMMIT;
        }
        return percent < 96 ? DIES_AT_COMMIT : DIES_AFTER_COMMIT;
    }
}
