package io.github.cacheconsistency.internal.annotations.write;

import io.github.cacheconsistency.internal.annotations.ReadStates;
import io.github.cacheconsistency.internal.write.CallTransactions;
import io.github.cacheconsistency.internal.write.ReactiveTransactions;
import io.github.cacheconsistency.internal.write.WritePath;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.util.function.SingletonSupplier;

/**
 * Wraps Spring's own interceptor around methods that write to caches. They are called inside their transaction
 * (docs/protocols.md, "Asynchronous writes"). Thread-safe.
 *
 * <p>Spring attaches its operations to a pending result, so they would run on any thread, before the COMMIT or after it. Here
 * they run when the result is available, as if the method had only returned then, and their changes are also added to the
 * transaction of the call. Invariant: every key is invalidated after the COMMIT and after the result is available, whichever is
 * later. It is also invalidated before the COMMIT if its strategy or the outbox requires that.
 */
final class WriteInterceptor implements MethodInterceptor {

    private final CacheInterceptor spring;
    private final WritingMethods methods;
    private final Supplier<CacheInterceptor> known;
    private final AsynchronousWriteChecks checks;
    private final ReadStates reads;
    private final Supplier<WritePath> writePath;
    private final Supplier<ReactiveTransactions> reactiveTransactions;

    /**
     * The suppliers are called with the first use, because this is created before most other beans.
     *
     * @param hasReactiveTransactions returns whether the application has a reactive transaction manager
     */
    public WriteInterceptor(
            CacheInterceptor spring,
            CacheOperationSource operationSource,
            BeanFactory beanFactory,
            GuardedWrites guardedWrites,
            BooleanSupplier hasReactiveTransactions,
            ReadStates reads,
            Supplier<WritePath> writePath,
            Supplier<ReactiveTransactions> reactiveTransactions) {
        this.spring = spring;
        this.methods = new WritingMethods(operationSource);
        this.known = SingletonSupplier.of(() -> knownEvictions(spring, methods, beanFactory));
        this.checks = new AsynchronousWriteChecks(guardedWrites, hasReactiveTransactions);
        this.reads = reads;
        this.writePath = writePath;
        this.reactiveTransactions = reactiveTransactions;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        Object target = call.getThis();
        if (target == null) {
            return spring.invoke(call);
        }
        WritingMethod method = methods.of(call.getMethod(), AopProxyUtils.ultimateTargetClass(target));
        if (!checks.isGuarded(method)) {
            return spring.invoke(call);
        }
        try {
            checks.beforeCall(method);
        } catch (UnsupportedOperationException refused) {
            if (writesToNoneOfOurs(call, method)) {
                return spring.invoke(call);
            }
            throw refused;
        }
        try {
            return spring.invoke(new UnfinishedResultStops(call, method, checks));
        } catch (UnfinishedResult unfinished) {
            return whenEnded(unfinished.value(), call, method);
        }
    }

    private Object whenEnded(Object result, MethodInvocation call, WritingMethod method) {
        CallTransactions began = writePath.get().callTransactions();
        UnfinishedWrite write = new UnfinishedWrite(call, method, spring, known.get(), reads, writePath.get(), began);
        if (!(result instanceof CompletionStage<?> stage)) {
            if (began != null) {
                publishKnown(write);
            }
            return new UnfinishedPublishers(reactiveTransactions.get(), checks).whenEnded(result, write);
        }
        boolean unfinished = !stage.toCompletableFuture().isDone();
        Object ended = UnfinishedStages.whenEnded(stage, write);
        if (began != null && unfinished) {
            // This may refuse the transaction. Other threads continue all the same, and the end of the stage is
            // handled.
            publishKnown(write);
        }
        return ended;
    }

    private UnfinishedWrite unfinished(MethodInvocation call, WritingMethod method, @Nullable CallTransactions began) {
        return new UnfinishedWrite(call, method, spring, known.get(), reads, writePath.get(), began);
    }

    /**
     * Returns whether the named caches belong to another cache manager; names alone do not tell. Their writes are left to
     * Spring.
     */
    private boolean writesToNoneOfOurs(MethodInvocation call, WritingMethod method) {
        try {
            return method.knowsItsKeys()
                    && unfinished(call, method, null).known().isEmpty();
        } catch (RuntimeException notKnownYet) {
            return false;
        }
    }

    private void publishKnown(UnfinishedWrite write) {
        checks.refuseUnknownKeys(write.method());
        try {
            write.publishKnown();
        } catch (RuntimeException notKnownYet) {
            checks.refuseUnknownKeys(write.method(), notKnownYet);
        }
    }

    private static CacheInterceptor knownEvictions(
            CacheInterceptor spring, WritingMethods methods, BeanFactory beanFactory) {
        CacheInterceptor known = new CacheInterceptor();
        known.configure(spring::getErrorHandler, spring::getKeyGenerator, spring::getCacheResolver, null);
        known.setCacheOperationSource(methods);
        known.setBeanFactory(beanFactory);
        known.afterSingletonsInstantiated();
        return known;
    }
}
