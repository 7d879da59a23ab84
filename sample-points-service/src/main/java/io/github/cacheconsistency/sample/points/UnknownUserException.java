package io.github.cacheconsistency.sample.points;

/** There is no user with that id. */
class UnknownUserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownUserException(long userId) {
        super("There is no user " + userId + ".");
    }
}
