package io.github.cacheconsistency.test.gate;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.spi.MissPredictor;
import java.util.Collection;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes the miss predictor answer always the same for the tasks of a race, because a prediction that depends on earlier
 * races would change the steps of a schedule. Predictions outside of races do not change, and do not learn from races.
 */
public final class ExpectedMissesOfRaceTasks implements BeanPostProcessor {

    private final Gate gate;
    private final boolean always;

    /** @param always whether tasks of a race expect a miss for every key; if not, for none */
    public ExpectedMissesOfRaceTasks(Gate gate, boolean always) {
        this.gate = gate;
        this.always = always;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof MissPredictor free ? new OfTasks(free) : bean;
    }

    private final class OfTasks implements MissPredictor {

        private final MissPredictor free;

        OfTasks(MissPredictor free) {
            this.free = free;
        }

        @Override
        public boolean expectsMiss(CacheKey key) {
            return gate.holdsCurrentThread() ? always : free.expectsMiss(key);
        }

        @Override
        public void found(CacheKey key) {
            if (!gate.holdsCurrentThread()) {
                free.found(key);
            }
        }

        @Override
        public void missed(CacheKey key) {
            if (!gate.holdsCurrentThread()) {
                free.missed(key);
            }
        }

        @Override
        public void invalidated(Collection<CacheKey> keys) {
            if (!gate.holdsCurrentThread()) {
                free.invalidated(keys);
            }
        }
    }
}
