/** Tests that compare the documentation with the code. */
@NullMarked
package io.github.cacheconsistency.documentation;

import org.jspecify.annotations.NullMarked;
