/**
 * The service provider interface: types that an extension implements or receives. Strategies, the store that they use,
 * row-lock probes, and the source of time. Depends only on the API.
 */
@NullMarked
package io.github.cacheconsistency.spi;

import org.jspecify.annotations.NullMarked;
