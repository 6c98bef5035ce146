package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.release.Ticket.Keeper;
import dev.releasemanager.release.TrackerSystem;
import dev.releasemanager.rollback.Rollback;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: the ticket of a release is closed with the summary once it is completed. */
@Tag("M7")
class TicketsTest {
    private static final String TICKET = "https://tickets.example/PAY-1";
    private static final String OTHER = "https://tickets.example/PAY-2";

    private final Office office = new Office(new MemoryStore());
    private final WholeRollout rollout = new WholeRollout(office);

    private Optional<Ticket> ticket(ReleaseKey key) {
        return office.use.tickets().seen(key).orElseThrow().ticket();
    }

    private Outcome closed(ReleaseKey key, dev.releasemanager.release.PersonId by) {
        return office.use.tickets().closed(office.by(by), key);
    }

    private Outcome link(ReleaseKey key, String link) {
        return office.use.tickets().link(office.by(OWNER), key, link);
    }

    private String report(ReleaseKey key) {
        return text(office.use.reports().page(key).orElseThrow());
    }

    /** What it says makes no difference. */
    private static Message.ToTracker summary(ReleaseKey key) {
        return new Message.ToTracker(key, TICKET, false, Document.of("It is out."));
    }

    private List<Message.ToTracker> posted() {
        return office.sent().stream()
                .filter(Message.ToTracker.class::isInstance)
                .map(Message.ToTracker.class::cast)
                .toList();
    }

    @Nested
    class Where_people_close_them {
        @Test
        void the_owner_is_asked_with_the_summary_at_hand_and_says_so() {
            ReleaseKey key = rollout.completed();

            assertThat(to(office.sent(), OWNER)).anySatisfy(said -> assertThat(said)
                    .contains("Close the ticket", TICKET, "say so here", "Say that the ticket of " + key + " is closed")
                    .contains("COMPLETED", "Pay button", "rolled back until"));
            assertThat(report(key)).contains("open; <@" + OWNER + "> was asked to close it");

            done(closed(key, OWNER));

            assertThat(ticket(key).orElseThrow().closed().orElseThrow().by()).contains(OWNER);
            assertThat(office.events(key)).contains("ticket_to_be_closed", "ticket_closed");
            assertThat(to(office.sent(), CHANNEL))
                    .anySatisfy(said -> assertThat(said).contains("is closed", TICKET, "says"));
            assertThat(report(key)).contains("closed by <@" + OWNER);
            assertThat(closed(key, OWNER).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
        }

        @Test
        void they_are_reminded_once_a_working_day_until_it_is_closed() {
            ReleaseKey key = rollout.started();
            done(office.use.planning().delegate(office.by(OWNER), key, Optional.of(DELEGATE)));
            rollout.complete(key);
            office.sent();

            office.passAndDrain("P1D");

            List<Message> sent = office.sent();
            assertThat(to(sent, OWNER)).anySatisfy(said -> assertThat(said)
                    .contains("The ticket of " + key, "is still open, since 1 day", TICKET));
            assertThat(to(sent, DELEGATE)).anySatisfy(said -> assertThat(said).contains("is still open"));
            office.passAndDrain("PT12H");
            assertThat(to(office.sent(), OWNER))
                    .noneSatisfy(said -> assertThat(said).contains("is still open"));

            done(closed(key, DELEGATE));
            office.sent();
            office.passAndDrain("P7D");

            assertThat(to(office.sent(), OWNER))
                    .noneSatisfy(said -> assertThat(said).contains("is still open"));
            assertThat(office.events(key)).containsOnlyOnce("ticket_reminded");
        }

        @Test
        void the_summary_comes_to_the_owner_once() {
            rollout.completed();

            assertThat(to(office.sent(), OWNER))
                    .filteredOn(said -> said.contains("COMPLETED"))
                    .hasSize(1);
        }

        @Test
        void whom_the_release_is_handed_over_to_has_it_from_then_on() {
            ReleaseKey key = rollout.completed();
            office.sent();

            done(office.use.planning().handOver(office.by(OWNER), key, DELEGATE));

            assertThat(to(office.sent(), DELEGATE))
                    .anySatisfy(said -> assertThat(said).contains("over to you"));
            office.passAndDrain("P1D");
            assertThat(to(office.sent(), DELEGATE))
                    .anySatisfy(said -> assertThat(said).contains("is still open"));
            assertThat(text(closed(key, OWNER).said())).contains("A2");
            done(closed(key, DELEGATE));
        }

        @Test
        void it_waits_in_the_home_of_those_who_decide_until_it_is_closed() {
            ReleaseKey key = rollout.completed();
            assertThat(text(office.use.inquiries().home(OWNER)))
                    .contains("Its ticket is to be closed", TICKET, "Say that the ticket of " + key + " is closed")
                    .doesNotContain("Enjoy the quiet");
            assertThat(text(office.use.inquiries().home(MEMBER))).doesNotContain(TICKET);

            done(closed(key, OWNER));

            assertThat(text(office.use.inquiries().home(OWNER))).contains("Enjoy the quiet");
        }

        @Test
        void nobody_else_says_that_it_is_closed() {
            ReleaseKey key = rollout.completed();

            Outcome refused = closed(key, MEMBER);

            assertThat(text(refused.said())).contains("A2", "You can't say that the ticket is closed");
            assertThat(ticket(key).orElseThrow().isOpen()).isTrue();
        }

        @Test
        void nobody_says_so_before_it_is_completed_or_after_it_was_taken_back() {
            ReleaseKey key = rollout.started();
            assertThat(text(closed(key, OWNER).said()))
                    .contains("M7", "is rolling out", "You are asked for it when " + key + " is completed");

            ReleaseKey back = rollout.completed();
            done(office.use.rollbacks().begin(office.by(OWNER), back, "Every tenth payment fails."));

            assertThat(text(closed(back, OWNER).said())).contains("being rolled back", "/release report " + back);
            office.sent();
            office.passAndDrain("P3D");
            assertThat(to(office.sent(), OWNER))
                    .noneSatisfy(said -> assertThat(said).contains("The ticket of"));
        }
    }

