package com.example.prices;

import io.github.cacheconsistency.test.BundledRaces;
import io.github.cacheconsistency.test.RaceSubject;
import io.github.cacheconsistency.test.server.ImportTestServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
@ImportTestServers
class PriceRacesTest extends BundledRaces {

    @Autowired
    private PriceService prices;

    @Autowired
    private JdbcClient jdbc;

    @Override
    protected RaceSubject subject() {
        return RaceSubject.forCache("prices")
                .read(() -> prices.price(1).version())
                .write(() -> prices.raise(1, 1))
                .database(() -> jdbc.sql("SELECT version FROM prices WHERE id = 1")
                        .query(Long.class)
                        .single())
                .build();
    }
}
