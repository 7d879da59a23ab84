/** The time of a race: it stands still until the race moves it, and moves time-to-lives, delays and waits with it. */
@NullMarked
package io.github.cacheconsistency.test.time;

import org.jspecify.annotations.NullMarked;
