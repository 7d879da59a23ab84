package io.github.cacheconsistency.sample.jpa;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no order with that id. */
@ResponseStatus(HttpStatus.NOT_FOUND)
class UnknownOrderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownOrderException(long id) {
        super("There is no order " + id + ".");
    }
}
