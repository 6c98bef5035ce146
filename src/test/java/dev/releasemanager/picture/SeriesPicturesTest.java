package dev.releasemanager.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.rollout.Cadence;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Series;
import dev.releasemanager.rollout.Series.Standing;
import dev.releasemanager.rollout.StageJudgement;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: what was observed can be seen at a glance, and read by whoever can't see it. */
@Tag("M6")
class SeriesPicturesTest {
    private static final Instant FROM = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofHours(1));
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String TITLE = "PAY-12 Faster checkout: 5 % of production, watched for 1 h";

    private final SeriesPictures pictures = new SeriesPictures();

    private static Standing standing(String text, Optional<Quantity> baseline, IntFunction<Optional<Quantity>> values) {
        Criterion criterion = Criteria.parse(text).orElseThrow();
        Cadence cadence = Cadence.of(criterion, Duration.ofMinutes(1));
        List<Instant> moments = cadence.moments(FROM, UNTIL);
        List<Observation> seen = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            Instant at = moments.get(i);
            seen.add(values.apply(i)
                    .map(value -> Observation.of(at, value, "prometheus"))
                    .orElseGet(() -> Observation.none(at, Gap.NO_DATA, "", "prometheus")));
        }
        return new Series(criterion, seen, baseline.map(value -> Observation.of(FROM, value, "prometheus")))
                .judge(cadence, FROM, UNTIL);
    }

    private static Quantity percent(String value) {
        return Quantity.of(value, Unit.PERCENT);
    }

    private static StageJudgement judgement() {
        return new StageJudgement(List.of(
                standing(
                        "error rate of payments-api < 0.1 % on canary over 10 min",
                        Optional.of(percent("0.05")),
                        i -> i == 31 ? Optional.of(percent("0.31")) : Optional.of(percent("0.0" + (4 + i % 4)))),
                standing(
                        "p99 latency of checkout-api <= 250 ms on canary over 5 min",
                        Optional.empty(),
                        i -> i > 20 && i < 26
                                ? Optional.empty()
                                : Optional.of(Quantity.of("0.2" + i % 3, Unit.SECOND))),
                standing(
                        "orders per minute within 5 % of staging baseline over 5 min",
                        Optional.of(Quantity.of("120", Unit.ONE)),
                        i -> Optional.of(Quantity.of("" + (118 + i % 5), Unit.ONE))),
                standing("check \"smoke tests\" by CI is green", Optional.empty(), i -> Optional.empty())));
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void each_measure_has_its_panel() throws IOException {
        byte[] png = pictures.draw(TITLE, judgement(), FROM, UNTIL, BERLIN).orElseThrow();

        Files.createDirectories(Path.of("target", "pictures"));
        Files.write(Path.of("target", "pictures", "series.png"), png);
        BufferedImage image = read(png);
        assertThat(image.getWidth()).isEqualTo(1_000);
        assertThat(image.getHeight()).isEqualTo(44 + 3 * 260);
        assertThat(png.length).isLessThan(300_000);
    }

    @Test
    void a_bad_value_is_seen_in_the_picture() throws IOException {
        StageJudgement fine = new StageJudgement(List.of(standing(
                "error rate < 0.1 % on canary over 10 min", Optional.empty(), i -> Optional.of(percent("0.05")))));
        StageJudgement bad = new StageJudgement(List.of(standing(
                "error rate < 0.1 % on canary over 10 min",
                Optional.empty(), i -> Optional.of(percent(i == 7 ? "0.5" : "0.05")))));

        assertThat(pictures.draw(TITLE, bad, FROM, UNTIL, BERLIN).orElseThrow())
                .isNotEqualTo(pictures.draw(TITLE, fine, FROM, UNTIL, BERLIN).orElseThrow());
    }

    @Test
    void nothing_seen_at_all_is_a_picture_too() throws IOException {
        StageJudgement unseen = new StageJudgement(List.of(
                standing("error rate < 0.1 % on canary over 10 min", Optional.empty(), i -> Optional.empty()),
                standing(
                        "orders within 5 % of staging baseline over 10 min", Optional.empty(), i -> Optional.empty())));

        assertThat(read(pictures.draw(TITLE, unseen, FROM, UNTIL, BERLIN).orElseThrow())
                        .getWidth())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-5", "0", "1000000000000", "0.000000000001"})
    void whatever_the_values_are_it_is_drawn(String value) {
        StageJudgement judgement = new StageJudgement(List.of(standing(
                "orders >= 3 on canary over 59 min",
                Optional.empty(),
                i -> Optional.of(Quantity.of(value, Unit.ONE)))));

        assertThat(pictures.draw("<b>&\n\u202E" + "x".repeat(500), judgement, FROM, UNTIL, BERLIN))
                .isPresent();
    }

    @Test
    void without_a_measure_there_is_no_picture() {
        StageJudgement checks = new StageJudgement(
                List.of(standing("check \"smoke tests\" by CI is green", Optional.empty(), i -> Optional.empty())));

        assertThat(pictures.draw(TITLE, checks, FROM, UNTIL, BERLIN)).isEmpty();
    }
}
