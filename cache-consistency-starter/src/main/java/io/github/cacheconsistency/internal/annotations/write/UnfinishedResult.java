package io.github.cacheconsistency.internal.annotations.write;

/** Carries a pending result past Spring's interceptor, which would attach its cache operations to the result. */
final class UnfinishedResult extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Object value;

    UnfinishedResult(Object value) {
        super(null, null, false, false);
        this.value = value;
    }

    Object value() {
        return value;
    }
}
