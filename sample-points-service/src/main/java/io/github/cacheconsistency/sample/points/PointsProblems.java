package io.github.cacheconsistency.sample.points;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Returns every error as {@code application/problem+json} (RFC 9457); the base class does so for the errors of Spring.
 */
@RestControllerAdvice
class PointsProblems extends ResponseEntityExceptionHandler {

    private static final String EXPECTED_BODY =
            "Expected a JSON object, {\"points\": 200} to set or {\"delta\": -50} to add, with a whole number of 64 bits.";

    @ExceptionHandler
    ProblemDetail unknownUser(UnknownUserException exception) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, exception.getMessage());
    }

    @ExceptionHandler
    ProblemDetail balanceOutOfRange(BalanceOutOfRangeException exception) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, exception.getMessage());
    }

    /**
     * No connection is available, a lock wait timed out, or there was a deadlock: the client may repeat the request.
     */
    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class
    })
    ProblemDetail databaseUnavailable(Exception exception) {
        logger.error("The database could not serve a request", exception);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "The database is not available. Try again later.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, EXPECTED_BODY);
        return handleExceptionInternal(exception, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        exception
                .getBody()
                .setDetail(exception.getFieldErrors().stream()
                        .map(error -> error.getField() + " " + error.getDefaultMessage() + ".")
                        .sorted()
                        .collect(Collectors.joining(" ")));
        return super.handleMethodArgumentNotValid(exception, headers, status, request);
    }
}
