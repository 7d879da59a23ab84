/** Support for JPA: loads that must not be served by the first-level cache, and writes that wait for a flush. */
@NullMarked
package io.github.cacheconsistency.internal.jpa;

import org.jspecify.annotations.NullMarked;
