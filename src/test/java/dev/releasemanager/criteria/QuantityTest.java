package dev.releasemanager.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers with units: read in many spellings, compared exactly. */
@Tag("M3")
class QuantityTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1%|0.1 %",
                "0,1 %|0.1 %",
                "0.1 percent|0.1 %",
                "5 ‰|5 ‰",
                "0.001|0.001",
                "250ms|250 ms",
                "250 milliseconds|250 ms",
                "2.50 s|2.5 s",
                "30m|30 min",
                "1h|1 h",
                "an hour|1 h",
                "half an hour|0.5 h",
                "two weeks|14 d",
                "1,200|1200",
                "1,200.5|1200.5",
                "1.200,5|1200.5",
                "120 per minute|120 /min",
                "500 rps|500 /s",
                "500 requests per second|500 /s",
                "12 orders per minute|12 /min",
                "3 MB/s|3 MB/s",
                "512 MiB|512 MiB",
                "1 in 1000|0.1 %",
                "-3|-3",
                "zero|0",
                "€20|20 EUR",
                "EUR 20|20 EUR",
                "12mA|12 mA",
                "40 Mbit/s|40 Mbit/s",
                "75 °C|75 °C",
                "0.5 W|0.5 W",
                "2 w|14 d",
                "$400 per day|400 USD/d"
            })
    void is_read_in_many_spellings(String written, String standard) {
        assertThat(Quantity.find(written).map(Quantity::text)).contains(standard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "-", "fast", "5 %  and more", "1.2.3", "ms", "0x10", "1e99", "∞", "5 5"})
    void what_is_no_quantity_is_none(String written) {
        assertThat(Quantity.find(written)).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "0.3 s, <, 301 ms",
        "300 ms, =, 0.3 s",
        "0.1 %, =, 0.001",
        "1 ‰, =, 0.1 %",
        "600 /min, =, 10 /s",
        "10 /s, >, 599 /min",
        "1 GB, <, 1 GiB",
        "90 min, =, 1.5 h",
        "0.10000000000000000001 %, >, 0.1 %"
    })
    void is_compared_across_units_exactly(String left, String order, String right) {
        int expected = order.equals("<") ? -1 : order.equals("=") ? 0 : 1;

        assertThat(Quantity.find(left)
                        .orElseThrow()
                        .compare(Quantity.find(right).orElseThrow()))
                .hasValue(expected);
    }

    @Test
    void is_not_compared_with_another_dimension() {
        assertThat(Quantity.of("5", Unit.SECOND).compare(Quantity.of("5", Unit.PERCENT)))
                .isEmpty();
        assertThat(Quantity.of("5", Unit.ONE).compare(Quantity.of("5", Unit.PER_MINUTE)))
                .isEmpty();
    }

    @Test
    void in_a_unit_of_its_own_is_compared_only_with_that() {
        Quantity current = Quantity.find("12 mA").orElseThrow();

        assertThat(current.compare(Quantity.find("11 mA").orElseThrow())).hasValue(1);
        assertThat(current.compare(Quantity.find("12 dB").orElseThrow())).isEmpty();
        assertThat(current.compare(Quantity.find("12").orElseThrow())).isEmpty();
        assertThat(Unit.valueOf(current.unit().name())).isEqualTo(current.unit());
    }

    @Test
    void is_equal_however_many_zeros_are_behind_it() {
        assertThat(Quantity.of("2.50", Unit.SECOND)).isEqualTo(Quantity.of("2.5", Unit.SECOND));
        assertThat(Quantity.of("0.000", Unit.ONE)).isEqualTo(Quantity.of("0", Unit.ONE));
    }

    @Test
    void a_number_that_nobody_measured_is_refused() {
        assertThatThrownBy(() -> new Quantity(new BigDecimal("1e1000000"), Unit.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Quantity.find("9".repeat(3_000))).isEmpty();
    }
}
