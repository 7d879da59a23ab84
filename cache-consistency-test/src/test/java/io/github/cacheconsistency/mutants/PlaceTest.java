package io.github.cacheconsistency.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlaceTest {

    @Test
    void isAMethodOfTheLibrary() {
        assertThat(Mutants.places())
                .allSatisfy(
                        place -> assertThat(place.method().getDeclaringClass()).isEqualTo(place.type()));
    }

    @Test
    void saysWhatIsNotThereAnyMore() {
        assertThatThrownBy(() -> new Place("internal.strategy.LeaseStrategy#renamed(Collection)").method())
                .hasMessageContaining("internal.strategy.LeaseStrategy#renamed(Collection)");
        assertThatThrownBy(() -> new Place("strategy.Renamed#afterCommit(Collection)").method())
                .hasMessageContaining("strategy.Renamed");
    }
}
