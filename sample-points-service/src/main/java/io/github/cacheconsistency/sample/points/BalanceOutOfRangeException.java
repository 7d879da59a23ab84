package io.github.cacheconsistency.sample.points;

/** A change would leave the balance negative, or larger than can be stored. */
class BalanceOutOfRangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BalanceOutOfRangeException(PointsBalance balance, long delta) {
        super("User %d has %d points. Adding %d would leave the range from 0 to %d."
                .formatted(balance.userId(), balance.points(), delta, Long.MAX_VALUE));
    }
}
