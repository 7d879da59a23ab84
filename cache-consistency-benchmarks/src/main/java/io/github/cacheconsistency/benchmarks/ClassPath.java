package io.github.cacheconsistency.benchmarks;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The class path of this project, for JVMs that this one starts. */
public final class ClassPath {

    private ClassPath() {}

    /** Not the class path of Maven, whose JVM runs this project with a class loader of its own. */
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
