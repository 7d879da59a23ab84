package io.github.cacheconsistency.autoconfigure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.cache.CacheType;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.data.redis.cache.RedisCacheManager;

/**
 * Whether the user has explicitly turned guarded Redis caches off: by {@code cache-consistency.enabled=false}, or by a
 * {@code spring.cache.type} other than Redis while the application defines no Redis cache manager. Evaluated before any
 * other property of the library is read.
 */
final class CachingChoice {

    private static final String ENABLED = PropertyNames.global("enabled");
    private static final String TYPE = "spring.cache.type";

    private CachingChoice() {}

    /** Matches if the library guards caches. */
    static final class OnGuarded extends ByChoice {

        OnGuarded() {
            super(false);
        }
    }

    /** Matches if the user has turned guarded caches off. */
    static final class OnOther extends ByChoice {

        OnOther() {
            super(true);
        }
    }

    private abstract static class ByChoice extends SpringBootCondition implements ConfigurationCondition {

        private final boolean other;

        ByChoice(boolean other) {
            this.other = other;
        }

        @Override
        public ConfigurationPhase getConfigurationPhase() {
            return ConfigurationPhase.REGISTER_BEAN;
        }

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Optional<String> choice = otherChoice(context.getEnvironment())
                    .filter(property ->
                            property.startsWith(ENABLED) || !hasRedisCacheManager(context.getBeanFactory()));
            return new ConditionOutcome(
                    choice.isPresent() == other,
                    ConditionMessage.forCondition("guarded caching").because(choice.orElse("no other choice")));
        }
    }

    /** Returns the property, with its value, that turns guarded caches off. */
    static Optional<String> otherChoice(Environment environment) {
        if (!environment.getProperty(ENABLED, Boolean.class, true)) {
            return Optional.of(ENABLED + "=false");
        }
        try {
            CacheType type = Binder.get(environment).bind(TYPE, CacheType.class).orElse(CacheType.REDIS);
            return type == CacheType.REDIS ? Optional.empty() : Optional.of(TYPE + "=" + environment.getProperty(TYPE));
        } catch (BindException unknownType) {
            // Spring Boot reports it, with a better error.
            return Optional.empty();
        }
    }

    private static boolean hasRedisCacheManager(@Nullable ConfigurableListableBeanFactory beans) {
        return beans != null && beans.getBeanNamesForType(RedisCacheManager.class, true, false).length > 0;
    }
}
