package io.github.cacheconsistency.test.report;

import java.io.Serializable;
import java.util.Comparator;

/** A scenario whose orders are forced, or the scenario of that number that is explored: their stories are not the same. */
record Topic(String scenario, Orders orders) implements Comparable<Topic>, Serializable {

    private static final Comparator<Topic> ORDER =
            Comparator.comparing(Topic::scenario).thenComparing(Topic::orders);

    static Topic of(VerdictRecord verdict) {
        return new Topic(verdict.scenario(), verdict.orders());
    }

    /** As a heading. */
    String title() {
        return orders == Orders.EXPLORED ? scenario + ", every interleaving" : scenario;
    }

    @Override
    public int compareTo(Topic other) {
        return ORDER.compare(this, other);
    }
}
