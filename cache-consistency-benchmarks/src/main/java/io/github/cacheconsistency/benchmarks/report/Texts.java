package io.github.cacheconsistency.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts in resource files beside the classes. */
final class Texts {

    private Texts() {}

    static String read(String name) {
        try (InputStream text = Texts.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException("No " + name + " beside " + Texts.class.getName());
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
