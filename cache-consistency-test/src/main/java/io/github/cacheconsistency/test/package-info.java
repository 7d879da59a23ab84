/**
 * The race kit's entry point: subclass {@link io.github.cacheconsistency.test.BundledRaces}, whose orders of steps are forced, or
 * {@link io.github.cacheconsistency.test.ExploredRaces}, which tries every interleaving, next to {@code @SpringBootTest} and
 * say how your service reads and writes.
 */
@NullMarked
package io.github.cacheconsistency.test;

import org.jspecify.annotations.NullMarked;
