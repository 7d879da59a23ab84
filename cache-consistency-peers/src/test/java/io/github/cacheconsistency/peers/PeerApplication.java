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

/**
 * The application of every peer: Spring Boot, servers of its own, the race kit, and gates that the kit does not have.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportTestServers
@Import(RaceKitConfiguration.class)
class PeerApplication {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static HeldLocks heldLocks() {
        return new HeldLocks();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RedissonGate redissonGate(SwitchableGate gate, HeldLocks locks) {
        return new RedissonGate(gate, new ForcedLocking(locks));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static SpringLockPolls springLockPolls(SwitchableGate gate, HeldLocks locks) {
        return new SpringLockPolls(gate, locks);
    }
}
