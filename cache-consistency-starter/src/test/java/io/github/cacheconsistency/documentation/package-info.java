/** Tests that hold the documentation to the code. */
@NullMarked
package io.github.cacheconsistency.documentation;

import org.jspecify.annotations.NullMarked;
