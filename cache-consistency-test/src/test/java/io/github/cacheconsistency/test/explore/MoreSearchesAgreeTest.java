package io.github.cacheconsistency.test.explore;

import org.junit.jupiter.api.Tag;

/** {@link SearchesAgree} on more random programs. */
@Tag("full")
class MoreSearchesAgreeTest extends SearchesAgree {

    MoreSearchesAgreeTest() {
        super(60, 300);
    }
}
