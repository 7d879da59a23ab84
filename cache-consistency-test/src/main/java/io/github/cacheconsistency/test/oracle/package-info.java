/**
 * What happened to one entry, and which promises it breaks. Works on histories of any origin: forced orders, storms of
 * real threads, files. Depends on nothing else.
 */
@NullMarked
package io.github.cacheconsistency.test.oracle;

import org.jspecify.annotations.NullMarked;
