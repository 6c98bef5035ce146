package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Feature: who owns a release hears of what could not be delivered, and it stands in the record. */
class DeliveriesTest {
    private static final Document WORDS = Document.of("Are you ready?");
    private static final String WHY = "the bot isn't in #payments: /invite it there";

    private final Office office = new Office(new MemoryStore());
    private final ReleaseKey key = office.created();

    private List<Message> toldOf(Message message) {
        List<Message> unused = office.sent();
        assertThat(office.store.<Boolean>write(tx -> office.use.deliveries().gaveUp(tx, message, WHY)))
                .isTrue();
        return office.sent();
    }

    private static Message.ToPerson toPerson(PersonId person, Optional<ReleaseKey> about) {
        return new Message.ToPerson(person, about, WORDS, Lane.DECISION);
    }

    private static void assertTold(List<Message> told, PersonId person) {
        assertThat(told).singleElement().isInstanceOfSatisfying(Message.ToPerson.class, message -> {
            assertThat(message.person()).isEqualTo(person);
            assertThat(message.about()).as("its own failure isn't told in turn").isEmpty();
            assertThat(text(message.document())).contains("was not delivered", WHY, "Next:");
        });
    }

    @Test
    void a_message_to_a_person_is_told_to_the_owner() {
        assertTold(toldOf(toPerson(MEMBER, Optional.of(key))), OWNER);
    }

    @Test
    void a_board_and_a_notice_in_a_channel_are_told_to_the_owner() {
        assertTold(toldOf(new Message.Board(key, CHANNEL)), OWNER);
        assertTold(toldOf(new Message.ToChannel(CHANNEL, Optional.of(key), WORDS, Lane.DECISION)), OWNER);
    }

    @Test
    void it_stands_in_the_record_with_the_reason_and_the_chain_stays_whole() {
        List<Message> unused = toldOf(toPerson(MEMBER, Optional.of(key)));

        assertThat(office.events(key)).endsWith("message_undelivered");
        assertThat(office.record(key).get(office.record(key).size() - 1).details())
                .containsEntry("reason", WHY)
                .containsKey("to");
        assertThat(dev.releasemanager.release.RecordEntry.faults(office.record(key)))
                .isEmpty();
    }

    @Test
    void if_the_owner_can_not_be_reached_the_delegate_is_told() {
        office.use.planning().delegate(office.by(OWNER), key, Optional.of(DELEGATE));

        assertTold(toldOf(toPerson(OWNER, Optional.of(key))), DELEGATE);
    }

    @Test
    void if_there_is_no_delegate_either_the_thread_is_told() {
        assertThat(toldOf(toPerson(OWNER, Optional.of(key))))
                .singleElement()
                .isInstanceOfSatisfying(Message.ToChannel.class, message -> assertThat(message.inThreadOf())
                        .contains(key));
    }

    @Test
    void what_concerns_no_release_changes_nothing() {
        List<Message> unused = office.sent();
        for (Message message : List.of(
                toPerson(OWNER, Optional.empty()),
                toPerson(OWNER, Optional.of(new ReleaseKey("PAY-99"))),
                new Message.Home(OWNER))) {
            assertThat(office.store.<Boolean>write(tx -> office.use.deliveries().gaveUp(tx, message, WHY)))
                    .isFalse();
        }
        assertThat(office.sent()).isEmpty();
        assertThat(office.events(key)).doesNotContain("message_undelivered");
    }
}
