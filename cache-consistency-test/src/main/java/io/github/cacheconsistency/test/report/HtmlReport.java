package io.github.cacheconsistency.test.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The report as one self-contained page. Keys, names and texts come from the service under test, so all of them are
 * escaped, and the page forbids scripts.
 */
final class HtmlReport {

    /** Escapes all characters that end a text or a quoted attribute; the equals sign of commands is not escaped. */
    private static final Mustache.Escaper ESCAPER = Escapers.simple(
            new String[] {"&", "&amp;"},
            new String[] {"<", "&lt;"},
            new String[] {">", "&gt;"},
            new String[] {"\"", "&quot;"},
            new String[] {"'", "&#39;"});

    private HtmlReport() {}

    static String render(Findings findings, Instant now) {
        return Mustache.compiler()
                .withEscaper(ESCAPER)
                .emptyStringIsFalse(true)
                .zeroIsFalse(true)
                .withLoader(HtmlReport::template)
                .loadTemplate("page")
                .execute(Page.of(findings, KitVersion.read(), now));
    }

    private static Reader template(String name) throws FileNotFoundException {
        String resource = name + ".mustache";
        InputStream stream = HtmlReport.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new FileNotFoundException("The race kit's own template " + resource + " is missing");
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }
}
