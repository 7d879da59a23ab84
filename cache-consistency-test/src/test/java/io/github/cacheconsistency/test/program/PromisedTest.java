package io.github.cacheconsistency.test.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Property;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromisedTest {

    private final Promised promised =
            Promised.NOTHING.committed(3).acknowledged(2).read(3);

    @Test
    void onlyTheNewestCounts() {
        assertThat(promised.committed(1).acknowledged(1).read(1)).isEqualTo(promised);
    }

    @Test
    void everyFloorIsPartOfTheState() {
        assertThat(promised.unless(Set.of()))
                .isNotEqualTo(promised.committed(4).unless(Set.of()))
                .isNotEqualTo(promised.acknowledged(4).unless(Set.of()))
                .isNotEqualTo(promised.read(4).unless(Set.of()));
    }

    @Test
    void whatIsBrokenCannotBreakAgain() {
        assertThat(promised.unless(Set.of(Property.MONOTONIC)))
                .isEqualTo(promised.read(9).unless(Set.of(Property.MONOTONIC)))
                .isNotEqualTo(promised.committed(9).unless(Set.of(Property.MONOTONIC)));
    }
}