    @Nested
    class Of_a_release_that_is_rolled_back_after_all {
        private ReleaseKey rolledBack(boolean closedBefore) {
            ReleaseKey key = rollout.completed();
            if (closedBefore) {
                done(closed(key, OWNER));
            }
            done(office.use.rollbacks().begin(office.by(OWNER), key, "Every tenth payment fails."));
            office.sent();
            int step = office.use
                    .rollbacks()
                    .find(key)
                    .flatMap(Rollback::current)
                    .orElseThrow()
                    .number();
            done(office.use.rollbacks().done(office.by(MEMBER), key, step));
            return key;
        }

        @Test
        void a_closed_one_is_to_be_opened_again_or_to_say_so() {
            ReleaseKey key = rolledBack(true);

            assertThat(to(office.sent(), OWNER)).anySatisfy(said -> assertThat(said)
                    .contains("The ticket of " + key, "was closed with a summary", "rolled back now", TICKET));
        }

        @Test
        void an_open_one_stays_open_and_nobody_is_asked_for_it() {
            ReleaseKey key = rolledBack(false);

            assertThat(to(office.sent(), OWNER))
                    .noneSatisfy(said -> assertThat(said).contains("The ticket of"));
            assertThat(report(key)).contains("open, for the release was taken back before it was closed");
        }
    }

    @Nested
    class Where_a_tracker_takes_them {
        private ReleaseKey handedOver() {
            office.tracker = Optional.of(new TrackerSystem("https://tracker.example", Optional.empty()));
            return rollout.completed();
        }

        @Test
        void the_summary_is_promised_to_it_and_nobody_is_asked() {
            ReleaseKey key = handedOver();

            List<Message> sent = office.sent();
            assertThat(sent)
                    .filteredOn(Message.ToTracker.class::isInstance)
                    .singleElement()
                    .satisfies(message -> {
                        Message.ToTracker to = (Message.ToTracker) message;
                        assertThat(to.ticket()).isEqualTo(TICKET);
                        assertThat(text(to.summary())).contains("COMPLETED", "Pay button", "nothing was deferred");
                    });
            assertThat(to(sent, OWNER)).noneSatisfy(said -> assertThat(said).contains("Close the ticket"));
            assertThat(office.use.tickets().isAwaited(summary(key))).isTrue();
            assertThat(report(key)).contains("on its way to the tracker");
        }

        @Test
        void that_it_was_taken_is_kept_once_however_often_it_is_said() {
            ReleaseKey key = handedOver();
            office.sent();

            office.use.tickets().taken(summary(key));
            office.use.tickets().taken(summary(key));

            assertThat(office.events(key)).containsOnlyOnce("ticket_closed");
            assertThat(to(office.sent(), CHANNEL))
                    .singleElement()
                    .asString()
                    .contains("is closed", "The tracker has taken the summary");
            assertThat(office.use.tickets().isAwaited(summary(key))).isFalse();
            assertThat(report(key)).contains("closed by the tracker");
        }

        @Test
        void what_it_refuses_for_good_falls_to_the_owner_with_the_reason() {
            ReleaseKey key = handedOver();
            Message.ToTracker message = posted().get(0);

            office.store.write(tx -> office.use.deliveries().gaveUp(tx, message, "the tracker answered with HTTP 400"));

            assertThat(to(office.sent(), OWNER))
                    .singleElement()
                    .asString()
                    .contains("The tracker has not taken the summary", "HTTP 400", "Close the ticket", "COMPLETED");
            assertThat(ticket(key).orElseThrow().keeper()).isEqualTo(Keeper.OWNER);
            assertThat(office.events(key)).contains("ticket_not_taken").doesNotContain("message_undelivered");
            office.passAndDrain("P1D");
            assertThat(to(office.sent(), OWNER))
                    .anySatisfy(said -> assertThat(said).contains("is still open"));
            done(closed(key, OWNER));
            assertThat(report(key)).contains("closed by <@" + OWNER);
        }

