package dev.releasemanager.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rollback.StepWording.Lack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether somebody who doesn't know the change could carry a step out as it is written. */
@Tag("M4")
class StepWordingTest {
    private record Labelled(String what, Set<String> lacks) {
        static Labelled of(String line) {
            int bar = line.lastIndexOf('|');
            Set<String> lacks =
                    new TreeSet<>(Arrays.asList(line.substring(bar + 1).strip().split(" ")));
            lacks.remove("");
            return new Labelled(line.substring(0, bar).strip(), lacks);
        }
    }

    private static List<Labelled> table() {
        try (InputStream in = Objects.requireNonNull(StepWordingTest.class.getResourceAsStream("steps.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Labelled::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> lacks(String what) {
        return StepWording.lacks(what).stream()
                .map(lack -> lack.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_labelled_step_is_judged_as_it_is_labelled() {
        List<Labelled> table = table();
        assertThat(table).hasSizeGreaterThan(200);
        assertThat(table.stream()
                        .filter(step -> !lacks(step.what()).equals(step.lacks()))
                        .map(step -> step.what() + " | labelled " + step.lacks() + ", judged " + lacks(step.what())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"revert the change", "Roll back.", "fix forward!", "Undo the deploy", "RESTORE EVERYTHING"})
    void what_only_says_what_is_hoped_for_is_refused_with_both_questions_and_examples(String what) {
        assertThat(StepWording.fault(what))
                .get()
                .asString()
                .contains("which command, pipeline, switch or version", "which component, flag, table or host")
                .contains(StepWording.EXAMPLES);
    }

    static List<String> examples() {
        return StepWording.EXAMPLES;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void what_is_given_as_an_example_is_taken(String example) {
        assertThat(StepWording.fault(example)).isEmpty();
    }

    @Test
    void a_blank_is_shown_as_it_is_written() {
        assertThat(StepWording.lacks("Deploy pay-api <previous version> again")).containsExactly(Lack.BLANK);
        assertThat(StepWording.fault("Deploy pay-api <previous version> again"))
                .get()
                .asString()
                .contains("<previous version>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "`", "``", "\"", "<", "<>", "''", ".", "\uD800", "<!channel>", "((((", "a:b:c///---"})
    void whatever_is_typed_is_judged(String what) {
        assertThat(StepWording.lacks(what)).isNotEmpty();
    }

    @Test
    void a_long_text_is_judged_at_once() {
        String word = "aA1-".repeat(250);
        assertThat(StepWording.lacks(word + " " + "<".repeat(1_000) + "`".repeat(1_001)))
                .isNotNull();
    }
}
