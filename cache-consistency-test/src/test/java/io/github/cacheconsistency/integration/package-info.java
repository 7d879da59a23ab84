/** What the starter promises apart from races, on a real Redis and a real database. */
@NullMarked
package io.github.cacheconsistency.integration;

import org.jspecify.annotations.NullMarked;
