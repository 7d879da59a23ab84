package io.github.cacheconsistency.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Ignores binding errors in the settings of caches that are turned off, because these settings are not used. */
final class TurnedOffCaches implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final ConfigurationPropertyName CACHES =
            ConfigurationPropertyName.of(CacheConsistencyProperties.PREFIX + ".caches");

    @Override
    public BindHandler apply(BindHandler parent) {
        return new AbstractBindHandler(parent) {
            @Override
            public @Nullable Object onFailure(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                    throws Exception {
                return isOfACacheThatIsTurnedOff(name, context) ? null : super.onFailure(name, target, context, error);
            }
        };
    }

    /** Only properties below the cache: an error of the cache as a whole is not ignored. */
    private static boolean isOfACacheThatIsTurnedOff(ConfigurationPropertyName name, BindContext context) {
        int cache = CACHES.getNumberOfElements() + 1;
        if (!CACHES.isAncestorOf(name) || name.getNumberOfElements() <= cache) {
            return false;
        }
        ConfigurationPropertyName enabled = name.chop(cache).append("enabled");
        return context.getBinder()
                .bind(enabled, Bindable.of(Boolean.class))
                .map(on -> !on)
                .orElse(false);
    }
}
