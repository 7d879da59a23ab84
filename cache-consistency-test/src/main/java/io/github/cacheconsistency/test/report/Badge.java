package io.github.cacheconsistency.test.report;

/**
 * A verdict as a letter, a sign and a colour.
 *
 * @param sign distinguishes {@code HOLDS} from {@code BROKEN} without colour
 * @param kind its style: {@code holds}, {@code gap} (documented), {@code open} (not promised), {@code defect}
 * (promised, but broken), {@code missing} (a documented gap that was not found)
 * @param text the verdict in words
 * @param anchor the HTML id of its counterexample; empty if it has none
 */
record Badge(String letter, String sign, String kind, String text, String anchor) {

    /** The property has no verdict. */
    static final Badge UNKNOWN = new Badge("", "", "unknown", "not judged", "");

    static Badge of(VerdictRecord verdict, String anchor) {
        boolean broken = verdict.observed() == Observation.BROKEN;
        String kind = kind(verdict, broken);
        return new Badge(
                Explained.of(verdict.property()).letter(),
                (broken ? "✗" : "✓") + (verdict.isUnexpected() ? "!" : ""),
                kind,
                "%s %s: %s".formatted(verdict.property(), verdict.observed(), meaning(kind)),
                anchor);
    }

    boolean linked() {
        return !anchor.isEmpty();
    }

    private static String kind(VerdictRecord verdict, boolean broken) {
        if (verdict.isUnexpected()) {
            return broken ? "defect" : "missing";
        }
        if (!broken) {
            return "holds";
        }
        return verdict.expected() == Expectation.EITHER ? "open" : "gap";
    }

    private static String meaning(String kind) {
        return switch (kind) {
            case "defect" -> "unexpected, a promised property is broken";
            case "missing" -> "unexpected, a documented gap was not found";
            case "gap" -> "a documented gap";
            case "open" -> "not promised";
            default -> "as expected";
        };
    }
}
