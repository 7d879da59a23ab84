package io.github.cacheconsistency.test.gate;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * A Redis connection whose commands pass a gate. The commands of a pipeline or a {@code MULTI} pass it together when
 * the pipeline is closed or the transaction is executed, because nothing takes effect before.
 */
final class GatedRedisConnection {

    private static final Set<String> NOT_COMMANDS = Set.of(
            "close",
            "isClosed",
            "getNativeConnection",
            "isQueueing",
            "isPipelined",
            "getSentinelConnection",
            "isSubscribed",
            "getSubscription",
            "select",
            "multi",
            "watch",
            "unwatch",
            "discard",
            "getDelegate",
            "subscribe",
            "pSubscribe",
            "setClientName");

    private final Gate gate;
    private final RedisConnection target;

    /** Commands of the open pipeline; {@code null} if there is none, or if they are not held back. */
    private @Nullable List<Call> pipeline;

    /** Commands since {@code MULTI}. */
    private final List<Operation> queued = new ArrayList<>();

    private GatedRedisConnection(Gate gate, RedisConnection target) {
        this.gate = gate;
        this.target = target;
    }

    private record Call(
            Object target, Method method, @Nullable Object[] arguments) {

        @Nullable
        Object invoke() throws Throwable {
            return Proxies.invoke(target, method, arguments);
        }

        Operation operation() {
            return RedisOperations.of(method, arguments);
        }
    }

    static <C extends RedisConnection> C wrap(Class<C> type, Gate gate, C target) {
        GatedRedisConnection connection = new GatedRedisConnection(gate, target);
        return Proxies.of(type, target, (method, arguments) -> connection.call(new Call(target, method, arguments)));
    }

    private @Nullable Object call(Call call) throws Throwable {
        String name = call.method.getName();
        if (name.endsWith("ommands") && call.arguments.length == 0) {
            Object commands = call.invoke();
            return commands == null
                    ? null
                    : Proxies.of(
                            call.method.getReturnType(),
                            commands,
                            (method, arguments) -> this.call(new Call(commands, method, arguments)));
        }
        return switch (name) {
            case "openPipeline" -> openPipeline(call);
            case "closePipeline" -> closePipeline(call);
            case "isPipelined" -> pipeline != null || Boolean.TRUE.equals(call.invoke());
            case "exec" -> gate.pass(transaction(), call::invoke);
            default -> NOT_COMMANDS.contains(name) ? call.invoke() : command(call);
        };
    }

    private @Nullable Object command(Call call) throws Throwable {
        if (pipeline != null) {
            pipeline.add(call);
            return null;
        }
        if (target.isQueueing()) {
            queued.add(call.operation());
            return call.invoke();
        }
        if (target.isPipelined()) {
            return call.invoke();
        }
        Operation operation = call.operation();
        return RedisOperations.isAboutTheServer(operation) ? call.invoke() : gate.pass(operation, call::invoke);
    }

    private @Nullable Object openPipeline(Call call) throws Throwable {
        if (!gate.holdsCurrentThread()) {
            return call.invoke();
        }
        if (pipeline == null) {
            pipeline = new ArrayList<>();
        }
        return null;
    }

    private @Nullable Object closePipeline(Call call) throws Throwable {
        List<Call> calls = pipeline;
        if (calls == null) {
            return call.invoke();
        }
        pipeline = null;
        if (calls.isEmpty()) {
            return List.of();
        }
        Operation together =
                Operation.together(calls.stream().map(Call::operation).toList());
        return gate.pass(together, () -> {
            target.openPipeline();
            for (Call held : calls) {
                held.invoke();
            }
            return target.closePipeline();
        });
    }

    private Operation transaction() {
        Operation together = Operation.together(queued);
        queued.clear();
        return together;
    }
}
