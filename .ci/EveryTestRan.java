import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares the test sources of all modules with the reports of {@code mvn verify} and {@code mvn -Pfull verify}. Each
 * test class must have run a test in one of them, and each test method must be in a report, except for tests tagged
 * {@code measure}. So a class whose name does not match Surefire's patterns, or whose tag both builds exclude, is detected.
 * Run both builds without {@code clean} in between, then
 *
 * <pre>java .ci/EveryTestRan.java</pre>
 *
 * in the root of the repository. It prints nothing if no test is missing.
 */
class EveryTestRan {

    /** A test method of the top-level class. Deeper ones belong to nested classes, or are run by other tests. */
    private static final Pattern TEST_METHOD = Pattern.compile(
            "(?m)^ {4}@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b[^;{(]*?\\s(\\w+)\\(");
    private static final Pattern CLASS = Pattern.compile(
            "(?m)^(\\s*)(?:(?:public|private|protected|static|abstract|final|sealed) )*class (\\w+)(?:<[^>{]*>)?(?: extends (\\w+))?");
    private static final Pattern MEASURING_CLASS = Pattern.compile("(?m)^@Tag\\(\"measure\"\\)");
    private static final Pattern MEASURING_METHOD =
            Pattern.compile("(?m)^ {4}@Tag\\(\"measure\"\\)[^;{]*?(?:\\{[^}]*\\}[^;{]*?)?\\bvoid (\\w+)\\(");
    private static final Pattern NESTED = Pattern.compile("(?m)^ {4}@Nested\\s[^;{]*?\\bclass (\\w+)");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern CASE = Pattern.compile(
            "<testcase name=\"([^\"]*)\" classname=\"([^\"]*)\"[^>]*?(/>|>(?:\\s*<(\\w+))?)");

    /** The reports of a module: the classes that ran a test, and the names of all tests, including skipped ones. */
    private record Reports(Set<String> ran, Set<String> names) {}

    public static void main(String[] arguments) throws IOException {
        Map<Path, String> sources = new TreeMap<>();
        Map<Path, Set<String>> measuring = new TreeMap<>();
        for (Path module : modules()) {
            for (Path file : files(module.resolve("src"), ".java")) {
                String text = Files.readString(file);
                if (!MEASURING_CLASS.matcher(text).find()) {
                    sources.put(file, bare(text));
                    measuring.put(file, measuringMethods(text));
                }
            }
        }
        Set<String> bases = classesWithTests(sources.values());
        List<String> missing = new ArrayList<>();
        int checked = 0;
        for (Path module : modules()) {
            Reports reports = reports(module);
            for (Path file : files(module.resolve("src/test/java"), ".java")) {
                if (sources.containsKey(file)) {
                    checked += check(module, file, sources.get(file), measuring.get(file), bases, reports, missing);
                }
            }
        }
        if (checked == 0) {
            missing.add("There is no test class here. Run it in the root of the repository");
        }
        if (!missing.isEmpty()) {
            System.err.println("Neither `mvn verify` nor `mvn -Pfull verify` ran these. Expected: a class name that ends in Test or"
                    + " Tests, and no tag but `full` that keeps it out of the first; or the tag `measure`.");
            missing.forEach(System.err::println);
            System.exit(1);
        }
    }

    private static Set<String> measuringMethods(String text) {
        Set<String> methods = new HashSet<>();
        Matcher method = MEASURING_METHOD.matcher(text);
        while (method.find()) {
            methods.add(method.group(1));
        }
        return methods;
    }

    private static int check(
            Path module,
            Path file,
            String text,
            Set<String> measuring,
            Set<String> bases,
            Reports reports,
            List<String> missing) {
        String top = file.getFileName().toString().replace(".java", "");
        if (!bases.contains(top)) {
            return 0;
        }
        String name = module.resolve("src/test/java").relativize(file).toString().replace(".java", "").replace('/', '.');
        boolean isAbstract = Pattern.compile("abstract (?:static )?class " + top + "\\b").matcher(text).find();
        if (!isAbstract && reports.ran().stream().noneMatch(ran -> ran.equals(name) || ran.startsWith(name + "$"))) {
            missing.add(name);
        }
        Matcher nested = NESTED.matcher(text);
        while (!isAbstract && nested.find()) {
            String inner = "$" + nested.group(1);
            if (reports.ran().stream()
                    .noneMatch(ran -> ran.startsWith(name + "$") && (ran + "$").contains(inner + "$"))) {
                missing.add(name + inner);
            }
        }
        Matcher method = TEST_METHOD.matcher(text);
        while (method.find()) {
            String wanted = method.group(1);
            boolean there = reports.names().stream()
                    .anyMatch(test -> test.endsWith("#" + wanted) && (isAbstract || test.startsWith(name)));
            if (!there && !measuring.contains(wanted)) {
                missing.add(name + "#" + wanted);
            }
        }
        return 1;
    }

    /** Returns the simple names of the classes that have tests: their own, nested, or inherited ones. */
    private static Set<String> classesWithTests(Iterable<String> sources) {
        Set<String> found = new HashSet<>();
        for (boolean grown = true; grown; ) {
            grown = false;
            for (String text : sources) {
                Matcher type = CLASS.matcher(text);
                if (!type.find()) {
                    continue;
                }
                boolean tests = text.contains("@Nested")
                        || TEST_METHOD.matcher(text).find()
                        || type.group(3) != null && found.contains(type.group(3));
                grown |= tests && found.add(type.group(2));
            }
        }
        return found;
    }

    private static Reports reports(Path module) throws IOException {
        Set<String> ran = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Path file : files(module.resolve("target"), ".xml")) {
            if (!file.getParent().getFileName().toString().startsWith("surefire-reports")) {
                continue;
            }
            Matcher test = CASE.matcher(Files.readString(file));
            while (test.find()) {
                names.add(test.group(2) + "#" + test.group(1).replaceAll("\\W.*", ""));
                if (!"skipped".equals(test.group(4))) {
                    ran.add(test.group(2));
                }
            }
        }
        return new Reports(ran, names);
    }

    /** Returns the modules of the build. Other directories with a pom.xml, such as consumer/, are tested separately. */
    private static List<Path> modules() throws IOException {
        Path pom = Path.of("pom.xml");
        String text = Files.exists(pom) ? Files.readString(pom) : "";
        return MODULE.matcher(text).results().map(match -> Path.of(match.group(1))).sorted().toList();
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** Returns the text without comments, strings, and arguments of annotations. */
    private static String bare(String text) {
        String bare = text.replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("(?m)^\\s*//.*$", "")
                .replaceAll("(?s)\"\"\".*?\"\"\"", "")
                .replaceAll("\"(?:[^\"\\\\\n]|\\\\.)*\"", "");
        String before;
        do {
            before = bare;
            bare = bare.replaceAll("(@[\\w.]+)\\((?:[^()]|\\([^()]*\\))*\\)", "$1");
        } while (!bare.equals(before));
        return bare;
    }
}
