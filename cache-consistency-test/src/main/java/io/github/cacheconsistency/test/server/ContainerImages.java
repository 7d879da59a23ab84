package io.github.cacheconsistency.test.server;

import org.springframework.core.env.Environment;
import org.testcontainers.utility.DockerImageName;

/** The container images of mode {@code containers}. */
record ContainerImages(DockerImageName redis, DockerImageName database) {

    static final String REDIS_PROPERTY = "cache-consistency.test.redis.image";
    static final String DATABASE_PROPERTY = "cache-consistency.test.database.image";

    static ContainerImages of(Environment environment) {
        return new ContainerImages(
                DockerImageName.parse(environment.getProperty(REDIS_PROPERTY, "redis:7-alpine"))
                        .asCompatibleSubstituteFor("redis"),
                DockerImageName.parse(environment.getProperty(DATABASE_PROPERTY, "mysql:8.4"))
                        .asCompatibleSubstituteFor("mysql"));
    }
}
