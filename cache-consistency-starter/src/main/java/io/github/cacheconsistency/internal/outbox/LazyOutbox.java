package io.github.cacheconsistency.internal.outbox;

import io.github.cacheconsistency.internal.cache.Invalidation;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/**
 * An outbox that is looked up on first use. The transaction manager determines its table, and a transaction manager for JPA is
 * created after the cache manager, because Spring Boot makes JPA depend on the cache manager.
 */
public final class LazyOutbox implements Outbox {

    private final SingletonSupplier<Outbox> outbox;

    public LazyOutbox(Supplier<Outbox> outbox) {
        this.outbox = SingletonSupplier.of(outbox);
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public Map<Invalidation, Long> write(Collection<Invalidation> invalidations) {
        return outbox.obtain().write(invalidations);
    }

    @Override
    public boolean writeAlone(Collection<Invalidation> invalidations) {
        return outbox.obtain().writeAlone(invalidations);
    }

    @Override
    public void remove(Collection<Long> ids) {
        outbox.obtain().remove(ids);
    }
}
