package dev.releasemanager.rehearsal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Feature: what the rehearsed shop measures can be steered, and is remembered. */
class SteeredMetricsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final SteeredMetrics metrics = new SteeredMetrics();

    private double mean(Measure measure, Instant until) {
        return metrics.mean(measure, until, HALF_AN_HOUR).orElseThrow();
    }

    @Test
    void everything_is_as_usual_until_somebody_steers() {
        assertThat(mean(Measure.ERROR_RATE, NOON)).isBetween(0.018, 0.022);
        assertThat(mean(Measure.LOGIN_SUCCESS_RATE, NOON)).isBetween(99.5, 100.0);
        assertThat(mean(Measure.ERROR_RATE, NOON)).isEqualTo(mean(Measure.ERROR_RATE, NOON));
    }

    @Test
    void a_span_is_answered_for_as_it_was_however_late_somebody_asks() {
        metrics.steer(Gauge.ERRORS, 6, NOON);
        metrics.steer(Gauge.ERRORS, 0.02, NOON.plus(Duration.ofHours(1)));

        assertThat(mean(Measure.ERROR_RATE, NOON)).isLessThan(0.03);
        assertThat(mean(Measure.ERROR_RATE, NOON.plus(Duration.ofMinutes(15)))).isCloseTo(3, within(0.4));
        assertThat(mean(Measure.ERROR_RATE, NOON.plus(HALF_AN_HOUR))).isCloseTo(6, within(0.7));
        assertThat(mean(Measure.ERROR_RATE, NOON.plus(Duration.ofHours(2)))).isLessThan(0.03);
    }

    @Test
    void gone_is_no_number_for_the_moments_at_which_it_was_gone() {
        metrics.gone(true, NOON);
        metrics.settle(NOON.plusSeconds(60));

        assertThat(metrics.mean(Measure.ERROR_RATE, NOON.minusSeconds(1), HALF_AN_HOUR))
                .isPresent();
        assertThat(metrics.mean(Measure.ERROR_RATE, NOON.plusSeconds(30), HALF_AN_HOUR))
                .isEmpty();
        assertThat(metrics.mean(Measure.ERROR_RATE, NOON.plusSeconds(61), HALF_AN_HOUR))
                .isPresent();
    }

    @Test
    void a_gauge_stays_within_what_it_can_show() {
        assertThatThrownBy(() -> metrics.steer(Gauge.ERRORS, 10.5, NOON)).hasMessageContaining("0.0 to 10.0");
        assertThatThrownBy(() -> metrics.steer(Gauge.LATENCY, Double.NaN, NOON)).hasMessageContaining("latency");
        assertThat(metrics.position(Gauge.ERRORS)).isEqualTo(0.02);
    }
}
