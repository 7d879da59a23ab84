package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.stock.StockPoints.Points;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;

/** The points service as a subject, for tests in other packages. */
public final class StockRacesSubject {

    private StockRacesSubject() {}

    /** The service, with the strategy from its properties. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    public static class Application extends StockApplication {}

    public static RaceSubject of(StockPoints points) {
        return RaceSubject.forCache("points")
                .read(() -> Points.version(points.find(1)))
                .write(() -> points.add(1, 5))
                .database(() -> points.version(1))
                .prepare(() -> {
                    points.reset(1);
                    points.reset(2);
                })
                .nullRace(() -> points.remove(1), () -> points.create(1))
                .second(() -> Points.version(points.find(2)), () -> points.version(2), () -> points.addToBoth(1, 2))
                .writeAndClear(() -> points.addAndClear(1))
                .asynchronousWrite(work -> points.addAnd(1, 5, work))
                .build();
    }
}
