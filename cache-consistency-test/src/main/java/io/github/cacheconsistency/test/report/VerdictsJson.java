package io.github.cacheconsistency.test.report;

import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Verdicts as a JSON array, for programs. {@code expected} and {@code observed} are {@code HOLDS} or {@code BROKEN}. If
 * both are accepted, {@code expected} is set to the observed value, so that the two differ only in unexpected verdicts.
 */
final class VerdictsJson {

    private VerdictsJson() {}

    static String write(List<VerdictRecord> verdicts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(new Readable(), text)) {
            json.writeStartArray();
            verdicts.forEach(verdict -> write(verdict, json));
            json.writeEndArray();
        }
        return text + "\n";
    }

    private static void write(VerdictRecord verdict, JsonGenerator json) {
        String expected = verdict.expected() == Expectation.EITHER
                ? verdict.observed().name()
                : verdict.expected().name();
        json.writeStartObject();
        json.writeStringProperty("scenario", verdict.scenario());
        json.writeStringProperty("strategy", verdict.strategy());
        json.writeStringProperty("subject", verdict.subject());
        json.writeStringProperty("property", verdict.property().name());
        json.writeStringProperty("expected", expected);
        json.writeStringProperty("observed", verdict.observed().name());
        json.writeNumberProperty("schedules", verdict.schedules());
        json.writeBooleanProperty("exhausted", verdict.exhausted());
        json.writeStringProperty("replayId", verdict.replayId());
        json.writeEndObject();
    }

    /** One property on each line, so that two files can be compared line by line. */
    private static final class Readable extends ObjectWriteContext.Base {

        @Override
        public @Nullable PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
