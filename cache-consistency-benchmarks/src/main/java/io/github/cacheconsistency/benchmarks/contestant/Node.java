package io.github.cacheconsistency.benchmarks.contestant;

import io.github.cacheconsistency.benchmarks.server.Endpoints;
import io.github.cacheconsistency.peers.PointsService;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running instance of a contestant: an application context with connections of its own. Thread-safe. */
public final class Node implements AutoCloseable {

    /** Database connections of each node. The library is configured to leave some of them to writers. */
    private static final int POOL = 20;

    private static final int LOADS = 16;

    private final ConfigurableApplicationContext context;
    private final PointsService points;
    private final MeasuredTable table;

    private Node(ConfigurableApplicationContext context) {
        this.context = context;
        this.points = context.getBean(PointsService.class);
        this.table = context.getBean(MeasuredTable.class);
    }

    /** Starts an instance on these servers. */
    public static Node start(Contestant contestant, Endpoints endpoints) {
        Map<String, Object> properties = new HashMap<>(endpoints.properties());
        properties.put("spring.application.name", contestant.id());
        properties.put("logging.level.root", "WARN");
        properties.put("spring.datasource.hikari.maximum-pool-size", POOL);
        properties.put("cache-consistency.load.max-concurrent", LOADS);
        // The servers share the processors with a hundred threads. Being slow then is part of the measurement.
        properties.put("cache-consistency.redis.circuit-breaker.slow-call-duration", "2s");
        properties.putAll(contestant.properties());
        return new Node(new SpringApplicationBuilder(NodeConfiguration.class, contestant.configuration())
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .properties(properties)
                .run());
    }

    /** Returns the measured service. */
    public PointsService points() {
        return points;
    }

    /** Returns its table. */
    public MeasuredTable table() {
        return table;
    }

    /** Returns a bean, for workloads that measure more than the service. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Whether it has a call for several rows. */
    public boolean hasBatch() {
        return points instanceof PointsBatch;
    }

    @Override
    public void close() {
        context.close();
    }
}
