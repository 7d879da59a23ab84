package io.github.cacheconsistency.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.data.redis.cache.RedisCacheManager;

/** The versions of the peers on the class path, as their own files state them. */
public final class PeerVersions {

    private PeerVersions() {}

    /** Returns the versions as one sentence. */
    public static String describe() {
        return "Spring Data Redis %s, JetCache %s, Redisson %s with its Spring cache %s."
                .formatted(
                        RedisCacheManager.class.getPackage().getImplementationVersion(),
                        of("com.alicp.jetcache/jetcache-core"),
                        of("org.redisson/redisson"),
                        of("org.redisson/redisson-spring-cache"));
    }

    private static String of(String artifact) {
        String file = "/META-INF/maven/" + artifact + "/pom.properties";
        try (InputStream stream = PeerVersions.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "No " + file + " on the class path: does the peer still describe itself?");
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
