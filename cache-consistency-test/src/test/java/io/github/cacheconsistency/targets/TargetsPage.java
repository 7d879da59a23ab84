package io.github.cacheconsistency.targets;

import java.nio.file.Path;

/** The page of the documentation with the table. */
final class TargetsPage {

    static final MarkedPart PART = new MarkedPart(
            Path.of("..", "docs", "evidence", "race-targets.md"),
            "<!-- targets: written by the profile of that name -->",
            "<!-- end of the targets -->");

    private TargetsPage() {}
}
