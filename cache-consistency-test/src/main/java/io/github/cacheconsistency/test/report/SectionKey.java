package io.github.cacheconsistency.test.report;

import java.io.Serializable;
import java.util.Comparator;

/**
 * The key of a section: forced orders and the exploration of a scenario with the same number have different stories.
 */
record SectionKey(String scenario, Orders orders) implements Comparable<SectionKey>, Serializable {

    private static final Comparator<SectionKey> ORDER =
            Comparator.comparing(SectionKey::scenario).thenComparing(SectionKey::orders);

    static SectionKey of(VerdictRecord verdict) {
        return new SectionKey(verdict.scenario(), verdict.orders());
    }

    /** The heading of the section. */
    String title() {
        return orders == Orders.EXPLORED ? scenario + ", every interleaving" : scenario;
    }

    @Override
    public int compareTo(SectionKey other) {
        return ORDER.compare(this, other);
    }
}
