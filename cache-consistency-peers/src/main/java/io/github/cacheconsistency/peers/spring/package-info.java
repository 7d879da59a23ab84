/** The stock Spring Data Redis. */
@NullMarked
package io.github.cacheconsistency.peers.spring;

import org.jspecify.annotations.NullMarked;
