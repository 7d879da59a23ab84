package newcomer;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class PointsService {

    private final JdbcClient jdbc;

    PointsService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Cacheable("points")
    public Long version(long id) {
        return uncached(id);
    }

    @Transactional
    @CacheEvict(cacheNames = "points", key = "#id")
    public void add(long id) {
        jdbc.sql("UPDATE points SET version = version + 1 WHERE id = ?").param(id).update();
    }

    public long uncached(long id) {
        return jdbc.sql("SELECT version FROM points WHERE id = ?").param(id).query(Long.class).single();
    }
}
