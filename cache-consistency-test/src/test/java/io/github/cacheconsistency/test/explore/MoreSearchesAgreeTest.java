package io.github.cacheconsistency.test.explore;

import org.junit.jupiter.api.Tag;

/** The same on more random programs than a build has time for. */
@Tag("full")
class MoreSearchesAgreeTest extends SearchesAgreeTest {

    MoreSearchesAgreeTest() {
        super(60, 300);
    }
}
