package dev.releasemanager.slack.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Words;
import dev.releasemanager.outbox.Attempt;
import dev.releasemanager.outbox.Outcome;
import dev.releasemanager.outbox.Probe;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.rehearsal.WorkspaceServer;
import dev.releasemanager.rehearsal.api.Faults;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.message.DocumentRenderer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Feature: delivery against the workspace double, which refuses what Slack refuses and loses answers when told to. */
class WorkspaceDeliveryTest {
    private static final ReleaseKey PAY_1 = new ReleaseKey("PAY-1");
    private static final Attempt FIRST = new Attempt(1, false);
    private static final Instant MADE = Instant.parse("2024-01-01T00:00:00Z");

    private final WorkspaceServer slack = WorkspaceServer.of(WorkspaceDescription.named("Acme")
                    .grant("channels:history", "im:history")
                    .person("olga", "Olga Okafor", "Owner", "Europe/Berlin")
                    .person("ben", "Ben Brandt", "Engineer", "America/New_York")
                    .guest("gus", "Gus Guest", "Etc/UTC")
                    .group("payments-team", "Payments", "ben", "gus")
                    .channel("payments", "olga", "ben")
                    .channelWithoutBot("random", "olga")
                    .build())
            .start();
    private final SlackClient client = SlackClient.open(
            slack.apiUrl(), "xoxb-rehearsal", Optional.empty(), Duration.ofSeconds(3), Duration.ofSeconds(2));
    private final SlackDirectory directory = new SlackDirectory(
            client,
            new DirectoryShelf() {
                @Override
                public Directory load() {
                    return Directory.EMPTY;
                }

                @Override
                public void save(Directory kept) {}
            },
            changed -> {});
    private final Map<String, Posted> posted = new HashMap<>();
    private final Map<UUID, Message> messages = new HashMap<>();
    private Document board = Document.builder()
            .heading("PAY-1")
            .paragraph("Nobody has answered.")
            .choices(Document.Choice.of("answer", "PAY-1:1", "Answer for my team"))
            .build();
    private final SlackCourier courier = new SlackCourier(
            client,
            new DocumentRenderer("/release"),
            promise -> Objects.requireNonNull(messages.get(promise.id())),
            new Drawings() {
                @Override
                public Optional<Document> board(ReleaseKey release) {
                    return Optional.of(board);
                }

                @Override
                public Optional<Drawings.File> file(ReleaseKey release, Message.Handout handout) {
                    return Optional.of(new Drawings.File(
                            "order.png",
                            "Order of " + release,
                            "Wave 1: ledger",
                            Optional.of(new byte[] {1, 2, 3}),
                            Document.of("It can't be uploaded. Wave 1: ledger")));
                }

                @Override
                public Document home(PersonId person) {
                    return Document.of(Words.of("Nothing waits for ").mention(person));
                }
            },
            new PostedMessages() {
                @Override
                public Optional<Posted> find(String name) {
                    return Optional.ofNullable(posted.get(name));
                }

                @Override
                public void save(String name, Posted where) {
                    posted.put(name, where);
                }
            },
            directory::current,
            () -> MADE);

    @AfterEach
    void close() {
        client.close();
        slack.close();
    }

    private Promise promise(Message message) {
        Promise promise = new Promise(
                UUID.randomUUID(), 1, "test", "somewhere", Optional.empty(), Optional.empty(), "{}", MADE, MADE);
        messages.put(promise.id(), message);
        return promise;
    }

    private ChannelId channel(String name) {
        return new ChannelId(slack.about().channel(name).id());
    }

    private PersonId person(String handle) {
        return new PersonId(slack.about().person(handle).id());
    }

    private Message toThread(String words) {
        return new Message.ToChannel(
                channel("payments"), Optional.of(PAY_1), Document.of(words), Message.Lane.DECISION);
    }

    private void loseTheNextAnswer(String method) {
        slack.faults().add(new Faults.Fault(method, Faults.Kind.LOST_ANSWER, 1, 0, ""));
    }

