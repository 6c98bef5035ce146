package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.notice.ManifestDocuments;
import dev.releasemanager.notice.ReportDocuments;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollback.Rollback;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: the report of a release says in every state what shipped, how it went and who decided what. */
@Tag("M7")
class ReportsTest {
    private final Office office = new Office(new MemoryStore());
    private final WholeRollout rollout = new WholeRollout(office);

    private String report(ReleaseKey key) {
        return text(office.use.reports().page(key).orElseThrow());
    }

    private static String at(PersonId person) {
        return "<@" + person + ">";
    }

    private String folded(ReleaseKey key) {
        return text(ReportDocuments.folded(office.use.reports().material(key).orElseThrow(), Optional.empty()));
    }

    @Nested
    class Of_a_release_that_is_not_finished {
        @Test
        void says_so_first_while_it_is_planned() {
            ReleaseKey key = office.unstaged();

            assertThat(report(key))
                    .startsWith("Report on " + key)
                    .contains(
                            "Not finished: in planning.",
                            "Is to ship",
                            "Pay button",
                            "(payments-api, Payments",
                            "behind")
                    .contains("No stage was begun yet.", "The Go: none stands.", "Ticket: ")
                    .contains("Nothing held it up", "1 step, 5 min in all", "https://tickets.example/PAY-1")
                    .contains("Made from the record (");
        }

        @Test
        void names_the_stage_that_is_under_way_and_those_to_come() {
            ReleaseKey key = rollout.started();

            assertThat(report(key))
                    .contains("Not finished: rolling out, 5 % of production.", "Going out")
                    .contains("5 % of production: begun", "by " + at(OWNER))
                    .contains("not everything in it is verified", "To come: 25 % of production, 100 % of production.")
                    .contains("The Go: called by " + at(OWNER), "with nothing excepted.");
        }

        @Test
        void tells_who_held_and_who_stopped_it_and_why() {
            ReleaseKey key = office.planned();
            rollout.judged(key);
            office.reopen(key);
            done(office.use.holds().hold(office.by(MEMBER), key, "The queue is full"));
            done(office.use.holds().lift(office.by(MEMBER), key, Optional.empty()));
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            done(office.go(key, OWNER));
            rollout.start(key);
            done(office.use.rollouts().stop(office.by(OTHER_MEMBER), key, "Checkout shows errors."));

            assertThat(report(key))
                    .contains("Not finished: stopped in its rollout, 5 % of production.")
                    .contains("Stopped by " + at(OTHER_MEMBER) + ": Checkout shows errors.")
                    .contains(at(MEMBER) + " held it: The queue is full")
                    .contains(at(MEMBER) + " lifted the hold")
                    .contains(at(OTHER_MEMBER) + " stopped it: Checkout shows errors.");
        }

        @Test
        @Tag("X2")
        void tells_what_was_excluded_and_what_was_excepted_by_whom() {
            ReleaseKey key = office.planned();
            done(office.use
                    .parts()
                    .defer(
                            office.by(OWNER),
                            key,
                            CHECKOUT.value(),
                            office.release(key).revision(),
                            Optional.empty(),
                            "The basket isn't done"));
            rollout.judged(key);
            office.reopen(key);
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.go(key, OWNER));
            office.pass("P3D");
            done(office.use.exceptions().ask(office.by(OWNER), key, "X2", "The old provider is switched off tonight."));
            assertThat(report(key)).contains("no executive has answered");
            int number = office.dossier(key).assurances().exceptions().get(0).number();
            done(office.use.exceptions().answer(office.by(EXECUTIVE), key, number, true, "Agreed."));

            assertThat(report(key))
                    .contains("Excluded, and why", "Basket (checkout-api, Checkout), to ", ": The basket isn't done")
                    .contains(
                            "X2 for 2026-11-27",
                            "asked for by " + at(OWNER),
                            "The old provider is switched off tonight.")
                    .contains("signed off by " + at(EXECUTIVE), "Agreed.");
        }
    }

    @Nested
    class Of_a_completed_release {
        @Test
        void tells_each_stage_with_its_figures_what_is_dark_and_until_when_it_can_be_undone_and_then_that_it_can_not() {
            ReleaseKey key = rollout.completed();

            assertThat(report(key))
                    .contains("Completed ", "Shipped", "Pay button", "(payments-api 1.0.0, Payments, behind one-click)")
                    .contains("Dark: behind flags that are off", "No flag is on.", "Excluded: nothing was deferred.")
                    .contains(
                            "5 % of production: begun", "watched for 1 h", "25 % of production", "100 % of production")
                    .contains("; passed at", "error rate of payments-api", "0.02 %")
                    .contains("Rollback: possible until")
                    .doesNotContain("To come:", "Not finished");

            office.passAndDrain("PT24H");

            assertThat(report(key)).contains("Rollback: its window closed");
        }

        @Test
        void is_folded_to_what_a_modal_takes_and_leads_to_all_of_it() {
            ReleaseKey key = rollout.completed();

            assertThat(folded(key)).contains("Send me the whole report of " + key);
            assertThat(text(ReportDocuments.folded(
                            office.use.reports().material(key).orElseThrow(),
                            Optional.of(new ManifestDocuments.Addresses(
                                    "https://x.example/report", "https://x.example/report.md")))))
                    .contains("as a page", "as Markdown")
                    .doesNotContain("Send me");
        }

        @Test
        void there_is_none_of_what_is_no_release() {
            assertThat(office.use.reports().page(new ReleaseKey("PAY-99"))).isEmpty();
        }
    }

    @Nested
    class Of_a_release_that_does_not_ship {
        @Test
        void that_was_given_up_says_by_whom_and_why() {
            ReleaseKey key = office.planned();
            done(office.use.planning().cancel(office.by(OWNER), key, "Nobody wants it any more"));

            assertThat(report(key))
                    .contains(
                            "Given up by " + at(OWNER),
                            "Nothing of it ships: Nobody wants it any more.",
                            "Was to ship");
        }

        @Test
        void that_was_rolled_back_says_why_and_what_its_review_has_come_to() {
            ReleaseKey key = rollout.completed();
            done(office.use.rollbacks().begin(office.by(OWNER), key, "Every tenth payment fails."));
            assertThat(report(key))
                    .contains("Not finished: being rolled back", "Being taken back", "Rollback: under way.");
            int step = office.use
                    .rollbacks()
                    .find(key)
                    .flatMap(Rollback::current)
                    .orElseThrow()
                    .number();
            done(office.use.rollbacks().done(office.by(MEMBER), key, step));

            assertThat(report(key))
                    .contains("Rolled back ", "Every tenth payment fails.", "Taken back", "Rollback: carried out.")
                    .contains(at(OWNER) + " began the rollback", "everything was rolled back", "Review: open.");

            done(office.use
                    .reviews()
                    .addLesson(
                            office.by(OWNER),
                            key,
                            new LessonForm(
                                    "payments-api",
                                    LessonForm.BEFORE_THE_CALL,
                                    "p95 latency < 300 ms in staging over 30 min",
                                    "",
                                    "")));
            done(office.use.reviews().close(office.by(OWNER), key, ""));

            assertThat(report(key))
                    .contains("Rolled back, and reviewed.", "Review: closed by " + at(OWNER), "Lessons", "p95 latency");
        }
    }
}
