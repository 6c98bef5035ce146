package dev.releasemanager.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: only requests that Slack signed, and lately, are taken for Slack's. */
class SlackSignaturesTest {
    /** The example of Slack's page "Verifying requests from Slack". */
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private static final String TIMESTAMP = "1531420618";
    private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private static final byte[] BODY = ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                    + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                    + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
                    + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
                    + "803a0bc887a14d10d2c447fce8b6703c")
            .getBytes(StandardCharsets.UTF_8);
    private static final Instant SENT_AT = Instant.ofEpochSecond(1531420618);

    private static SlackSignatures at(Instant now) {
        return new SlackSignatures(SECRET, InstantSource.fixed(now));
    }

    @Test
    void the_published_example_is_genuine() {
        assertThat(at(SENT_AT).refusalOf(TIMESTAMP, SIGNATURE, BODY)).isEmpty();
    }

    @Test
    void one_other_byte_is_refused() {
        byte[] altered = BODY.clone();
        altered[20] ^= 1;
        assertThat(at(SENT_AT).refusalOf(TIMESTAMP, SIGNATURE, altered)).contains("The signature does not match.");
    }

    @Test
    void a_signature_of_another_secret_is_refused() {
        String other = new SlackSignatures("another", InstantSource.fixed(SENT_AT)).sign(TIMESTAMP, BODY);
        assertThat(at(SENT_AT).refusalOf(TIMESTAMP, other, BODY)).contains("The signature does not match.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void a_blank_secret_is_refused_at_once(String secret) {
        assertThatThrownBy(() -> new SlackSignatures(secret, InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SLACK_SIGNING_SECRET");
    }

    @Nested
    class the_timestamp {
        @Test
        void may_be_five_minutes_old_but_not_more() {
            Instant last = SENT_AT.plus(Duration.ofMinutes(5));
            assertThat(at(last).refusalOf(TIMESTAMP, SIGNATURE, BODY)).isEmpty();
            assertThat(at(last.plusMillis(1)).refusalOf(TIMESTAMP, SIGNATURE, BODY))
                    .isPresent();
        }

        @Test
        void may_be_five_minutes_ahead_but_not_more() {
            Instant first = SENT_AT.minus(Duration.ofMinutes(5));
            assertThat(at(first).refusalOf(TIMESTAMP, SIGNATURE, BODY)).isEmpty();
            assertThat(at(first.minusMillis(1)).refusalOf(TIMESTAMP, SIGNATURE, BODY))
                    .isPresent();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "now", "-1531420618", "+1531420618", "1531420618.0", " 1531420618", "99999999999999"})
        void is_refused_when_it_is_no_plain_number_of_seconds(String timestamp) {
            String rightlySigned = at(SENT_AT).sign(timestamp, BODY);
            assertThat(at(SENT_AT).refusalOf(timestamp, rightlySigned, BODY))
                    .contains("The signature or its timestamp is malformed.");
        }

        @Test
        void is_refused_when_it_is_thousands_of_years_away() {
            String rightlySigned = at(SENT_AT).sign("99999999999", BODY);
            assertThat(at(SENT_AT).refusalOf("99999999999", rightlySigned, BODY))
                    .isPresent();
        }
    }

    @Nested
    class the_headers {
        @Test
        void are_both_needed() {
            assertThat(at(SENT_AT).refusalOf(null, SIGNATURE, BODY)).contains("The request is not signed.");
            assertThat(at(SENT_AT).refusalOf(TIMESTAMP, null, BODY)).contains("The request is not signed.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "v0=",
                    "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                    "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
                    "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503",
                    "v0=ünïcödé"
                })
        void need_a_signature_of_the_right_form(String signature) {
            assertThat(at(SENT_AT).refusalOf(TIMESTAMP, signature, BODY))
                    .contains("The signature or its timestamp is malformed.");
        }
    }
}
