package io.github.cacheconsistency.test.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the race kit. */
final class KitVersion {

    private static final String RESOURCE = "kit.properties";

    private KitVersion() {}

    /** The version of the artifact that the kit was built as. */
    static String read() {
        try (InputStream resource = KitVersion.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("The race kit's own " + RESOURCE + " cannot be read", e);
        }
    }
}
