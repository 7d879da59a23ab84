package io.github.cacheconsistency.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if invalidations wait for Redis replicas. */
final class OnReplicasToAck extends SpringBootCondition {

    private static final String PROPERTY = PropertyNames.global("redis.replicas-to-ack");

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        int replicas = context.getEnvironment().getProperty(PROPERTY, Integer.class, 0);
        return new ConditionOutcome(replicas > 0, ConditionMessage.of("%s is %d".formatted(PROPERTY, replicas)));
    }
}
