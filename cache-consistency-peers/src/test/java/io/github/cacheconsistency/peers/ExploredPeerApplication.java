package io.github.cacheconsistency.peers;

import io.github.cacheconsistency.test.RaceKitConfiguration;
import io.github.cacheconsistency.test.gate.SwitchableGate;
import io.github.cacheconsistency.test.server.ImportTestServers;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;

/** The application of every peer for exploration: tasks that wait for a lock wait, while other tasks continue. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportTestServers
@Import(RaceKitConfiguration.class)
class ExploredPeerApplication {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RedissonGate redissonGate(SwitchableGate gate) {
        return new RedissonGate(gate, new PolledLocking());
    }
}
