package dev.releasemanager.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people call a release. */
class ReleaseKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"PAY-12", " pay-12 ", "Pay-12", "\tPAY-12\n"})
    void is_found_however_it_is_typed(String typed) {
        assertThat(ReleaseKey.find(typed)).contains(new ReleaseKey("PAY-12"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "PAY", "PAY-", "PAY-0", "PAY-012", "P-1", "1PAY-1", "PAY 12", "PAY-12x", "PÄY-1", "PAY-１"})
    void is_not_found_in_what_has_not_its_shape(String typed) {
        assertThat(ReleaseKey.find(typed)).isEmpty();
    }

    @Test
    void is_ordered_by_number_and_not_by_letter() {
        assertThat(Stream.of("PAY-10", "PAY-9", "APP-11", "PAY-100")
                        .map(ReleaseKey::new)
                        .sorted())
                .isEqualTo(List.of("APP-11", "PAY-9", "PAY-10", "PAY-100").stream()
                        .map(ReleaseKey::new)
                        .toList());
    }

    @Test
    void is_checked_when_it_is_made() {
        assertThatThrownBy(() -> new ReleaseKey("pay-1")).isInstanceOf(IllegalArgumentException.class);
    }
}
