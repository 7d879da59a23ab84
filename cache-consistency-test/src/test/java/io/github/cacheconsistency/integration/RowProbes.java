package io.github.cacheconsistency.integration;

import io.github.cacheconsistency.CacheKey;
import io.github.cacheconsistency.RedisFailurePolicy;
import io.github.cacheconsistency.internal.rowlock.RowLockProbes;
import io.github.cacheconsistency.spi.CacheSettings;
import io.github.cacheconsistency.spi.ProbedRows;
import io.github.cacheconsistency.spi.RowLockProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Probes of a cache called {@code probed}, made as at start-up. */
final class RowProbes {

    static final String CACHE = "probed";

    private RowProbes() {}

    /** The probe of a cache whose property {@code row} is {@code row}. */
    static RowLockProbe of(DataSource dataSource, @Nullable String row, ProbedRows... beans) {
        CacheSettings settings = new CacheSettings(
                true,
                "row-lock-lease",
                null,
                Duration.ofMinutes(1),
                0,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                null,
                Duration.ZERO,
                RedisFailurePolicy.FAIL_WRITE,
                row);
        return new RowLockProbes(() -> Optional.of(dataSource), List.of(beans), CacheKey::toString, System::nanoTime)
                .probe(CACHE, settings);
    }

    /** A key without prefix. */
    static CacheKey key(String text) {
        return new CacheKey(CACHE, text.getBytes(StandardCharsets.UTF_8));
    }
}
