package io.github.cacheconsistency.test.report;

import static io.github.cacheconsistency.test.report.SampleFindings.staleRead;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SequenceLayoutTest {

    private final Drawing drawing = SequenceLayout.draw(staleRead("points::1"));

    @Test
    void eachTaskHasALaneAndTheStoresStandAtTheRight() {
        assertThat(drawing.lanes()).extracting(Drawing.Lane::name).containsExactly("reader", "Redis", "database");
        assertThat(drawing.lanes()).extracting(Drawing.Lane::x).isSorted();
        assertThat(drawing.lanes()).allMatch(lane -> lane.x() > 0 && lane.x() < drawing.width());
    }

    @Test
    void commandsGoFromTheTaskToTheStoreAndSayWhatCameBack() {
        int reader = drawing.lanes().get(0).x();
        Drawing.Arrow get = drawing.arrows().get(0);
        assertThat(get.x()).isEqualTo(reader);
        assertThat(get.end()).isEqualTo(drawing.lanes().get(1).x());
        assertThat(get.command()).isEqualTo("GET");
        assertThat(get.argumentsShown()).isEqualTo("points::1");
        assertThat(get.reply()).isEqualTo("miss");
        Drawing.Arrow select = drawing.arrows().get(1);
        assertThat(select.end()).isEqualTo(drawing.lanes().get(2).x());
        assertThat(select.failed()).isTrue();
    }

    @Test
    void theOffendingReadIsMarkedAndExplainedBelow() {
        Drawing.Pill read = drawing.pills().get(0);
        assertThat(read.kind()).isEqualTo("offending");
        Drawing.Band explanation = drawing.bands().get(1);
        assertThat(explanation.offence()).isTrue();
        assertThat(explanation.y()).isGreaterThan(read.y());
        assertThat(explanation.lines().get(0).strong()).isEqualTo("NO_STALE_AFTER_ACK broken: ");
        assertThat(Stream.concat(
                        Stream.of(explanation.lines().get(0).strong()),
                        explanation.lines().stream().map(Drawing.Line::text)))
                .anyMatch(text -> text.contains("acknowledged"));
    }

    @Test
    void aReadOfATaskThatGoesOnIsMarkedAtItsCommand() {
        List<SequenceEvent> events = staleRead("points::1").events();
        Drawing goingOn = SequenceLayout.draw(
                new Sequence("", List.of("reader"), List.of(events.get(1), events.get(2), events.get(4))));
        assertThat(goingOn.arrows()).extracting(Drawing.Arrow::offending).containsExactly(false, true);
        assertThat(drawing.arrows()).noneMatch(Drawing.Arrow::offending);
    }

    @Test
    void eventsComeOneBelowTheOther() {
        List<Integer> places = List.of(
                drawing.bands().get(0).y(),
                drawing.arrows().get(0).y(),
                drawing.arrows().get(1).y(),
                drawing.pills().get(0).y(),
                drawing.bands().get(1).y(),
                drawing.bottom());
        assertThat(places).isSorted().doesNotHaveDuplicates();
        assertThat(drawing.height()).isGreaterThan(drawing.bottom());
    }

    @Test
    void timeIsSaidWhenItChanges() {
        assertThat(drawing.arrows()).extracting(Drawing.Arrow::time).containsExactly("+0", "+500");
        assertThat(drawing.pills().get(0).time()).isEmpty();
    }

    @Test
    void aTaskThatNeverEndsRunsToTheBottom() {
        SequenceEvent.Wait waits = new SequenceEvent.Wait(Duration.ZERO, "reader", "reader", "waits until +10");
        Drawing endless = SequenceLayout.draw(new Sequence("", List.of("reader"), List.of(waits, waits)));
        Drawing.Bar bar = endless.bars().get(0);
        assertThat(bar.y() + bar.height())
                .isGreaterThan(endless.pills().get(1).y())
                .isLessThanOrEqualTo(endless.bottom());
    }

    @Test
    void longTextsAreCutOrBrokenButNotLost() {
        String keys = String.join(
                " ", IntStream.range(0, 80).mapToObj(i -> "points::" + i).toList());
        Drawing cut = SequenceLayout.draw(staleRead(keys));
        Drawing.Arrow get = cut.arrows().get(0);
        assertThat(get.arguments()).isEqualTo(keys);
        assertThat(get.argumentsShown()).hasSizeLessThan(60).endsWith("..");
        assertThat(cut.bands().get(0).lines()).hasSizeGreaterThan(5);
        assertThat(cut.bands().get(0).lines().get(5).text()).isNotEmpty();
    }
}
