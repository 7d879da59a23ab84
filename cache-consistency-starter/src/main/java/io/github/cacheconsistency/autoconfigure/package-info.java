/**
 * Spring Boot's view of the library: properties, their validation, and the reports of configurations that cannot work.
 */
@NullMarked
package io.github.cacheconsistency.autoconfigure;

import org.jspecify.annotations.NullMarked;
