package dev.releasemanager.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths of time as people write them. */
class LengthsTest {
    @ParameterizedTest(name = "“{0}” is {1}")
    @CsvSource({
        "30 s, PT30S",
        "30s, PT30S",
        "30 seconds, PT30S",
        "1 sec, PT1S",
        "5 min, PT5M",
        "5m, PT5M",
        "5 minutes, PT5M",
        "90 mins, PT90M",
        "1h, PT1H",
        "1 hour, PT1H",
        "2 hrs, PT2H",
        "1h 30m, PT90M",
        "1h30m, PT90M",
        "1 h 30 min, PT90M",
        "1 hour and 30 minutes, PT90M",
        "'1 hour, 30 minutes', PT90M",
        "2 days, PT48H",
        "2d, PT48H",
        "1 day 12 h, PT36H",
        "PT5M, PT5M",
        "pt5m, PT5M",
        "P1DT2H, PT26H",
        "  10 MIN  , PT10M",
        "366 days, PT8784H"
    })
    void are_read(String words, Duration expected) {
        assertThat(Lengths.find(words)).contains(expected);
    }

    @ParameterizedTest(name = "“{0}”")
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "30",
                "0 min",
                "0s",
                "-5 min",
                "PT-5M",
                "PT0S",
                "PT0.5S",
                "P1Y",
                "P",
                "PT",
                "1.5 h",
                "5 min.",
                "5 parsecs",
                "1 month",
                "min 5",
                "5 min later",
                "367 days",
                "9999999 d",
                "PT99999999999999999999H",
                "５ min",
                "1h 30"
            })
    void are_not_read_into_what_is_none(String words) {
        assertThat(Lengths.find(words)).isEmpty();
    }

    @ParameterizedTest(name = "{0} is “{1}”")
    @CsvSource({
        "PT30S, 30 s",
        "PT5M, 5 min",
        "PT90M, 1 h 30 min",
        "PT24H, 1 day",
        "PT48H, 2 days",
        "PT49H, 2 days 1 h",
        "PT1H1S, 1 h 1 s",
        "PT0S, no time"
    })
    void are_written(Duration length, String words) {
        assertThat(Lengths.words(length)).isEqualTo(words);
    }

    @Test
    void are_read_back_as_they_were_written() {
        Random random = new Random(41);
        for (int i = 0; i < 2_000; i++) {
            Duration length = Duration.ofSeconds(1 + random.nextInt(366 * 86_400));

            assertThat(Lengths.find(Lengths.words(length)))
                    .as(length.toString())
                    .contains(length);
        }
    }

    @Test
    void are_looked_for_in_any_garbage_without_harm() {
        long seed = 43;
        Random random = new Random(seed);
        String alphabet = "0123456789 dhmsPTpt.,-+andy\u0000\uD83D\uDE00９";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder words = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                words.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            assertThat(Lengths.find(words.toString()))
                    .as("seed %d: “%s”", seed, words)
                    .matches(found -> found.isEmpty()
                            || (found.get().toSeconds() > 0 && found.get().toDays() <= 366));
        }
    }
}