    @Test
    void a_board_its_thread_a_person_and_a_home_are_delivered_and_slack_refuses_nothing() {
        Promise inThread = promise(toThread("Digest abc"));
        assertThat(courier.deliver(inThread, FIRST)).isInstanceOf(Outcome.Waiting.class);
        Promise boardPromise = promise(new Message.Board(PAY_1, channel("payments")));
        assertThat(courier.deliver(boardPromise, FIRST)).isInstanceOf(Outcome.Delivered.class);
        board = Document.of("Everybody is ready.");
        assertThat(courier.deliver(boardPromise, FIRST)).isInstanceOf(Outcome.Delivered.class);
        assertThat(courier.deliver(inThread, FIRST)).isInstanceOf(Outcome.Delivered.class);
        assertThat(courier.deliver(
                        promise(new Message.ToPerson(
                                person("ben"), Optional.of(PAY_1), Document.of("Ready?"), Message.Lane.DECISION)),
                        FIRST))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(courier.deliver(promise(new Message.Home(person("olga"))), FIRST))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(slack.traffic().refusals()).isEmpty();

        History.Replies replies = new History(client).replies(Objects.requireNonNull(posted.get("board:PAY-1")));
        assertThat(replies.replies()).extracting(History.Reply::text).containsExactly("Digest abc");
        assertThat(replies.replies()).allMatch(History.Reply::ours);
    }

    @Test
    void a_channel_without_the_bot_is_refused_by_its_name() {
        directory.refresh();
        Outcome outcome = courier.deliver(
                promise(new Message.ToChannel(
                        channel("random"), Optional.empty(), Document.of("Hello"), Message.Lane.DECISION)),
                FIRST);
        assertThat(outcome).isEqualTo(new Outcome.Refused("the bot isn't in #random: /invite it there"));
    }

    @Test
    void a_post_whose_answer_was_lost_is_found_and_one_that_was_not_made_is_not() {
        courier.deliver(promise(new Message.Board(PAY_1, channel("payments"))), FIRST);
        for (Message message : new Message[] {
            toThread("Go is called."),
            new Message.ToChannel(channel("payments"), Optional.empty(), Document.of("Hello"), Message.Lane.ALARM),
            new Message.ToPerson(person("ben"), Optional.empty(), Document.of("Ready?"), Message.Lane.DECISION)
        }) {
            Promise promise = promise(message);
            loseTheNextAnswer("chat.postMessage");
            assertThat(courier.deliver(promise, FIRST)).isInstanceOf(Outcome.Unknown.class);
            assertThat(courier.probe(promise)).isInstanceOf(Probe.Found.class);

            Promise notMade = promise(message);
            slack.faults().add(new Faults.Fault("chat.postMessage", Faults.Kind.HTTP_500, 1, 0, ""));
            assertThat(courier.deliver(notMade, FIRST)).isInstanceOf(Outcome.Unknown.class);
            assertThat(courier.probe(notMade)).isInstanceOf(Probe.NotFound.class);
        }
    }

    @Test
    void a_first_board_whose_answer_was_lost_is_found_and_edited_from_then_on() {
        Promise promise = promise(new Message.Board(PAY_1, channel("payments")));
        loseTheNextAnswer("chat.postMessage");
        assertThat(courier.deliver(promise, FIRST)).isInstanceOf(Outcome.Unknown.class);
        assertThat(courier.probe(promise)).isInstanceOf(Probe.Found.class);
        assertThat(courier.deliver(promise, FIRST)).isInstanceOf(Outcome.Delivered.class);
        assertThat(slack.traffic().entries().stream()
                        .filter(entry -> entry.method().equals("chat.postMessage")))
                .hasSize(1);
    }

    @Test
    void the_directory_is_read_with_its_groups() {
        assertThat(directory.refresh().failures()).isEmpty();
        Directory known = directory.current();
        assertThat(known.personByHandle("@olga")
                        .found()
                        .orElseThrow()
                        .person()
                        .zone()
                        .getId())
                .isEqualTo("Europe/Berlin");
        assertThat(known.groupByHandle("@payments-team").found().orElseThrow())
                .extracting(account -> account.person().id())
                .containsExactly(person("ben"));
        assertThat(known.channelByName("#payments").found().orElseThrow().joined())
                .isTrue();
        assertThat(known.channelByName("#random").found().orElseThrow().joined())
                .isFalse();
    }
}
