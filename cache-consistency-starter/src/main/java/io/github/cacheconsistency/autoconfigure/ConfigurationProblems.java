package io.github.cacheconsistency.autoconfigure;

import io.github.cacheconsistency.InvalidStrategyConfigurationException;
import io.github.cacheconsistency.internal.redis.RequiredCommands;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Creates the exceptions for invalid combinations of properties and beans. They say what was expected, what was found,
 * and what to do. The callers throw them.
 */
final class ConfigurationProblems {

    /**
     * No strategy has the configured name.
     *
     * @param property complete name of the property that names the strategy
     * @param found its value
     * @param known all names of strategies
     */
    InvalidStrategyConfigurationException unknownStrategy(String property, String found, Collection<String> known) {
        List<String> sorted = known.stream().sorted().toList();
        String action = "Set %s to one of %s, or define a bean of type ConsistencyStrategyProvider with the name '%s'."
                .formatted(property, String.join(", ", sorted), found);
        return new InvalidStrategyConfigurationException(
                "%s must be the name of a strategy, one of %s, but it is '%s'."
                        .formatted(property, String.join(", ", sorted), found),
                nearest(found, sorted)
                        .map(name -> "Did you mean '%s'? %s".formatted(name, action))
                        .orElse(action));
    }

    /**
     * The strategy compares versions, and no version property is configured.
     *
     * @param cacheName the cache without a version property
     * @param strategy the strategy that needs one
     */
    InvalidStrategyConfigurationException missingVersionProperty(String cacheName, String strategy) {
        if (cacheName.equals(CacheManagerGuarding.ANY_OTHER_CACHE)) {
            return new InvalidStrategyConfigurationException(
                    "The strategy '%s' of all caches without settings of their own needs the version of cached values, but no version property is set."
                            .formatted(strategy),
                    ("Set %s to the property of the values that holds the version of their row, such as 'version'; or"
                                    + " set %s to a strategy without versions, such as 'lease', and choose '%s' for"
                                    + " single caches.")
                            .formatted(
                                    PropertyNames.global("version-property"),
                                    PropertyNames.global("strategy"),
                                    strategy));
        }
        return new InvalidStrategyConfigurationException(
                "The strategy '%s' of the cache '%s' needs the version of cached values, but no version property is set."
                        .formatted(strategy, cacheName),
                ("Set %s, or %s for all caches, to the property of the values that holds the version of their row, such "
                                + "as 'version'; or choose a strategy without versions, such as 'lease'.")
                        .formatted(
                                PropertyNames.ofCache(cacheName, "version-property"),
                                PropertyNames.global("version-property")));
    }

    /**
     * There are several transaction managers, and it is not configured which of them manages the cached rows.
     *
     * @param beanNames the names of all of them
     */
    InvalidStrategyConfigurationException ambiguousTransactionManager(Collection<String> beanNames) {
        return new InvalidStrategyConfigurationException(
                "Expected a single PlatformTransactionManager, a primary one, or the name of one of them in %s, but found %d: %s."
                        .formatted(
                                PropertyNames.global("transaction-manager"),
                                beanNames.size(),
                                String.join(", ", beanNames)),
                "Set %s to the one whose transactions change the cached rows."
                        .formatted(PropertyNames.global("transaction-manager")));
    }

    /**
     * The configured transaction manager does not exist.
     *
     * @param found the value of {@code cache-consistency.transaction-manager}
     * @param beanNames the names of all PlatformTransactionManager beans, possibly none
     */
    InvalidStrategyConfigurationException unknownTransactionManager(String found, Collection<String> beanNames) {
        String property = PropertyNames.global("transaction-manager");
        return new InvalidStrategyConfigurationException(
                "%s must be the name of a PlatformTransactionManager bean, %s, but it is '%s'."
                        .formatted(
                                property,
                                beanNames.isEmpty()
                                        ? "of which there are none"
                                        : "one of " + String.join(", ", beanNames),
                                found),
                beanNames.isEmpty()
                        ? "Define a PlatformTransactionManager bean, for example by adding spring-boot-starter-jdbc."
                        : "Set %s to one of %s, or remove it if there is only one."
                                .formatted(property, String.join(", ", beanNames)));
    }

    /**
     * Two beans provide a strategy of the same name.
     *
     * @param strategy the name both provide
     * @param beanNames the beans, or their classes
     */
    InvalidStrategyConfigurationException duplicateStrategy(String strategy, Collection<String> beanNames) {
        return new InvalidStrategyConfigurationException(
                "The name of a strategy must belong to one ConsistencyStrategyProvider bean, but '%s' belongs to %d: %s."
                        .formatted(strategy, beanNames.size(), String.join(", ", beanNames)),
                "Remove all of them but one, or let strategyName() of the others return another name.");
    }

    /** There is no transaction manager, so the rows of the outbox cannot be part of a transaction. */
    InvalidStrategyConfigurationException outboxWithoutTransactions() {
        return new InvalidStrategyConfigurationException(
                "The outbox writes its rows in the transactions of the application, but there is no PlatformTransactionManager.",
                "Define one, for example by adding spring-boot-starter-jdbc; or set %s=false."
                        .formatted(PropertyNames.global("outbox.enabled")));
    }

