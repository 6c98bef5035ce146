package dev.releasemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.Words;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageJsonTest {
    private static final Instant NOW = Instant.parse("2026-11-22T15:04:05Z");
    private static final PersonId OLIVIA = new PersonId("U0OLIVIA");
    private static final ChannelId PAYMENTS = new ChannelId("C0PAYMENTS");
    private static final ReleaseKey PAY_12 = new ReleaseKey("PAY-12");

    private static final Words EVERY_SPAN = Words.of("<!channel> & \"quoted\"\n\u202e second line \uD83D\uDE80")
            .strong("strong")
            .soft("soft")
            .code("a1b2")
            .mention(OLIVIA)
            .channel(PAYMENTS)
            .moment(NOW, ZoneId.of("Europe/Berlin"))
            .link("https://example.com/?a=1&b=2", "the ticket");

    private static final Document.Choice CHOICE = Document.Choice.of("answer_ready", "PAY-12:2:payments", "Ready")
            .primary()
            .said("Ready for payments")
            .asking(new Document.Question("Sure?", "This counts.", "Yes", "No"));

    private static final Document EVERY_PART = Document.builder()
            .heading("PAY-12")
            .paragraph(EVERY_SPAN)
            .items(List.of(Words.of("one"), Words.none()))
            .numbered(List.of(Words.of("first")))
            .facts(List.of(new Document.Fact("Owner", Words.mentioning(OLIVIA))))
            .aside("as of now")
            .rule()
            .choices(CHOICE, Document.Choice.of("no_go", "PAY-12:2", "No-Go").danger())
            .row(Words.of("payments"), CHOICE)
            .build();

    static Stream<Message> messages() {
        return Stream.of(
                new Message.ToChannel(PAYMENTS, Optional.of(PAY_12), EVERY_PART, Lane.ALARM),
                new Message.ToChannel(PAYMENTS, Optional.empty(), EVERY_PART, Lane.DECISION),
                new Message.ToPerson(OLIVIA, Optional.of(PAY_12), EVERY_PART, Lane.REMINDER),
                new Message.ToPerson(OLIVIA, Optional.empty(), Document.of(""), Lane.ANSWER),
                new Message.Reply("https://hooks.example/actions/T/1/x", OLIVIA, EVERY_PART, true),
                new Message.Board(PAY_12, PAYMENTS),
                new Message.Upload(PAY_12, Message.Handout.PICTURE, Optional.of(OLIVIA), PAYMENTS),
                new Message.Upload(PAY_12, Message.Handout.MANIFEST, Optional.empty(), PAYMENTS),
                new Message.Upload(PAY_12, Message.Handout.SERIES, Optional.empty(), PAYMENTS),
                new Message.ToTracker(PAY_12, "https://tickets.example/PAY-12", true, EVERY_PART),
                new Message.Home(OLIVIA));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_is_read_back_as_it_was_written(Message message) {
        assertThat(MessageJson.read(MessageJson.write(message))).isEqualTo(message);
    }

    @Test
    void every_kind_of_message_part_and_span_is_among_the_samples() {
        assertThat(classes(messages())).isEqualTo(permitted(Message.class));
        assertThat(classes(EVERY_PART.parts().stream())).isEqualTo(permitted(Document.Part.class));
        assertThat(classes(EVERY_SPAN.spans().stream())).isEqualTo(permitted(Words.Span.class));
    }

    private static Set<Class<?>> classes(Stream<?> values) {
        return values.map(Object::getClass).collect(Collectors.toSet());
    }

    private static Set<Class<?>> permitted(Class<?> sealedType) {
        return Stream.of(sealedType.getPermittedSubclasses())
                .flatMap(one -> one.isSealed() ? permitted(one).stream() : Stream.of(one))
                .collect(Collectors.toSet());
    }

    @Test
    void what_is_stored_has_names_of_its_own() {
        Message message = new Message.ToPerson(
                OLIVIA,
                Optional.of(PAY_12),
                Document.builder()
                        .paragraph(Words.of("until ").moment(NOW, ZoneId.of("UTC")))
                        .choices(Document.Choice.of("answer", "PAY-12:2", "Answer"))
                        .build(),
                Lane.DECISION);
        assertThat(MessageJson.write(message))
                .isEqualTo("{\"type\":\"person\",\"person\":\"U0OLIVIA\",\"about\":\"PAY-12\",\"document\":{\"parts\":["
                        + "{\"type\":\"paragraph\",\"words\":{\"spans\":[{\"type\":\"plain\",\"text\":\"until \"},"
                        + "{\"type\":\"moment\",\"at\":\"2026-11-22T15:04:05Z\",\"zone\":\"UTC\"}]}},"
                        + "{\"type\":\"choices\",\"choices\":[{\"act\":\"answer\",\"value\":\"PAY-12:2\","
                        + "\"label\":\"Answer\",\"weight\":\"PLAIN\",\"said\":\"Answer\",\"asks\":null}]}]},"
                        + "\"lane\":\"DECISION\"}");
    }

    @Test
    void what_an_older_version_left_out_is_absent_and_what_a_newer_one_added_is_passed_over() {
        assertThat(MessageJson.read("{\"type\":\"person\",\"person\":\"U1\",\"document\":{\"parts\":[]},"
                        + "\"lane\":\"ANSWER\",\"mood\":\"calm\"}"))
                .isEqualTo(new Message.ToPerson(
                        new PersonId("U1"), Optional.empty(), new Document(List.of()), Lane.ANSWER));
    }

    @Nested
    class AsPromises {
        private Promise promise(Message message) {
            return OutboxPromises.of(message, NOW);
        }

        @Test
        void a_message_has_its_lane_its_receiver_as_stream_and_its_release() {
            Promise promise = promise(new Message.ToChannel(PAYMENTS, Optional.of(PAY_12), EVERY_PART, Lane.ALARM));
            assertThat(promise.lane()).isEqualTo(Promise.ALARM);
            assertThat(promise.kind()).isEqualTo("channel");
            assertThat(promise.stream()).isEqualTo("C0PAYMENTS");
            assertThat(promise.about()).contains("PAY-12");
            assertThat(promise.coalesceKey()).isEmpty();
            assertThat(promise.dueAt()).isEqualTo(NOW);
        }

        @Test
        void boards_and_homes_coalesce_and_nothing_else_does() {
            assertThat(messages().map(this::promise).flatMap(promise -> promise.coalesceKey().stream()))
                    .containsExactly("board:PAY-12", "home:U0OLIVIA");
        }

        @Test
        void the_lanes_keep_the_order_of_their_urgency() {
            assertThat(Stream.of(Lane.values())
                            .map(lane -> promise(new Message.ToPerson(OLIVIA, Optional.empty(), EVERY_PART, lane))
                                    .lane()))
                    .containsExactly(0, 1, 2, 3, 4);
        }

        @ParameterizedTest
        @MethodSource("dev.releasemanager.store.MessageJsonTest#messages")
        void the_message_comes_back_out_of_its_promise(Message message) {
            assertThat(OutboxPromises.message(promise(message))).isEqualTo(message);
        }
    }
}
