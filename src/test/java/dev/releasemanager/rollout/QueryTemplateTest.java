package dev.releasemanager.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.release.ReleaseKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: what people named goes into a query as one value, whatever it is. */
class QueryTemplateTest {
    private static Question about(String component) {
        return new Question(
                ReleaseKey.of("PAY", 12),
                component,
                Criteria.parse("error rate < 0.1 % over 30 min").orElseThrow(),
                "canary",
                5,
                Instant.parse("2026-03-02T10:00:00.250Z"),
                Duration.ofMinutes(30),
                Question.Standpoint.STAGE);
    }

    private static String promql(String template, String component) {
        return QueryTemplate.promql(template).fill(about(component)).orElseThrow();
    }

    @Test
    void all_places_are_filled() {
        String query =
                "rate(errors{app=\"{{component}}\",stage='{{ stage }}',release=\"{{release}}\"}[{{span}}]) * {{share}}";

        assertThat(promql(query, "payments-api"))
                .isEqualTo("rate(errors{app=\"payments-api\",stage='canary',release=\"PAY-12\"}[1800000ms]) * 5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x\"} or vector(0) or up{a=\"|up{app=\"x\\\"} or vector(0) or up{a=\\\"\"}",
                "back\\|up{app=\"back\\\\\"}",
                "it's|up{app=\"it's\"}"
            })
    void a_name_stays_within_its_string(String component, String query) {
        assertThat(promql("up{app=\"{{component}}\"}", component)).isEqualTo(query);
    }

    @Test
    void a_line_break_does_not_end_a_string() {
        assertThat(promql("up{app=\"{{component}}\"}", "a\nb")).isEqualTo("up{app=\"a\\u000ab\"}");
    }

    @Test
    void the_other_quote_is_escaped_where_it_ends_the_string() {
        assertThat(promql("up{app='{{component}}'}", "it's")).isEqualTo("up{app='it\\'s'}");
    }

    @Test
    void in_a_regular_expression_a_name_is_no_expression() {
        assertThat(promql("up{app=~\"{{component}}-.*\"}", "a.b|.*"))
                .isEqualTo("up{app=~\"a\\\\.b\\\\|\\\\.\\\\*-.*\"}");
    }

    @Test
    void a_string_that_ended_before_is_not_taken_for_open() {
        assertThat(promql("up{a=\"\\\"\",app=\"{{component}}\"}", "x")).isEqualTo("up{a=\"\\\"\",app=\"x\"}");
    }

    @Test
    void a_name_that_a_raw_string_can_not_hold_is_not_asked_for() {
        assertThat(QueryTemplate.promql("up{app=`{{component}}`}").fill(about("a`b")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up{{{component}}}", "{{release}}", "up{app=\"x\"} {{stage}}"})
    void a_name_outside_of_quotes_is_refused(String query) {
        assertThatThrownBy(() -> QueryTemplate.promql(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside of quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up{app=\"{{comp}}\"}", "up{app=\"{{}}\"}"})
    void an_unknown_place_is_refused(String query) {
        assertThatThrownBy(() -> QueryTemplate.promql(query)).hasMessageContaining("accepted: {{release}}");
    }

    @ParameterizedTest
    @CsvSource({"payments-api, payments-api", "a/b?c=d&e#f, a%2Fb%3Fc%3Dd%26e%23f", "é %, %C3%A9%20%25", "a..b, a..b"})
    void in_an_address_a_name_is_encoded(String component, String encoded) {
        assertThat(QueryTemplate.path("/v1/{{component}}?n={{component}}").fill(about(component)))
                .contains("/v1/" + encoded + "?n=" + encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void a_name_does_not_climb_up_an_address(String component) {
        assertThat(QueryTemplate.path("/v1/{{component}}/rate").fill(about(component)))
                .isEmpty();
    }

    @Test
    void times_are_seconds_in_an_address() {
        assertThat(QueryTemplate.path("/r?from={{from}}&until={{until}}&span={{span}}")
                        .fill(about("x")))
                .contains("/r?from=1772443800.25&until=1772445600.25&span=1800");
    }
}
