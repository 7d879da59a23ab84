package io.github.cacheconsistency.test.report;

import static io.github.cacheconsistency.test.oracle.Property.CONVERGES;
import static io.github.cacheconsistency.test.report.SampleFindings.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerdictsJsonTest {

    @Test
    void isAnArrayOfFlatObjectsInAFixedOrderOfNames() {
        VerdictRecord verdict = new VerdictRecord(
                "R02",
                "lease",
                "\"points\"\n",
                CONVERGES,
                Expectation.HOLDS,
                Observation.BROKEN,
                1016,
                true,
                "R02:lease:1");
        JsonNode parsed = parsed(List.of(verdict));
        assertThat(parsed.isArray()).isTrue();
        assertThat(parsed.get(0)).isEqualTo(JsonMapper.shared().readTree("""
                                        {"scenario": "R02", "strategy": "lease", "subject": "\\"points\\"\\n", "property": "CONVERGES",
                                        "expected": "HOLDS", "observed": "BROKEN", "schedules": 1016, "exhausted": true,
                                        "replayId": "R02:lease:1"}"""));
        assertThat(parsed.get(0).propertyNames())
                .containsExactly(
                        "scenario",
                        "strategy",
                        "subject",
                        "property",
                        "expected",
                        "observed",
                        "schedules",
                        "exhausted",
                        "replayId");
    }

    @Test
    void whatMayGoEitherWayIsExpectedAsItWent() {
        for (Observation observed : Observation.values()) {
            JsonNode parsed = parsed(List.of(verdict(CONVERGES, Expectation.EITHER, observed)));
            assertThat(parsed.get(0).get("expected").asString()).isEqualTo(observed.name());
            assertThat(parsed.get(0).get("observed").asString()).isEqualTo(observed.name());
        }
    }

    @Test
    void isEmptyWithoutVerdicts() {
        assertThat(parsed(List.of())).isEmpty();
    }

    private static JsonNode parsed(List<VerdictRecord> verdicts) {
        return JsonMapper.shared().readTree(VerdictsJson.write(verdicts));
    }
}
