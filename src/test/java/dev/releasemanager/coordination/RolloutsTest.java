package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.notice.BoardDocument;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.rollout.Bake;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.rollout.StageRun.Result;
import dev.releasemanager.rollout.Staged;
import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: what was called goes out stage by stage, watched, and anybody who takes part can stop it. */
class RolloutsTest {
    private static final String PAY = "payments-api";
    private static final String SHOP = "checkout-api";
    private static final String ERRORS = "error rate of payments-api < 0.1 % on canary over 30 min";

    private final Office office = new Office(new MemoryStore());
    private ReleaseKey key = new ReleaseKey("PAY-1");

    @BeforeEach
    void call_a_go_on_what_is_judged_by_a_criterion() {
        key = office.planned();
        done(office.use
                .criteria()
                .put(
                        office.by(OWNER),
                        key,
                        new CriterionForm(
                                Optional.empty(),
                                ERRORS,
                                Optional.empty(),
                                Optional.of(JudgedAt.STAGE),
                                PAY,
                                Optional.empty())));
        office.reopen(key);
        done(office.ready(key, PAYMENTS, MEMBER));
        done(office.ready(key, CHECKOUT, OTHER_MEMBER));
        done(office.go(key, OWNER));
        office.sent();
    }

    private Outcome read(PersonId person) {
        return office.use
                .rollouts()
                .haveRead(office.by(person), key, office.release(key).revision());
    }

    private Outcome start() {
        return office.use.rollouts().start(office.by(OWNER), key);
    }

    private void started() {
        done(read(SUPPORT));
        done(start());
    }

    private StageRun run() {
        return office.dossier(key).rollout().newest().orElseThrow();
    }

    private Phase phase() {
        return office.release(key).state().phase();
    }

    private void deployAll() {
        through(PAY, MEMBER);
        through(SHOP, OTHER_MEMBER);
    }

    private void through(String component, PersonId who) {
        int run = run().number();
        done(office.use.stages().deployed(office.by(who), key, run, component, Staged.VERSION));
        done(office.use.stages().verified(office.by(who), key, run, component));
    }

    private Outcome seen(String value) {
        String mark = office.dossier(key).manifest().details().criteria().get(0).mark();
        return office.use
                .statements()
                .state(
                        office.by(MEMBER),
                        key,
                        new EvidenceForm(mark, value, "", "https://grafana.example/1", Optional.empty(), "Grafana"));
    }

    private void passStage() {
        deployAll();
        done(seen("0.02 %"));
        office.passAndDrain("PT2H");
    }

    private Outcome advance() {
        return office.use.rollouts().advance(office.by(OWNER), key, 0);
    }

    private Outcome stop(PersonId person) {
        return office.use.rollouts().stop(office.by(person), key, "Checkout shows errors.");
    }

    private Outcome resume() {
        return office.use.rollouts().resume(office.by(OWNER), key, "A false alarm.");
    }

    @Nested
    class Starting {
        @Test
        @Tag("K3")
        void waits_until_support_has_read_what_changes() {
            Outcome refused = start();
            assertThat(text(refused.said())).contains("K3", "Support hasn't said yet", "read " + key);
            assertThat(phase()).isEqualTo(Phase.CLEARED);

            done(read(SUPPORT));

            assertThat(to(office.sent(), OWNER)).singleElement().asString().contains("Support has read it");
            done(start());
        }

        @Test
        @Tag("K3")
        @Tag("A2")
        void is_not_freed_by_others_than_support_nor_by_a_notice_of_another_revision() {
            assertThat(text(read(OWNER).said())).contains("A2", "Only support can say that");
            assertThat(text(office.use
                            .rollouts()
                            .haveRead(office.by(SUPPORT), key, 1)
                            .said()))
                    .contains("K3", "another revision");
        }

