/** The time of a race: it is frozen until the race advances it; expirations, delayed work and waits follow it. */
@NullMarked
package io.github.cacheconsistency.test.time;

import org.jspecify.annotations.NullMarked;
