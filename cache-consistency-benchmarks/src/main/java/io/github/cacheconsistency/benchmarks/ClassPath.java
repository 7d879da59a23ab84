package io.github.cacheconsistency.benchmarks;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where our classes come from, for JVMs that this one starts. */
public final class ClassPath {

    private ClassPath() {}

    /** Not Maven's own, where Maven's JVM runs us with a class loader. */
    public static String ofThisJvm() {
        if (!(ClassPath.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        List<String> entries = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            try {
                entries.add(Path.of(url.toURI()).toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException("The class path has an entry that is no file: " + url, e);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