        @Test
        @Tag("X2")
        void is_judged_anew_on_the_day_itself() {
            done(read(SUPPORT));
            office.pass("P3D");

            assertThat(text(start().said())).contains("X2", "Today is a Friday (2026-11-27", "except " + key + " X2");

            done(office.use.exceptions().ask(office.by(OWNER), key, "X2", "The old provider is switched off tonight."));
            int number = office.dossier(key).assurances().exceptions().get(0).number();
            done(office.use.exceptions().answer(office.by(EXECUTIVE), key, number, true, "Agreed."));
            done(start());
        }

        @Test
        @Tag("M5")
        void begins_with_the_canary_and_writes_to_the_teams() {
            started();

            assertThat(phase()).isEqualTo(Phase.ROLLING_OUT);
            assertThat(run().stage().share()).contains(5);
            List<Message> sent = office.sent();
            assertThat(to(sent, LEAD)).anySatisfy(said -> assertThat(said).contains("5 % of production", PAY));
            assertThat(to(sent, OTHER_LEAD)).anySatisfy(said -> assertThat(said).contains(SHOP));
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said)
                    .contains("5 % of production has begun", "Stop the rollout of " + key));
        }

        @Test
        @Tag("S4")
        void seals_the_manifest() {
            started();

            Outcome edit = office.use.planning().putChange(office.by(OWNER), key, Office.change(PAYMENTS, "More"));

            assertThat(text(edit.said())).contains("S4", "sealed since the rollout started");
            done(office.use
                    .planning()
                    .putStep(office.by(OWNER), key, Office.step("kubectl rollout undo deploy/shop", Optional.empty())));
            assertThat(text(office.use
                            .holds()
                            .hold(office.by(MEMBER), key, "wait")
                            .said()))
                    .contains("Stop it instead");
        }

        @Test
        @Tag("X4")
        void takes_only_the_version_that_was_staged() {
            started();

            Outcome other = office.use.stages().deployed(office.by(MEMBER), key, run().number(), PAY, "1.0.1");

            assertThat(text(other.said())).contains("X4", Staged.VERSION, "1.0.1");
        }

        @Test
        void hands_over_without_an_edit() {
            started();

            done(office.use.planning().handOver(office.by(OWNER), key, DELEGATE));

            assertThat(office.release(key).owner()).isEqualTo(DELEGATE);
            assertThat(phase()).isEqualTo(Phase.ROLLING_OUT);
        }
    }

    @Nested
    class A_stage {
        @Test
        @Tag("M6")
        void passes_by_what_was_seen_in_its_bake_and_the_owner_goes_on() {
            started();
            passStage();

            assertThat(run().end().orElseThrow().result()).isEqualTo(Result.PASSED);
            assertThat(to(office.sent(), OWNER)).anySatisfy(said -> assertThat(said)
                    .contains("PASSED: 5 % of production", "Go on with " + key + " to 25 %"));
            done(advance());
            assertThat(run().stage().share()).contains(25);
        }

        @Test
        @Tag("M6")
        void is_followed_by_the_next_one_by_itself_where_that_is_configured() {
            office.goingOn = Set.of(ReleaseKind.REGULAR);
            started();
            passStage();

            assertThat(run().stage().share()).contains(25);
            assertThat(run().startedBy()).isEmpty();
            List<Message> sent = office.sent();
            assertThat(to(sent, OWNER)).anySatisfy(said -> assertThat(said)
                    .contains("PASSED: 5 % of production", "has begun by itself")
                    .doesNotContain("Go on with"));
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said)
                    .contains("25 % of production has begun", "by itself, as is configured"));
        }

        @Test
        @Tag("M6")
        void is_not_followed_by_itself_while_something_is_in_its_way() {
            office.goingOn = Set.of(ReleaseKind.REGULAR);
            started();
            deployAll();
            done(seen("0.02 %"));
            office.now = ZonedDateTime.ofInstant(office.now, Cast.BERLIN)
                    .with(TemporalAdjusters.next(DayOfWeek.FRIDAY))
                    .toInstant();
            office.passAndDrain("PT1M");

            assertThat(run().hasPassed()).isTrue();
            assertThat(run().stage().share()).contains(5);
            assertThat(to(office.sent(), OWNER)).anySatisfy(said -> assertThat(said)
                    .contains("PASSED: 5 % of production", "something is in its way", "X2", "Go on with"));
        }

        @Test
        @Tag("S4")
        void is_skipped_by_nobody() {
            started();
            assertThat(text(advance().said())).contains("S4", "not everything in it is verified");
            deployAll();
            done(seen("0.02 %"));

            assertThat(text(advance().said())).contains("S4", "still being watched", "No stage can be skipped");
            assertThat(run().stage().share()).contains(5);
        }

        @Test
        @Tag("H1")
        @Tag("H5")
        void that_nobody_has_looked_at_is_no_pass_and_stops_the_rollout() {
            started();
            deployAll();

            office.passAndDrain("PT2H");

            assertThat(run().end().orElseThrow().result()).isEqualTo(Result.NO_JUDGEMENT);
            assertThat(phase()).isEqualTo(Phase.STOPPED);
            assertThat(to(office.sent(), OWNER))
                    .anySatisfy(said -> assertThat(said).contains("STOPPED", "by itself", "Nothing that counts"));
        }

        @Test
        @Tag("H5")
        void is_stopped_at_once_by_what_is_not_met() {
            started();
            deployAll();

            done(seen("0.4 %"));

            assertThat(phase()).isEqualTo(Phase.STOPPED);
            office.passAndDrain("PT2H");
            assertThat(run().hasPassed()).isFalse();
        }

        @Test
        void in_which_a_component_fails_is_stopped() {
            started();
            done(office.use.stages().begun(office.by(MEMBER), key, run().number(), PAY));

            done(office.use.stages().failed(office.by(MEMBER), key, run().number(), PAY, "It doesn't start."));

            assertThat(phase()).isEqualTo(Phase.STOPPED);
            assertThat(to(office.sent(), CHANNEL))
                    .anySatisfy(said -> assertThat(said).contains("STOPPED", "It doesn't start."));
        }

        @Test
        void advanced_by_two_clicks_is_advanced_once() {
            started();
            int canary = run().number();
            passStage();
            done(office.use.rollouts().advance(office.by(OWNER), key, canary));

            assertThat(office.use
                            .rollouts()
                            .advance(office.by(OWNER), key, canary)
                            .kind())
                    .isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(run().stage().share()).contains(25);
        }
    }

    @Nested
    @Tag("A4")
    class A_stop {
        @Test
        void is_for_anyone_who_takes_part_and_goes_out_before_everything_else() {
            for (PersonId person : List.of(MEMBER, OTHER_MEMBER, SUPPORT, EXECUTIVE, OWNER)) {
                RolloutsTest other = new RolloutsTest();
                other.call_a_go_on_what_is_judged_by_a_criterion();
                other.started();
                other.office.sent();

                done(other.stop(person));

                assertThat(other.phase()).isEqualTo(Phase.STOPPED);
                List<Message> sent = other.office.sent();
                assertThat(sent)
                        .filteredOn(message -> message.lane() == Lane.ALARM)
                        .isNotEmpty();
                assertThat(to(sent, CHANNEL))
                        .singleElement()
                        .asString()
                        .contains("STOPPED", "Checkout shows errors.", person.value());
                assertThat(to(sent, LEAD)).hasSize(1);
            }
        }

        @Test
        void is_not_for_others() {
            started();

            Outcome refused = stop(COLLEAGUE);

            assertThat(text(refused.said())).contains("A4", "Members of the taking-part teams");
            assertThat(phase()).isEqualTo(Phase.ROLLING_OUT);
        }

        @Test
        void carries_a_reason_and_said_twice_stands_once() {
            started();

            assertThat(office.use.rollouts().stop(office.by(MEMBER), key, " ").faults())
                    .containsKey(Rollouts.REASON);
            done(stop(MEMBER));
            assertThat(stop(OTHER_MEMBER).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
        }

        @Test
        void has_nothing_more_deployed_but_what_was_under_way_can_be_reported() {
            started();
            done(office.use.stages().begun(office.by(MEMBER), key, run().number(), PAY));
            done(stop(OTHER_MEMBER));

            Outcome begun = office.use.stages().begun(office.by(OTHER_MEMBER), key, run().number(), SHOP);

            assertThat(text(begun.said())).contains("You can't deploy a component", "stopped");
            done(office.use.stages().deployed(office.by(MEMBER), key, run().number(), PAY, Staged.VERSION));
        }

        @Test
        void ends_the_bake_and_only_the_owner_resumes_and_the_bake_begins_anew() {
            started();
            deployAll();
            done(seen("0.02 %"));
            Bake before = run().bake().orElseThrow();
            office.pass("PT30M");
            done(stop(MEMBER));
            office.passAndDrain("PT2H");
            assertThat(run().end()).isEmpty();

            assertThat(text(office.use
                            .rollouts()
                            .resume(office.by(MEMBER), key, "fine")
                            .said()))
                    .contains("A2");
            assertThat(office.use.rollouts().resume(office.by(OWNER), key, "").faults())
                    .containsKey(Rollouts.REASON);
            done(resume());

            Bake after = run().bake().orElseThrow();
            assertThat(after.number()).isEqualTo(before.number() + 1);
            assertThat(after.begunAt()).isEqualTo(office.now);
            office.passAndDrain("PT1H");
            assertThat(run().end().orElseThrow().result())
                    .as("what was seen before the stop counts no more")
                    .isEqualTo(Result.NO_JUDGEMENT);
        }
    }

    @Nested
    @Tag("M7")
    class Completion {
        @Test
        void tells_everybody_what_shipped_and_until_when_it_can_be_rolled_back_and_then_that_it_can_not() {
            started();
            passStage();
            done(advance());
            passStage();
            done(advance());
            office.sent();
            passStage();

            assertThat(phase()).isEqualTo(Phase.COMPLETED);
            List<Message> sent = office.sent();
            for (var channel : List.of(CHANNEL, Office.PRODUCT, Office.SUPPORT_CHANNEL)) {
                assertThat(to(sent, channel)).anySatisfy(said -> assertThat(said)
                        .contains("COMPLETED", "Pay button (" + PAY + " " + Staged.VERSION, "rolled back until")
                        .contains(
                                "Behind flags",
                                "one-click",
                                "nothing was deferred",
                                "error rate of payments-api",
                                "0.02 %"));
            }
            assertThat(to(sent, Office.LEADERSHIP)).anySatisfy(said -> assertThat(said)
                    .startsWith("Risk:")
                    .contains("COMPLETED")
                    .doesNotContain("Shipped"));
            assertThat(office.record(key))
                    .filteredOn(entry -> entry.what().equals("release_completed"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.details()).containsKeys("shipped", "undoable_until"));

            office.passAndDrain("PT24H");

            assertThat(to(office.sent(), OWNER))
                    .filteredOn(said -> said.contains("window"))
                    .singleElement()
                    .asString()
                    .contains("is over");
        }
    }

    @Nested
    class The_board {
        private String board() {
            return text(BoardDocument.of(office.dossier(key), "/release", office.now));
        }

        @Test
        void says_what_is_missing_then_who_does_what_then_how_long_it_is_watched() {
            assertThat(board()).contains("Before the first stage", "K3", "Start the rollout of " + key);
            started();
            assertThat(board())
                    .contains("ROLLING OUT", "5 % now, 25 % to come, 100 % to come", "0 of 2 components")
                    .contains(
                            PAY + " " + Staged.VERSION + " can be deployed now: Payments",
                            "Stop the rollout of " + key);
            deployAll();
            assertThat(board())
                    .contains(
                            "watched until",
                            "1 h left",
                            "judged by: error rate of payments-api",
                            "Extend the bake of " + key);
            done(stop(MEMBER));
            assertThat(board()).contains("STOPPED by", "Checkout shows errors.", "Resume the rollout of " + key);
        }
    }
}
