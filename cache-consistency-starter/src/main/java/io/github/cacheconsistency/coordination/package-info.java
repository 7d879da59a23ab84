/**
 * What stands between a call and its strategy: reading versions, waiting, joining loads, handling failures.
 */
@NullMarked
package io.github.cacheconsistency.coordination;

import org.jspecify.annotations.NullMarked;
