/**
 * The entry points of the race kit: subclass {@link io.github.cacheconsistency.test.BundledRaces}, which forces orders
 * of steps, or {@link io.github.cacheconsistency.test.ExploredRaces}, which explores every interleaving, add {@code
 * @SpringBootTest}, and describe how your service reads and writes.
 */
@NullMarked
package io.github.cacheconsistency.test;

import org.jspecify.annotations.NullMarked;
