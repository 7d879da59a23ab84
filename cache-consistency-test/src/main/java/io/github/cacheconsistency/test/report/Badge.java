package io.github.cacheconsistency.test.report;

/**
 * A verdict in a letter, a sign and a colour.
 *
 * @param sign tells {@code HOLDS} from {@code BROKEN} without colour
 * @param kind how it looks: {@code holds}, {@code gap} (documented), {@code open} (nothing was promised), {@code defect} (a
 *     broken promise), {@code missing} (a documented gap that did not show)
 * @param text all of it in words
 * @param anchor where its counterexample is; empty if it has none
 */
record Badge(String letter, String sign, String kind, String text, String anchor) {

    /** Nothing is known of the property. */
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
            case "defect" -> "unexpected, a promise is broken";
            case "missing" -> "unexpected, a documented gap did not show";
            case "gap" -> "a documented gap";
            case "open" -> "nothing is promised";
            default -> "as it should";
        };
    }
}
