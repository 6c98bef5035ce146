package dev.releasemanager.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Usual;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What starts a rollback, in the grammar of criteria. */
@Tag("M4")
class TriggerWordingTest {
    @Test
    void a_measurable_one_is_kept_in_the_standard_form_which_reads_back() {
        String kept = TriggerWording.read("error rate of checkout-api above 0.5 % for 5 minutes", Usual.NOTHING)
                .condition()
                .orElseThrow();

        assertThat(kept).isEqualTo("error rate of checkout-api > 0.5 % over 5 min");
        assertThat(Criteria.parse(kept)).map(Criterion::text).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"too many errors", "if something goes wrong", "errors > 1 %", "customers complain"})
    void a_vague_one_is_refused_with_the_questions_it_leaves_open(String vague) {
        TriggerWording.Read read = TriggerWording.read(vague, Usual.NOTHING);

        assertThat(read.condition()).isEmpty();
        assertThat(read.fault()).get().asString().contains(vague, "?", "Write it like");
    }

    @Test
    void a_rewrite_crosses_the_bound_that_is_usually_to_hold() {
        Criterion.Measure usual = (Criterion.Measure)
                Criteria.parse("error rate < 0.1 % on canary over 30 min").orElseThrow();

        assertThat(TriggerWording.read("too many errors", new Usual(List.of(usual)))
                        .fault())
                .get()
                .asString()
                .contains("errors > 0.1 % on canary over 30 min");
    }

    @Test
    void several_in_one_line_are_to_be_parted() {
        assertThat(TriggerWording.read(
                                "p50 latency > 80 ms and p99 latency > 400 ms on canary over 5 min", Usual.NOTHING)
                        .fault())
                .get()
                .asString()
                .contains("each on a line of its own", "p50 latency > 80 ms", "p99 latency > 400 ms");
    }
}
