package io.github.cacheconsistency.test.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.stock.StockRacesSubject;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * A lookup that takes the lease in the same step has fewer steps than lookup and lease, and breaks no property either.
 */
@SpringBootTest(
        classes = StockRacesSubject.Application.class,
        properties = {
            "cache-consistency.strategy=row-lock-lease",
            "cache-consistency.caches.points.row=points.id",
            "cache-consistency.test.expect-misses=true",
        })
class ExpectedMissProgramTest extends PointsPrograms {

    @Test
    void noInterleavingOfAReaderAndAWriterBreaksAnything() {
        DepthFirst search = explore(RaceScope.of(1, 1), Integer.MAX_VALUE);
        assertThat(search.schedules()).isGreaterThan(10);
        assertThat(search.broken()).isEmpty();
    }

    @Test
    void theFirstOfTwoReadersAndTwoWritersBreakNothing() {
        assertThat(explore(RaceScope.of(2, 2).withExpiries(1), 150).broken()).isEmpty();
    }

    @Test
    void aLookUpIsTheLeaseAsWell() throws Exception {
        force(RaceScope.of(1, 0), "reader-1: begins read");
        assertThat(picture).contains("EVALSHA").doesNotContain("GET ").doesNotContain("SET ");
    }
}
