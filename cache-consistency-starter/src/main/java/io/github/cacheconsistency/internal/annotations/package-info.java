/**
 * The integration with Spring's cache annotations: a cache manager, caches and a cache writer for Spring Data Redis, and the
 * connection between the {@code get} and the {@code put} of one miss.
 */
@NullMarked
package io.github.cacheconsistency.internal.annotations;

import org.jspecify.annotations.NullMarked;
