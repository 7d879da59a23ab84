package com.example.prices;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class PriceService {

    private final JdbcClient jdbc;

    PriceService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Cacheable("prices")
    public Price price(long id) {
        return jdbc.sql("SELECT id, cents, version FROM prices WHERE id = ?")
                .param(id)
                .query(Price.class)
                .single();
    }

    @Transactional
    @CacheEvict(cacheNames = "prices", key = "#id")
    public void raise(long id, long cents) {
        jdbc.sql("UPDATE prices SET cents = cents + :cents, version = version + 1 WHERE id = :id")
                .param("id", id)
                .param("cents", cents)
                .update();
    }
}
