/** What all tests of this build share: patience, and a log that holds nothing that no test expects. */
@NullMarked
package io.github.cacheconsistency.build;

import org.jspecify.annotations.NullMarked;
