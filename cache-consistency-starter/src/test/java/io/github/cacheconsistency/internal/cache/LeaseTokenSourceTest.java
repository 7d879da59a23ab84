package io.github.cacheconsistency.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cacheconsistency.spi.LeaseToken;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fill must distinguish its own lease from all others, on any node. */
class LeaseTokenSourceTest {

    @Test
    void neverIssuesATokenTwice() {
        List<LeaseToken> tokens =
                Stream.generate(new LeaseTokenSource()).limit(10_000).toList();
        assertThat(tokens).doesNotHaveDuplicates();
    }

    @Test
    void twoNodesNeverIssueTheSameToken() {
        LeaseTokenSource first = new LeaseTokenSource();
        LeaseTokenSource second = new LeaseTokenSource();
        List<LeaseToken> tokens = Stream.concat(
                        Stream.generate(first).limit(1_000),
                        Stream.generate(second).limit(1_000))
                .toList();
        assertThat(tokens).doesNotHaveDuplicates();
    }
}