    /** The database of the rows of the outbox is not known. */
    InvalidStrategyConfigurationException outboxWithoutDataSource() {
        return new InvalidStrategyConfigurationException(
                "The outbox needs the DataSource of the transactions that change the cached rows, but the transaction manager"
                        + " does not tell it, and there is no single or primary one.",
                "Mark that DataSource as primary, or let %s name a transaction manager for JDBC or JPA."
                        .formatted(PropertyNames.global("transaction-manager")));
    }

    /** The outbox is on, and JDBC is missing. */
    InvalidStrategyConfigurationException outboxWithoutJdbc() {
        return new InvalidStrategyConfigurationException(
                "%s is true, but there is no JDBC on the class path.".formatted(PropertyNames.global("outbox.enabled")),
                "Add spring-boot-starter-jdbc, or set %s=false.".formatted(PropertyNames.global("outbox.enabled")));
    }

    /**
     * Redis is read from replicas, under a strategy that does not allow that.
     *
     * @param readFrom the configured ReadFrom of Lettuce
     * @param beanNames the beans that may have configured it, possibly none
     */
    InvalidStrategyConfigurationException readsFromReplicas(
            String cacheName, String strategy, String readFrom, Collection<String> beanNames) {
        String beans = beanNames.isEmpty()
                ? "the LettuceConnectionFactory bean"
                : "the beans that configure Lettuce (%s)".formatted(String.join(", ", beanNames));
        return new InvalidStrategyConfigurationException(
                ("The cache '%s' uses the strategy '%s', which promises that nobody reads a value older than an acknowledged"
                                + " write, but Redis is read from replicas (%s), which may be behind.")
                        .formatted(cacheName, strategy, readFrom),
                ("Remove readFrom(..) from %s, and the property spring.data.redis.lettuce.read-from, or set them to"
                                + " 'upstream'; or choose cache-aside, which promises nothing, with %s.")
                        .formatted(beans, PropertyNames.ofCache(cacheName, "strategy")));
    }

    /**
     * Invalidations are to wait for replicas, and the client is not Lettuce.
     *
     * @param found the class of the connection factory
     */
    InvalidStrategyConfigurationException replicasToAckWithoutLettuce(Class<?> found) {
        return new InvalidStrategyConfigurationException(
                "%s needs Lettuce, but Redis is reached through a %s."
                        .formatted(PropertyNames.global("redis.replicas-to-ack"), found.getName()),
                "Use Lettuce (spring.data.redis.client-type=lettuce), or remove %s."
                        .formatted(PropertyNames.global("redis.replicas-to-ack")));
    }

    /** The nodes of Redis are listed one by one, so that the primary is not known from the configuration. */
    InvalidStrategyConfigurationException replicasToAckOfStaticNodes() {
        return new InvalidStrategyConfigurationException(
                "%s needs a Redis that is found by its address, through Sentinel, or as a cluster, but spring.data.redis.masterreplica lists nodes."
                        .formatted(PropertyNames.global("redis.replicas-to-ack")),
                "Use spring.data.redis.sentinel, .cluster or .host, or remove %s."
                        .formatted(PropertyNames.global("redis.replicas-to-ack")));
    }

    /**
     * A replica lag is set, under a strategy that ignores tombstones.
     *
     * @param cacheName the cache with a replica lag of its own
     * @param strategy the strategy that ignores tombstones
     */
    InvalidStrategyConfigurationException replicaLagWithoutLeases(String cacheName, String strategy) {
        return new InvalidStrategyConfigurationException(
                "%s is set, but the strategy '%s' of the cache '%s' caches whatever was loaded, however old."
                        .formatted(PropertyNames.ofCache(cacheName, "replica-lag"), strategy, cacheName),
                "Choose a strategy with leases, such as 'lease'; or remove %s and let loads read the primary."
                        .formatted(PropertyNames.ofCache(cacheName, "replica-lag")));
    }

    /**
     * Redis forbids commands that a cache needs.
     *
     * @param commands the forbidden commands
     * @param refusal the reply of Redis to the first of them
     */
    InvalidStrategyConfigurationException refusedCommands(
            String cacheName, String strategy, Collection<String> commands, Throwable refusal) {
        InvalidStrategyConfigurationException problem = new InvalidStrategyConfigurationException(
                "The strategy '%s' of the cache '%s' needs the Redis commands %s with the keys of the cache, but Redis refuses them: %s"
                        .formatted(strategy, cacheName, String.join(", ", commands), deepestMessage(refusal)),
                ("Allow this Redis user at least \"~<prefix of the cache>* %s %s\" (ACL SETUSER); or choose a strategy without"
                                + " leases, such as 'cache-aside', which needs no scripts; or set %s.")
                        .formatted(
                                RequiredCommands.ACL_MARKER_KEYS,
                                RequiredCommands.ACL_COMMANDS,
                                PropertyNames.global("enabled") + "=false"));
        problem.initCause(refusal);
        return problem;
    }

    private static String deepestMessage(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    private static Optional<String> nearest(String found, List<String> known) {
        String wanted = found.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(wanted, name)))
                .filter(name -> distance(wanted, name) <= name.length() / 2);
    }

    /** The Levenshtein distance: the number of characters to add, remove or replace. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column < previous.length; column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[previous.length];
            current[0] = row;
            for (int column = 1; column < current.length; column++) {
                int replaced = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
