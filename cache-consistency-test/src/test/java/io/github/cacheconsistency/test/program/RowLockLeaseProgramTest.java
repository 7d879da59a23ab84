package io.github.cacheconsistency.test.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.test.oracle.Property;
import io.github.cacheconsistency.test.stock.StockRacesSubject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
        classes = StockRacesSubject.Application.class,
        properties = {
            "cache-consistency.strategy=row-lock-lease",
            "cache-consistency.caches.points.row=points.id",
        })
class RowLockLeaseProgramTest extends PointsPrograms {

    @Test
    void noInterleavingOfAReaderAndAWriterBreaksAnything() {
        DepthFirst search = explore(RaceScope.of(1, 1), Integer.MAX_VALUE);
        assertThat(search.schedules()).isGreaterThan(20);
        assertThat(search.broken()).isEmpty();
    }

    @Test
    void anEntryThatWasCachedBeforeDisturbsNoProgram() throws Exception {
        subject().prepare().run();
        subject().entry().read().get();
        assertThat(force(RaceScope.of(1, 0), "reader-1: begins read")).isEmpty();
    }

    @Test
    void theFirstOfManyBreakNothing() {
        assertThat(explore(RaceScope.of(2, 2).withExpiries(1), 150).broken()).isEmpty();
    }

    @Test
    void aReaderThatDiesWithTheLeaseIsOutlived() {
        assertThat(force(
                        RaceScope.of(2, 0).withDeathOf("reader-1").withTimePassing(Duration.ofSeconds(11)),
                        "reader-1: begins read",
                        "reader-2: begins read"))
                .doesNotContain(Property.CONVERGES);
    }
}
