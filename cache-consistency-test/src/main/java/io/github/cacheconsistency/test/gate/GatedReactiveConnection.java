package io.github.cacheconsistency.test.gate;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A reactive Redis connection whose commands pass a gate on subscription, on the subscribing thread. A thread that the
 * gate holds waits for the reply, so that a command is one step.
 */
final class GatedReactiveConnection {

    private GatedReactiveConnection() {}

    static <C extends ReactiveRedisConnection> C wrap(Class<C> type, Gate gate, C target) {
        return Proxies.of(type, target, (method, arguments) -> {
            Object result = Proxies.invoke(target, method, arguments);
            if (result != null && method.getName().endsWith("Commands") && arguments.length == 0) {
                return commands(method.getReturnType(), gate, result);
            }
            return result;
        });
    }

    private static <T> T commands(Class<T> type, Gate gate, Object target) {
        return Proxies.of(type, target, (method, arguments) -> {
            Object result = Proxies.invoke(target, method, arguments);
            return result instanceof Publisher<?> publisher ? gated(gate, method, arguments, publisher) : result;
        });
    }

    private static <T> Publisher<T> gated(
            Gate gate, Method method, @Nullable Object[] arguments, Publisher<T> publisher) {
        Operation operation = RedisOperations.of(method, arguments);
        if (publisher instanceof Mono<T> mono) {
            return Mono.defer(() -> {
                if (!gate.holdsCurrentThread()) {
                    return mono;
                }
                T reply = pass(gate, operation, mono::block);
                return reply == null ? Mono.empty() : Mono.just(reply);
            });
        }
        return Flux.defer(() -> {
            if (!gate.holdsCurrentThread()) {
                return publisher;
            }
            List<T> replies = pass(
                    gate, operation, () -> Flux.from(publisher).collectList().block());
            return replies == null ? Flux.empty() : Flux.fromIterable(replies);
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> @Nullable T pass(Gate gate, Operation operation, Command command) {
        try {
            return (T) gate.pass(operation, command);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Redis command " + operation + " failed", e);
        }
    }
}
