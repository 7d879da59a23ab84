package io.github.cacheconsistency.sample.points;

/** The change would make the balance negative, or larger than the column can hold. */
class BalanceOutOfRangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BalanceOutOfRangeException(PointsBalance balance, long delta) {
        super("User %d has %d points. Adding %d would leave the range from 0 to %d."
                .formatted(balance.userId(), balance.points(), delta, Long.MAX_VALUE));
    }
}
