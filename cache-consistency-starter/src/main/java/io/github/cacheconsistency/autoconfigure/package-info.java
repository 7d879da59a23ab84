/** The Spring Boot integration: properties, their validation, the beans, and the reports of invalid configurations. */
@NullMarked
package io.github.cacheconsistency.autoconfigure;

import org.jspecify.annotations.NullMarked;
