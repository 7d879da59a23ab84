package io.github.cacheconsistency.test.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariantIdTest {

    private static final Strategy LEASE = new Strategy("lease", Set.of(), Set.of());

    @Test
    void isReadAsItWasWritten() {
        VariantId id = new VariantId(new OneNodeUnreachable().id(), "delayed-double-delete", 2);
        assertThat(id).hasToString("R14-on-two-nodes:delayed-double-delete:2");
        assertThat(VariantId.parse(id.toString())).hasValue(id);
    }

    @Test
    void belongsToOneScenarioAndStrategy() {
        VariantId id = new VariantId("R14 on two nodes", "lease", 3);
        assertThat(id.isOf(new OneNodeUnreachable(), LEASE)).isTrue();
        assertThat(id.isOf(new StaleFillAtExpiry(), LEASE)).isFalse();
        assertThat(id.isOf(new OneNodeUnreachable(), Strategy.UNGUARDED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "R01", "R01:lease", "R01:lease:", "R01:lease:first", ":lease:1", "R01:lease:9999999999"})
    void isNothingElse(String other) {
        assertThat(VariantId.parse(other)).isEmpty();
    }
}
