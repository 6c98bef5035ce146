package dev.releasemanager.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What texts were read as, remembered. */
class RecentTest {
    private final List<String> read = new ArrayList<>();
    private final Recent<Integer> lengths = new Recent<>(text -> {
        read.add(text);
        return text.length();
    });

    @Test
    void a_text_is_read_once() {
        assertThat(lengths.of("one")).isEqualTo(3);
        assertThat(lengths.of("one")).isEqualTo(3);
        assertThat(lengths.of("three")).isEqualTo(5);
        assertThat(read).containsExactly("one", "three");
    }

    @Test
    void no_more_texts_are_remembered_than_it_may() {
        for (int i = 0; i < 3 * Recent.MOST; i++) {
            lengths.of("text " + i);
            assertThat(lengths.size()).isLessThanOrEqualTo(Recent.MOST);
        }
        assertThat(lengths.of("text 0")).isEqualTo(6);
        assertThat(read).hasSize(3 * Recent.MOST + 1);
    }

    @Test
    void a_very_long_text_is_read_each_time() {
        String text = "x".repeat(Recent.LETTERS + 1);
        assertThat(lengths.of(text)).isEqualTo(lengths.of(text));
        assertThat(read).hasSize(2);
        assertThat(lengths.size()).isZero();
    }
}
