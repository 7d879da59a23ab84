package io.github.cacheconsistency.test.explore;

/** {@link SearchesAgree} on as many random programs as a build has time for. */
class SearchesAgreeTest extends SearchesAgree {

    SearchesAgreeTest() {
        super(0, 60);
    }
}