        private void rollBack(ReleaseKey key) {
            done(office.use.rollbacks().begin(office.by(OWNER), key, "Every tenth payment fails."));
            assertThat(office.use.tickets().isAwaited(summary(key))).isFalse();
            office.sent();
            int step = office.use
                    .rollbacks()
                    .find(key)
                    .flatMap(Rollback::current)
                    .orElseThrow()
                    .number();
            done(office.use.rollbacks().done(office.by(MEMBER), key, step));
        }

        @ParameterizedTest(name = "its answer had come: {0}")
        @ValueSource(booleans = {true, false})
        void a_rollback_after_completion_is_told_to_it_once(boolean answered) {
            ReleaseKey key = handedOver();
            if (answered) {
                office.use.tickets().taken(summary(key));
            }

            rollBack(key);

            Message.ToTracker told = posted().get(0);
            assertThat(told.rolledBack()).isTrue();
            assertThat(told.ticket()).isEqualTo(TICKET);
            assertThat(text(told.summary()))
                    .contains("ROLLED BACK: " + key, "Every tenth payment fails", "no longer in production");
            assertThat(office.use.tickets().isAwaited(told)).isTrue();

            office.use.tickets().taken(told);
            office.use.tickets().taken(told);

            assertThat(office.events(key)).containsOnlyOnce("ticket_told_of_rollback");
            assertThat(to(office.sent(), CHANNEL)).singleElement().asString().contains("The tracker knows", TICKET);
            assertThat(office.use.tickets().isAwaited(told)).isFalse();
        }

        @Test
        void a_rollback_that_it_will_not_hear_of_is_for_the_owner_to_say() {
            ReleaseKey key = handedOver();
            office.use.tickets().taken(summary(key));
            rollBack(key);
            Message.ToTracker told = posted().get(0);

            office.store.write(tx -> office.use.deliveries().gaveUp(tx, told, "the tracker answered with HTTP 404"));

            assertThat(to(office.sent(), OWNER))
                    .singleElement()
                    .asString()
                    .contains("has not taken that " + key, "HTTP 404", "Open it again", TICKET);
            assertThat(report(key)).contains("closed by the tracker", "before it was rolled back");
        }

        @Test
        void what_was_taken_back_or_closed_meanwhile_is_not_posted_any_more() {
            ReleaseKey key = handedOver();
            done(closed(key, OWNER));
            assertThat(office.use.tickets().isAwaited(summary(key))).isFalse();
        }
    }

    @Nested
    class Linking {
        @Test
        void before_the_rollout_is_an_edit() {
            ReleaseKey key = office.planned();
            int revision = office.release(key).revision();

            done(link(key, " " + OTHER + " "));

            assertThat(office.release(key).profile().ticket()).contains(OTHER);
            assertThat(office.release(key).revision()).isEqualTo(revision + 1);
            assertThat(link(key, OTHER).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
        }

        @Test
        void while_it_goes_out_is_refused_with_when_it_can_be() {
            ReleaseKey key = rollout.started();

            assertThat(text(link(key, OTHER).said())).contains("S4", "sealed", "when " + key + " is completed");
        }

        @Test
        void after_the_go_is_refused_rather_than_voids_it() {
            ReleaseKey key = rollout.cleared();

            assertThat(text(link(key, OTHER).said())).contains("Go is called", "when " + key + " is completed");
            assertThat(office.release(key).state().phase()).isEqualTo(Phase.CLEARED);
        }

        @Test
        void with_a_completed_release_has_its_owner_asked_anew() {
            ReleaseKey key = rollout.completed();
            office.sent();

            done(link(key, OTHER));

            assertThat(to(office.sent(), OWNER)).singleElement().asString().contains("Close the ticket", OTHER);
            assertThat(ticket(key).orElseThrow().link()).isEqualTo(OTHER);
            done(closed(key, OWNER));
            assertThat(text(link(key, TICKET).said())).contains("Another one was closed", OTHER);
        }

        @Test
        void takes_links_alone_and_only_from_those_who_decide() {
            ReleaseKey key = office.planned();

            assertThat(link(key, "PAY-17").faults()).containsKey(Tickets.LINK);
            assertThat(link(key, "javascript:alert(1)").faults()).containsKey(Tickets.LINK);
            assertThat(link(key, "https://x.example/" + "a".repeat(600)).faults())
                    .containsKey(Tickets.LINK);
            assertThat(text(office.use
                            .tickets()
                            .link(office.by(MEMBER), key, OTHER)
                            .said()))
                    .contains("A2");
        }

        @Test
        void a_release_without_a_ticket_asks_nobody() {
            ReleaseForm form = new ReleaseForm(
                    "Without",
                    "Nobody has a ticket.",
                    "regular",
                    Office.form().date(),
                    Office.form().time(),
                    "Europe/Berlin",
                    List.of(PAYMENTS),
                    Optional.of(CHANNEL),
                    "",
                    Optional.of(OWNER));
            ReleaseKey key = office.use
                    .planning()
                    .create(office.by(OWNER), form)
                    .release()
                    .orElseThrow()
                    .key();

            assertThat(report(key)).contains("Ticket: none is linked.");
            assertThat(office.release(key).state().phase()).isEqualTo(Phase.PLANNING);
            assertThat(text(closed(key, OWNER).said())).contains("M7", "in planning");
        }
    }
}
