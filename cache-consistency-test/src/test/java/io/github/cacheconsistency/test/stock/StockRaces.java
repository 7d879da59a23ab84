package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.BundledRaces;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.stock.StockPoints.Points;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/** The bundled races on plain Spring annotations. */
abstract class StockRaces extends BundledRaces {

    @Autowired
    StockPoints points;

    @Autowired
    CacheManager caches;

    @Override
    protected RaceSubject subject() {
        return RaceSubject.forCache("points")
                .read(() -> Points.version(points.find(1)))
                .write(() -> points.add(1, 5))
                .database(() -> points.version(1))
                .prepare(() -> {
                    points.reset(1);
                    points.reset(2);
                })
                .timeToLive(Duration.ofMinutes(10))
                .nullRace(() -> points.remove(1), () -> points.create(1))
                .second(() -> Points.version(points.find(2)), () -> points.version(2), () -> points.addToBoth(1, 2))
                .writeAndClear(() -> points.addAndClear(1))
                .asynchronousWrite(work -> points.addAnd(1, 5, work))
                .look(() -> cache().get(1L))
                .crossed(() -> readBoth(1, 2), () -> readBoth(2, 1))
                .build();
    }

    /** The version of {@code own}, whose load reads {@code other}. */
    private long readBoth(long own, long other) {
        return Points.version(cache().get(own, () -> {
            Points loaded = new Points(own, 0, points.version(own));
            points.find(other);
            return loaded;
        }));
    }

    private Cache cache() {
        return Objects.requireNonNull(caches.getCache("points"));
    }
}
