/** Real Redis and SQL servers for tests and test-runs: embedded binaries, containers, or servers given by property. */
@NullMarked
package io.github.cacheconsistency.test.server;

import org.jspecify.annotations.NullMarked;
