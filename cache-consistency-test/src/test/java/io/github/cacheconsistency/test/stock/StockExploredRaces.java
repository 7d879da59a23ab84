package io.github.cacheconsistency.test.stock;

import io.github.cacheconsistency.test.ExploredRaces;
import io.github.cacheconsistency.test.RaceSubject;
import org.springframework.beans.factory.annotation.Autowired;

/** Every interleaving on plain Spring annotations. */
abstract class StockExploredRaces extends ExploredRaces {

    @Autowired
    private StockPoints points;

    @Override
    protected RaceSubject subject() {
        return StockRacesSubject.of(points);
    }
}
