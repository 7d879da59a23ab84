package io.github.cacheconsistency.endurance;

import java.util.Random;

/** How a write of the storm ends. */
enum Fate {
    /** Commits and returns. */
    COMMITS,
    /** Its caller throws after the change. */
    ROLLS_BACK,
    /** Its node dies while the row is locked and the cache knows nothing yet. */
    DIES_AFTER_CHANGE,
    /** Its node dies when the next thing would have been the COMMIT. */
    DIES_BEFORE_COMMIT,
    /** Its connection is cut while the COMMIT is on the way; nobody knows the outcome. */
    DIES_AT_COMMIT,
    /** Its node dies after the COMMIT, before anything else. */
    DIES_AFTER_COMMIT;

    boolean dies() {
        return this != COMMITS && this != ROLLS_BACK;
    }

    /** Most writes commit, some are rolled back, some die; after the COMMIT was sent only if {@code late}. */
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
