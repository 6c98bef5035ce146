package dev.releasemanager.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments as people type them behind a command. */
class MomentsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A Tuesday, 10:00 in Berlin. */
    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    private static Instant read(String words, Instant now, ZoneId zone) {
        Moments.Reading reading = Moments.read(words, now, zone);
        assertThat(reading.fault()).as(words).isBlank();
        return reading.at().orElseThrow();
    }

    @ParameterizedTest(name = "“{0}” is {1}")
    @CsvSource({
        "16:00, 2026-11-24T15:00:00Z",
        "9:59, 2026-11-25T08:59:00Z",
        "10:00, 2026-11-25T09:00:00Z",
        "10:01, 2026-11-24T09:01:00Z",
        "16:00:00, 2026-11-24T15:00:00Z",
        "4pm, 2026-11-24T15:00:00Z",
        "4 PM, 2026-11-24T15:00:00Z",
        "4:30pm, 2026-11-24T15:30:00Z",
        "12am, 2026-11-24T23:00:00Z",
        "12pm, 2026-11-24T11:00:00Z",
        "00:00, 2026-11-24T23:00:00Z",
        "today 16:00, 2026-11-24T15:00:00Z",
        "Today at 16:00, 2026-11-24T15:00:00Z",
        "today 9:00, 2026-11-24T08:00:00Z",
        "tomorrow 9:30, 2026-11-25T08:30:00Z",
        "TOMORROW 9:30, 2026-11-25T08:30:00Z",
        "fri 16:00, 2026-11-27T15:00:00Z",
        "friday 16:00, 2026-11-27T15:00:00Z",
        "Fri at 4pm, 2026-11-27T15:00:00Z",
        "tue 16:00, 2026-11-24T15:00:00Z",
        "tue 09:00, 2026-12-01T08:00:00Z",
        "tue 10:00, 2026-12-01T09:00:00Z",
        "mon 10:00, 2026-11-30T09:00:00Z",
        "2026-11-27 16:00, 2026-11-27T15:00:00Z",
        "2026-11-27T16:00, 2026-11-27T15:00:00Z",
        "2026-11-27T16:00Z, 2026-11-27T16:00:00Z",
        "2026-11-27t16:00z, 2026-11-27T16:00:00Z",
        "2026-11-27T16:00+01:00, 2026-11-27T15:00:00Z",
        "2026-11-27T16:00:00-05:00, 2026-11-27T21:00:00Z",
        "2028-02-29 12:00, 2028-02-29T11:00:00Z",
        "in 2h, 2026-11-24T11:00:00Z",
        "in 2 h, 2026-11-24T11:00:00Z",
        "in 1h 30m, 2026-11-24T10:30:00Z",
        "in 1h30m, 2026-11-24T10:30:00Z",
        "in 3d, 2026-11-27T09:00:00Z",
        "+45m, 2026-11-24T09:45:00Z",
        "+ 45m, 2026-11-24T09:45:00Z",
        "in 30 min, 2026-11-24T09:30:00Z",
        "in 2 hours, 2026-11-24T11:00:00Z",
        "in 1 day, 2026-11-25T09:00:00Z",
        "  in   2h  , 2026-11-24T11:00:00Z"
    })
    void are_read_in_the_readers_zone(String words, Instant expected) {
        assertThat(read(words, NOW, BERLIN)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "“{0}”")
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "noon-ish",
                "16",
                "25:00",
                "24:00",
                "16:60",
                "13pm",
                "0am",
                "0:30pm",
                "tomorrow",
                "fr 16:00",
                "frx 16:00",
                "fridays 16:00",
                "today 25:00",
                "2026-13-01 10:00",
                "2026-02-30 10:00",
                "2027-02-29 10:00",
                "2026-11-27",
                "2026-11-27 soon",
                "26-11-27 10:00",
                "2026-11-27T99:00Z",
                "in",
                "in 2",
                "in h",
                "in 2 fortnights",
                "in -2h",
                "２:00",
                "16:00 <!channel>",
                "<!date^1|x>"
            })
    void that_cannot_be_read_are_answered_with_what_can(String words) {
        Moments.Reading reading = Moments.read(words, NOW, BERLIN);

        assertThat(reading.at()).isEmpty();
        assertThat(reading.fault()).isNotBlank();
    }

    @Test
    void a_fault_does_not_repeat_three_thousand_characters() {
        assertThat(Moments.read("x".repeat(3_000), NOW, BERLIN).fault()).hasSizeLessThan(300);
    }

    @Nested
    class The_clocks_go_forward {
        /** 2026-03-29: from 02:00 to 03:00 in Berlin. */
        private final Instant eve = Instant.parse("2026-03-28T11:00:00Z");

        @Test
        void a_time_that_is_skipped_is_refused_by_name() {
            for (String words : List.of("tomorrow 2:30", "sun 02:00", "2026-03-29 02:59")) {
                Moments.Reading reading = Moments.read(words, eve, BERLIN);

                assertThat(reading.at()).as(words).isEmpty();
                assertThat(reading.fault()).contains("Europe/Berlin", "skip");
            }
        }

        @Test
        void the_moments_on_both_sides_are_an_instant_apart() {
            assertThat(read("tomorrow 1:59", eve, BERLIN)).isEqualTo(Instant.parse("2026-03-29T00:59:00Z"));
            assertThat(read("tomorrow 3:00", eve, BERLIN)).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        }

        @Test
        void a_length_of_time_is_real_time() {
            assertThat(read("in 1d", eve, BERLIN)).isEqualTo(eve.plusSeconds(86_400));
        }
    }

    @Nested
    class The_clocks_go_back {
        /** 2026-10-25: 02:00 to 03:00 comes twice in Berlin. */
        @Test
        void the_first_of_the_two_is_meant_from_afar() {
            assertThat(read("tomorrow 2:30", Instant.parse("2026-10-24T10:00:00Z"), BERLIN))
                    .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        }

        @Test
        void the_second_once_the_first_has_passed() {
            Instant secondTen = Instant.parse("2026-10-25T01:10:00Z");

            assertThat(read("2:30", secondTen, BERLIN)).isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
            assertThat(read("today 2:30", secondTen, BERLIN)).isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
        }
    }

    @Nested
    class Zones {
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "UTC, 2026-11-24T16:00:00Z",
            "Asia/Kathmandu, 2026-11-24T10:15:00Z",
            "Asia/Kolkata, 2026-11-24T10:30:00Z",
            "Pacific/Kiritimati, 2026-11-25T02:00:00Z",
            "Pacific/Chatham, 2026-11-25T02:15:00Z",
            "America/St_Johns, 2026-11-24T19:30:00Z",
            "+02:00, 2026-11-24T14:00:00Z"
        })
        void four_in_the_afternoon_is_each_zones_own(String zone, Instant expected) {
            assertThat(read("16:00", NOW, ZoneId.of(zone))).isEqualTo(expected);
        }

        @Test
        void a_day_that_a_zone_left_out_altogether_is_refused() {
            assertThat(Moments.read(
                                    "2011-12-30 12:00",
                                    Instant.parse("2011-12-28T00:00:00Z"),
                                    ZoneId.of("Pacific/Apia"))
                            .fault())
                    .contains("skip");
        }
    }

    @Test
    void are_looked_for_in_any_garbage_without_harm() {
        long seed = 20_260_329;
        Random random = new Random(seed);
        String[] pieces = {
            "in ",
            "+",
            "2",
            "99999",
            "h",
            "d",
            "m",
            ":",
            "00",
            "16:00",
            " ",
            "today",
            "tomorrow",
            "fri",
            "2026-11-24",
            "9999-12-31",
            "T",
            "Z",
            "+18:00",
            "+99:99",
            "am",
            "pm",
            "\u0000",
            "９",
            "😀",
            "at ",
            "-",
            "P1D"
        };
        List<ZoneId> zones = List.of(BERLIN, ZoneOffset.UTC, ZoneId.of("Pacific/Apia"), ZoneId.of("Antarctica/Troll"));
        for (int i = 0; i < 10_000; i++) {
            StringBuilder words = new StringBuilder();
            for (int n = random.nextInt(7); n > 0; n--) {
                words.append(pieces[random.nextInt(pieces.length)]);
            }
            Moments.Reading reading = Moments.read(words.toString(), NOW, zones.get(random.nextInt(zones.size())));

            assertThat(reading.at().isPresent())
                    .as("seed %d: “%s”", seed, words)
                    .isEqualTo(reading.fault().isBlank());
        }
    }
}
