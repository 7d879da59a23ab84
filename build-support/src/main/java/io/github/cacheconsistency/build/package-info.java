/** What all tests of this build share: timeouts, and a log without unexpected messages. */
@NullMarked
package io.github.cacheconsistency.build;

import org.jspecify.annotations.NullMarked;
