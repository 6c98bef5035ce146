package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.gate.ExceptionRequest;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holding a release, and excepting it from a rule where the charter allows that. */
class HoldsTest {
    private final Office office = new Office(new MemoryStore());

    private Outcome hold(ReleaseKey key, String reason) {
        return office.use.holds().hold(office.by(OTHER_MEMBER), key, reason);
    }

    @Nested
    class A_hold {
        @Test
        void blocks_go_without_discarding_confirmations_and_lifted_it_lets_the_call_through() {
            ReleaseKey key = office.allReady();
            office.sent();

            done(hold(key, "The alerts are muted."));

            List<Message> sent = office.sent();
            assertThat(to(sent, OWNER)).singleElement().asString().contains("HELD", "The alerts are muted.");
            assertThat(to(sent, CHANNEL)).singleElement().asString().contains("There is no Go while it stands");
            Outcome refused = office.go(key, OWNER);
            assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(text(refused.said())).contains("holds it: The alerts are muted.", "hold " + key + " lift");
            assertThat(office.dossier(key).readyTeams()).isEqualTo(2);

            done(office.use.holds().lift(office.by(OWNER), key, Optional.empty()));

            sent = office.sent();
            assertThat(to(sent, OTHER_MEMBER)).singleElement().asString().contains("is lifted");
            assertThat(to(sent, OWNER)).anySatisfy(said -> assertThat(said).contains("The call is yours"));
            done(office.go(key, OWNER));
            assertThat(office.events(key)).contains("held", "hold_lifted", "go_called");
        }

        @Test
        void after_a_go_voids_it_and_everybody_who_was_told_is_told() {
            ReleaseKey key = office.cleared();
            office.sent();

            done(hold(key, "Payments are failing elsewhere."));

            assertThat(office.release(key).state().phase()).isEqualTo(Phase.POLLING);
            List<Message> sent = office.sent();
            assertThat(to(sent, Office.LEADERSHIP)).singleElement().asString().contains("is void", "held the release");
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said).contains("The Go is void"));
        }

        @Test
        void is_lifted_by_who_set_it_or_by_the_owner_and_by_nobody_else() {
            ReleaseKey key = office.open();
            done(hold(key, "Wait."));

            for (var person : List.of(MEMBER, DELEGATE, EXECUTIVE)) {
                Outcome refused = office.use.holds().lift(office.by(person), key, Optional.empty());
                assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
                assertThat(text(refused.said())).contains("A hold is lifted by who set it, or by the owner.");
            }
            done(office.use.holds().lift(office.by(OTHER_MEMBER), key, Optional.empty()));
            assertThat(office.dossier(key).assurances().holds()).isEmpty();
        }

        @Test
        void is_refused_to_who_takes_no_part_and_without_a_reason_and_said_twice_stands_once() {
            ReleaseKey key = office.open();

            assertThat(text(office.use
                            .holds()
                            .hold(office.by(COLLEAGUE), key, "I don't like it")
                            .said()))
                    .contains("Only members of the taking-part teams can");
            assertThat(hold(key, "  ").faults()).containsKey(Holds.REASON);
            assertThat(hold(key, "x".repeat(501)).faults().get(Holds.REASON)).contains("501", "500");
            done(hold(key, "Wait."));
            assertThat(hold(key, "Wait.").kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(office.dossier(key).assurances().holds()).hasSize(1);
        }

        @Test
        void of_a_cancelled_release_is_refused() {
            ReleaseKey key = office.open();
            done(office.use.planning().cancel(office.by(OWNER), key, "no longer wanted"));

            assertThat(text(hold(key, "Wait.").said())).contains("The release is cancelled.");
        }
    }

    @Nested
    @Tag("X2")
    class A_friday {
        private ReleaseKey planned() {
            ReleaseKey key = office.allReady();
            ReleaseForm form = Office.form();
            done(office.use
                    .planning()
                    .edit(
                            office.by(OWNER),
                            key,
                            new ReleaseForm(
                                    form.title(),
                                    form.purpose(),
                                    form.kind(),
                                    Optional.of(LocalDate.of(2026, 11, 27)),
                                    form.time(),
                                    form.zone(),
                                    form.teams(),
                                    form.channel(),
                                    form.ticket(),
                                    form.owner())));
            office.sent();
            return key;
        }

        private Outcome ask(ReleaseKey key, String why) {
            return office.use.exceptions().ask(office.by(OWNER), key, "X2", why);
        }

        private int request(ReleaseKey key) {
            return office.dossier(key).assurances().exceptions().get(0).number();
        }

        @Test
        void is_refused_then_asked_for_signed_off_by_an_executive_and_called() {
            ReleaseKey key = planned();
            assertThat(text(office.go(key, OWNER).said())).contains("X2", "Friday", "except " + key);

            done(ask(key, "The law changes on Saturday."));

            assertThat(to(office.sent(), EXECUTIVE))
                    .singleElement()
                    .asString()
                    .contains("Risk", "Rollback", "The law changes on Saturday.", "Sign off");
            assertThat(text(office.go(key, OWNER).said())).contains("An exception is asked for");
            done(office.use.exceptions().answer(office.by(EXECUTIVE), key, request(key), true, ""));

            assertThat(to(office.sent(), OWNER))
                    .anySatisfy(said -> assertThat(said).contains("EXCEPTED"));
            done(office.go(key, OWNER));
            assertThat(office.events(key)).contains("exception_asked", "exception_signed_off", "go_called");
        }

        @Test
        void is_not_signed_off_by_who_decides_on_the_release_nor_by_who_is_no_executive() {
            ReleaseKey key = planned();
            done(ask(key, "The law changes on Saturday."));

            for (var person : List.of(OWNER, DELEGATE, MEMBER)) {
                Outcome refused = office.use.exceptions().answer(office.by(person), key, request(key), true, "");
                assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
                assertThat(text(refused.said())).contains("Only an executive can");
            }
        }

        @Test
        void refused_with_a_reason_stays_shut_and_can_be_asked_for_again() {
            ReleaseKey key = planned();
            done(ask(key, "We promised it."));
            int first = request(key);

            assertThat(office.use
                            .exceptions()
                            .answer(office.by(EXECUTIVE), key, first, false, " ")
                            .faults())
                    .containsKey(Exceptions.REASON);
            done(office.use.exceptions().answer(office.by(EXECUTIVE), key, first, false, "Promise Monday."));

            assertThat(text(office.go(key, OWNER).said())).contains("refused the exception: Promise Monday.");
            assertThat(office.use
                            .exceptions()
                            .answer(office.by(EXECUTIVE), key, first, true, "")
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
            done(ask(key, "The contract names the day."));
            assertThat(office.dossier(key).assurances().exceptions())
                    .extracting(ExceptionRequest::isGranted)
                    .containsExactly(false, false);
        }

        @Test
        void that_it_is_not_planned_for_leaves_nothing_to_except_and_no_other_rule_can_be() {
            ReleaseKey key = office.allReady();

            assertThat(text(ask(key, "Just in case.").said())).contains("Nothing that could be excepted");
            Outcome plan = office.use.exceptions().ask(office.by(OWNER), key, "X1", "It is a small change.");
            assertThat(text(plan.said())).contains("X1 can't be excepted by anybody");
            assertThat(office.dossier(key).verdict().findings())
                    .extracting(Finding::rule)
                    .contains("X1");
        }
    }
}
