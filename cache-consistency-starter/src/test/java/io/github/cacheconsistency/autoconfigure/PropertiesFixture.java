package io.github.cacheconsistency.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Binds properties as Spring Boot does. */
final class PropertiesFixture {

    private PropertiesFixture() {}

    /** Binds {@code name=value} pairs. */
    static CacheConsistencyProperties bind(String... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate(CacheConsistencyProperties.PREFIX, Bindable.of(CacheConsistencyProperties.class));
    }
}
