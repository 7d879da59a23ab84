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

/** What every peer runs on where its interleavings are explored: whoever waits for a lock waits, and others go on. */
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
