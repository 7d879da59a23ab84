package io.github.cacheconsistency.test.race;

import io.github.cacheconsistency.test.gate.Gate;
import java.util.ArrayList;
import java.util.List;

/** The nodes that a race has taken over, all or none of them, until it releases them. */
final class TakenNodes {

    private final List<RaceNode> nodes;

    /** @throws IllegalStateException if another race holds one of them */
    TakenNodes(List<RaceNode> nodes, Gate gate, RaceTime time) {
        this.nodes = List.copyOf(nodes);
        List<RaceNode> taken = new ArrayList<>();
        try {
            for (RaceNode node : nodes) {
                node.gate().switchTo(gate);
                taken.add(node);
            }
        } catch (IllegalStateException e) {
            taken.forEach(node -> node.gate().open());
            throw e;
        }
        nodes.forEach(node -> node.clock().switchTo(new NodeTime(time, node)));
    }

    void giveBack() {
        nodes.forEach(node -> node.gate().open());
        nodes.forEach(node -> node.clock().switchBack());
    }
}
