/**
 * Oracles: check the history of one entry for violations of properties. They work on histories of any origin, such as
 * forced orders, storms of real threads, or files, and depend on no other package.
 */
@NullMarked
package io.github.cacheconsistency.test.oracle;

import org.jspecify.annotations.NullMarked;
