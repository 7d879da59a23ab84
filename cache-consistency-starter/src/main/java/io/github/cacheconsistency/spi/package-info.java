/**
 * The service-provider interface: what an extension implements or is given. Strategies, the store they work on, row lock
 * probes, and the source of time. Depends on nothing but the API.
 */
@NullMarked
package io.github.cacheconsistency.spi;

import org.jspecify.annotations.NullMarked;
