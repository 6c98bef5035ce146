package dev.releasemanager.rehearsal.blockkit;

import static dev.releasemanager.rehearsal.blockkit.Json.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlocksTest {
    @Test
    void a_small_message_is_taken() {
        assertThat(BlockKit.message(json("[" + section(",'text':" + plain("Hi")) + ",{'type':'divider'}]")))
                .isEmpty();
        assertThat(BlockKit.modal(json(modal(input("{'type':'plain_text_input'}"), ",'submit':" + plain("Send")))))
                .isEmpty();
        assertThat(BlockKit.home(json(home(actions(button("")), "")))).isEmpty();
    }

    @Test
    void a_long_text_is_refused_in_slacks_words() {
        assertThat(BlockKit.message(json("[" + section(",'text':" + mrkdwn(3001)) + "]")))
                .containsExactly(new Violation(
                        "/blocks/0/text/text",
                        "too-long",
                        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"));
    }
}
