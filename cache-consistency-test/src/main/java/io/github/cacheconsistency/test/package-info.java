/**
 * The race kit's entry point: subclass {@link io.github.cacheconsistency.test.BundledRaces} next to
 * {@code @SpringBootTest} and say how your service reads and writes.
 */
@NullMarked
package io.github.cacheconsistency.test;

import org.jspecify.annotations.NullMarked;
