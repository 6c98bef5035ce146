package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.SECOND;
import static dev.releasemanager.release.Cast.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.rollback.Undoing;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.Staged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: what is behind a flag goes out dark, and switching it on is a step of its own. */
@Tag("S2")
class ActivationsTest {
    private static final String PAY = "payments-api";
    private static final String SHOP = "checkout-api";
    private static final String CHECK = "error rate of payments-api < 0.1 % in production over 30 min";
    /** Both changes of the office are behind it: the one of Payments and the one of Checkout. */
    private static final String FLAG = "one-click";

    private final Office office = new Office(new MemoryStore());
    private ReleaseKey key = new ReleaseKey("PAY-1");

    @BeforeEach
    void plan_a_release_with_a_flag() {
        key = office.planned();
        office.sent();
    }

    private static ActivationForm form(Optional<PersonId> person, String after) {
        return new ActivationForm(Optional.empty(), FLAG, person, "50 %", after, CHECK, "");
    }

    private Outcome plan(PersonId by, ActivationForm form) {
        return office.use.activations().plan(office.by(by), key, form);
    }

    private PlannedActivation planned() {
        return office.dossier(key).manifest().details().activationOf(FLAG).orElseThrow();
    }

    private Outcome on(PersonId by) {
        return office.use.activations().on(office.by(by), key, planned().number());
    }

    private Outcome notNow(PersonId by) {
        return office.use.activations().notNow(office.by(by), key, planned().number());
    }

    private Outcome checked(PersonId by, boolean works, String seen) {
        return office.use
                .activations()
                .checked(office.by(by), key, planned().number(), works, seen, "https://grafana.example/1");
    }

    private Outcome off(PersonId by, String why) {
        return office.use.activations().off(office.by(by), key, planned().number(), why);
    }

    private boolean isOn() {
        return office.dossier(key).rollout().standingOf(FLAG).isOn();
    }

    /** Called and started, in its canary. */
    private void started() {
        done(office.use
                .criteria()
                .put(
                        office.by(OWNER),
                        key,
                        new CriterionForm(
                                Optional.empty(),
                                "error rate of payments-api < 0.1 % on canary over 30 min",
                                Optional.empty(),
                                Optional.of(JudgedAt.STAGE),
                                PAY,
                                Optional.empty())));
        office.reopen(key);
        done(office.ready(key, PAYMENTS, MEMBER));
        done(office.ready(key, CHECKOUT, OTHER_MEMBER));
        done(office.go(key, OWNER));
        done(office.use
                .rollouts()
                .haveRead(office.by(SUPPORT), key, office.release(key).revision()));
        done(office.use.rollouts().start(office.by(OWNER), key));
        office.sent();
    }

    private void deployed(String component, PersonId who) {
        int run = office.dossier(key).rollout().newest().orElseThrow().number();
        done(office.use.stages().deployed(office.by(who), key, run, component, Staged.VERSION));
        done(office.use.stages().verified(office.by(who), key, run, component));
    }

    private void passStage() {
        deployed(PAY, MEMBER);
        deployed(SHOP, OTHER_MEMBER);
        watched();
    }

    private void watched() {
        String mark = office.dossier(key).manifest().details().criteria().get(0).mark();
        done(office.use
                .statements()
                .state(
                        office.by(MEMBER),
                        key,
                        new EvidenceForm(
                                mark, "0.02 %", "", "https://grafana.example/1", Optional.empty(), "Grafana")));
        office.passAndDrain("PT2H");
    }

    /** @return what SECOND is told, who has switched it on after the canary */
    private Outcome switchedOnCheckedBy(String check) {
        done(plan(
                OWNER,
                new ActivationForm(Optional.empty(), FLAG, Optional.of(SECOND), "50 %", "production-5", check, "")));
        started();
        passStage();
        return done(on(SECOND));
    }

    private void advance() {
        done(office.use.rollouts().advance(office.by(OWNER), key, 0));
    }

    private void completed() {
        started();
        passStage();
        advance();
        passStage();
        advance();
        passStage();
        assertThat(office.release(key).state().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Nested
    class Planning_it {
        @Test
        void names_flag_person_share_moment_check_and_way_back_and_tells_the_person() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-25")));

            assertThat(planned())
                    .isEqualTo(new PlannedActivation(
                            planned().number(),
                            FLAG,
                            Optional.of(SECOND),
                            50,
                            Optional.of("production-25"),
                            CHECK,
                            Optional.empty()));
            assertThat(to(office.sent(), SECOND))
                    .singleElement()
                    .asString()
                    .contains(
                            "You are to switch the flag one-click on",
                            "50 %",
                            "after 25 % of production",
                            "error rate of payments-api",
                            "Switch flag one-click off (the usual one; nobody has said another)");
            assertThat(office.events(key)).contains("activation_planned");
        }

        @Test
        void is_for_the_teams_behind_the_flag_and_those_who_decide() {
            assertThat(plan(COLLEAGUE, form(Optional.empty(), "")).kind()).isEqualTo(Outcome.Kind.REFUSED);
            done(plan(OTHER_MEMBER, form(Optional.empty(), "")));
            assertThat(plan(MEMBER, form(Optional.empty(), "")).faults().get(ActivationForm.CHECK))
                    .contains("Somebody has planned it meanwhile");
            done(office.use
                    .activations()
                    .forget(office.by(MEMBER), key, planned().number()));
            assertThat(office.dossier(key).manifest().details().activations()).isEmpty();
        }

        @Test
        void refuses_what_is_vague_or_none_at_its_field() {
            ActivationForm wrong = new ActivationForm(
                    Optional.empty(), FLAG, Optional.of(Cast.LEAVER), "0", "production-7", "it looks good", "undo it");

            assertThat(plan(OWNER, wrong).faults())
                    .containsOnlyKeys(
                            ActivationForm.PERSON,
                            ActivationForm.SHARE,
                            ActivationForm.AFTER,
                            ActivationForm.CHECK,
                            ActivationForm.WAY_BACK)
                    .hasEntrySatisfying(
                            ActivationForm.CHECK, fault -> assertThat(fault).contains("can't be found true or false"));
            assertThat(plan(OWNER, new ActivationForm(Optional.empty(), "no-such", Optional.empty(), "", "", CHECK, ""))
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
        }

        @Test
        void without_it_the_gate_advises_and_stays_open() {
            assertThat(office.dossier(key).verdict().advice())
                    .anySatisfy(advice -> assertThat(advice.sentence()).contains(FLAG, "stays dark"));
            done(plan(OWNER, form(Optional.empty(), "")));
            assertThat(office.dossier(key).verdict().advice())
                    .noneSatisfy(advice -> assertThat(advice.rule()).isEqualTo("S2"));
        }

        @Test
        @Tag("A1")
        void is_part_of_what_the_teams_behind_the_flag_confirm() {
            office.reopen(key);
            done(office.ready(key, PAYMENTS, MEMBER));
            String seal = office.dossier(key).seal(PAYMENTS);

            done(plan(OWNER, form(Optional.empty(), "")));

            assertThat(office.dossier(key).seal(PAYMENTS)).isNotEqualTo(seal);
            assertThat(office.events(key)).contains("confirmations_expired");
        }

        @Test
        void goes_when_nothing_is_behind_the_flag_any_more() {
            done(plan(OWNER, form(Optional.empty(), "")));
            office.dossier(key)
                    .scope()
                    .changes()
                    .forEach(change -> done(office.use.planning().removeChange(office.by(OWNER), key, change.id())));
            assertThat(office.dossier(key).manifest().details().activations()).isEmpty();
        }

        @Test
        @Tag("S4")
        void is_sealed_once_the_rollout_has_started() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            int revision = office.release(key).revision();
            ActivationForm edited = new ActivationForm(
                    Optional.of(planned().number()), FLAG, Optional.of(LEAD), "100 %", "", CHECK, "");

            assertThat(text(plan(OWNER, edited).said())).contains("S4", "sealed", "A lead of its teams can switch it");
            assertThat(text(office.use
                            .activations()
                            .forget(office.by(OWNER), key, planned().number())
                            .said()))
                    .contains("S4", "sealed");
            assertThat(office.release(key).revision()).isEqualTo(revision);
            assertThat(planned().person()).contains(SECOND);
        }

        @Test
        @Tag("S4")
        @Tag("A1")
        void of_one_that_the_go_left_dark_is_still_for_those_who_decide() {
            started();
            Release sealed = office.release(key);
            List<Confirmation> confirmed = office.dossier(key).confirmations();

            assertThat(text(plan(MEMBER, form(Optional.empty(), "")).said())).contains("A2", "owner");
            assertThat(plan(OWNER, new ActivationForm(Optional.empty(), FLAG, Optional.empty(), "", "", "fine", ""))
                            .faults())
                    .containsKey(ActivationForm.CHECK);
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));

            Release now = office.release(key);
            assertThat(now.state()).isEqualTo(sealed.state());
            assertThat(now.revision()).isEqualTo(sealed.revision() + 1);
            assertThat(office.dossier(key).confirmations()).isEqualTo(confirmed);
            assertThat(office.events(key)).contains("activation_planned").doesNotContain("go_voided", "flag_asked");
            List<Message> sent = office.sent();
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said)
                    .contains("It is planned now how the flag one-click is switched on", "stays as it was"));
            assertThat(to(sent, MEMBER)).anyMatch(said -> said.contains("The Go had left it dark"));
            assertThat(to(sent, SECOND)).singleElement().asString().contains("You are to switch the flag");
            passStage();
            assertThat(to(office.sent(), SECOND)).anyMatch(said -> said.contains("can be switched on now"));
            advance();
        }

        @Test
        @Tag("M7")
        void of_one_that_is_dark_after_completion_asks_for_it_at_once() {
            completed();
            office.sent();
            assertThat(text(office.use.inquiries().board(key).orElseThrow())).contains("nobody has planned");

            done(plan(OWNER, form(Optional.of(SECOND), "")));

            assertThat(office.release(key).state().phase()).isEqualTo(Phase.COMPLETED);
            assertThat(to(office.sent(), SECOND)).anyMatch(said -> said.contains("can be switched on now"));
            done(on(SECOND));
            assertThat(to(office.sent(), Office.SUPPORT_CHANNEL)).anyMatch(said -> said.contains("Live now for 50 %"));
            done(office.use.rollbacks().begin(office.by(OWNER), key, "Payments fail."));
            assertThat(office.use
                            .rollbacks()
                            .find(key)
                            .orElseThrow()
                            .steps()
                            .get(0)
                            .what())
                    .isEqualTo("Switch flag one-click off");
            assertThat(plan(OWNER, form(Optional.empty(), "")).kind()).isEqualTo(Outcome.Kind.REFUSED);
        }
    }

    @Nested
    class Switching_it_on {
        @Test
        void waits_for_its_stage_and_then_its_person_is_asked_once() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            Outcome early = on(SECOND);
            assertThat(early.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(text(early.said())).contains("S2", "waits until 5 % of production has passed");
            assertThat(notNow(SECOND).kind()).isEqualTo(Outcome.Kind.REFUSED);
            office.sent();

            passStage();

            assertThat(to(office.sent(), SECOND))
                    .filteredOn(said -> said.contains("can be switched on now"))
                    .singleElement()
                    .asString()
                    .contains("one-click", "50 %", "error rate of payments-api", "Switch flag one-click off")
                    .contains("Say that the flag one-click is on", "Leave the flag one-click dark for now");
            advance();
            passStage();
            assertThat(to(office.sent(), SECOND)).noneMatch(said -> said.contains("can be switched on now"));
            assertThat(office.events(key)).containsOnlyOnce("flag_asked");
        }

        @Test
        void waits_in_its_persons_home_and_is_asked_for_again_once_a_working_day() {
            done(plan(OWNER, form(Optional.of(SECOND), "")));
            completed();
            String home = text(office.use.inquiries().home(SECOND));
            assertThat(home)
                    .contains(key + " New checkout", "The flag one-click waits for you since", "for 50 %")
                    .contains("Say that the flag one-click is on", "Leave the flag one-click dark for now");
            assertThat(text(office.use.inquiries().home(OTHER_MEMBER))).doesNotContain("one-click");
            office.sent();

            office.passAndDrain("P1D");

            assertThat(to(office.sent(), SECOND))
                    .singleElement()
                    .asString()
                    .contains("The flag one-click waits for you", "Say that the flag one-click is on");
            done(notNow(SECOND));
            office.sent();
            office.passAndDrain("P7D");
            assertThat(to(office.sent(), SECOND)).noneMatch(said -> said.contains("waits for you"));
            assertThat(office.events(key)).containsOnlyOnce("flag_reminded");
            assertThat(text(office.use.inquiries().home(SECOND))).doesNotContain("waits for you since");
        }

        @Test
        void is_for_its_person_and_a_lead_of_its_teams_alone() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            passStage();
            for (PersonId other : List.of(MEMBER, OTHER_MEMBER, OWNER, DELEGATE, COLLEAGUE)) {
                Outcome refused = on(other);
                assertThat(text(refused.said())).contains("A2", "can't switch the flag", "person named for it");
                assertThat(text(refused.said())).contains(SECOND.value());
            }
            assertThat(isOn()).isFalse();

            done(on(OTHER_LEAD));

            assertThat(isOn()).isTrue();
            assertThat(on(SECOND).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(office.events(key)).containsOnlyOnce("flag_switched_on");
            assertThat(to(office.sent(), CHANNEL))
                    .anySatisfy(said -> assertThat(said).contains("FLAG ON", "one-click", "50 %"));
        }

        @Test
        void falls_to_the_lead_where_nobody_is_named_or_they_have_left() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            office.roster = Cast.without(office.roster, SECOND);
            passStage();
            assertThat(to(office.sent(), LEAD))
                    .filteredOn(said -> said.contains("can be switched on now"))
                    .hasSize(1);
            done(on(LEAD));
        }

        @Test
        void is_not_done_after_a_stop_and_goes_on_after_it() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            passStage();
            done(office.use.rollouts().stop(office.by(MEMBER), key, "Errors."));
            Outcome refused = on(SECOND);
            assertThat(text(refused.said())).contains("No flag was switched on", "stopped");

            done(office.use.rollouts().resume(office.by(OWNER), key, "A false alarm."));
            assertThat(text(on(SECOND).said())).contains("waits until 5 % of production has passed");
            office.sent();
            watched();
            assertThat(to(office.sent(), SECOND)).anyMatch(said -> said.contains("can be switched on now"));
            done(on(SECOND));
        }

        @Test
        void is_asked_for_after_a_stop_if_it_was_planned_in_it() {
            started();
            passStage();
            advance();
            done(office.use.rollouts().stop(office.by(MEMBER), key, "Errors."));
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            assertThat(to(office.sent(), SECOND)).noneMatch(said -> said.contains("can be switched on now"));

            done(office.use.rollouts().resume(office.by(OWNER), key, "A false alarm."));

            assertThat(to(office.sent(), SECOND)).anyMatch(said -> said.contains("can be switched on now"));
            done(on(SECOND));
        }

        @Test
        void can_be_put_off_and_done_later() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            passStage();
            done(notNow(SECOND));
            assertThat(notNow(SECOND).kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(text(office.use.inquiries().board(key).orElseThrow()))
                    .contains("one-click", "put off by", "dark");
            done(on(SECOND));
            assertThat(text(office.use.inquiries().board(key).orElseThrow())).contains("ON for 50 %");
        }
    }

    @Nested
    class Its_check {
        @BeforeEach
        void is_on() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            passStage();
            done(on(SECOND));
            office.sent();
        }

        @Test
        void says_that_it_works_with_what_was_seen() {
            done(checked(SECOND, true, "0.02 %"));
            assertThat(to(office.sent(), CHANNEL))
                    .anySatisfy(said -> assertThat(said).contains("It works", "0.02 %"));
            assertThat(text(office.use.inquiries().board(key).orElseThrow())).contains("it works: 0.02 %");
        }

        @Test
        @Tag("H5")
        void is_not_met_by_a_value_out_of_its_bounds_or_by_none() {
            assertThat(checked(SECOND, true, "3 %").faults().get(Activations.SEEN))
                    .contains("doesn't meet");
            assertThat(checked(SECOND, true, "fine").faults().get(Activations.SEEN))
                    .contains("A number with its unit");
            assertThat(checked(SECOND, true, " ").faults()).containsKey(Activations.SEEN);
            assertThat(office.events(key)).doesNotContain("flag_works");
        }

        @Test
        void that_fails_tells_owner_product_and_support_and_offers_the_way_back() {
            done(checked(SECOND, false, "3 % of payments fail"));

            List<Message> sent = office.sent();
            assertThat(to(sent, OWNER))
                    .singleElement()
                    .asString()
                    .contains(
                            "It doesn't work",
                            "3 % of payments fail",
                            "Switch flag one-click off",
                            "Switch the flag one-click off again");
            assertThat(to(sent, Office.PRODUCT)).hasSize(1);
            assertThat(to(sent, Office.SUPPORT_CHANNEL))
                    .singleElement()
                    .asString()
                    .contains("doesn't work", "<@U0SECOND> is asked to switch it off", "until you hear");
            assertThat(off(OWNER, "").faults()).containsKey(Activations.REASON);
            assertThat(off(MEMBER, "Errors").kind()).isEqualTo(Outcome.Kind.REFUSED);

            done(off(OWNER, "3 % of payments fail"));

            assertThat(isOn()).isFalse();
            assertThat(off(OWNER, "again").kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(checked(SECOND, true, "0.01 %").kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(office.events(key)).contains("flag_fails", "flag_switched_off");
            done(on(SECOND));
        }
    }

    @Nested
    @Tag("H5")
    class Its_check_by_a_source {
        private static final String SOLD = "conversion of checkout-api > 2 % over 30 min";

        private final List<Question> asked = new ArrayList<>();
        private String answer = "2.4";

        @BeforeEach
        void watch_what_is_sold() {
            office.sourcing = Sourced.by("conversion", Duration.ofMinutes(10));
            office.sources = question -> {
                asked.add(question);
                return answer.isEmpty()
                        ? Observation.none(question.at(), Gap.NO_DATA, "", "metrics")
                        : Observation.of(question.at(), Quantity.of(answer, Unit.PERCENT), "metrics");
            };
            switchedOnCheckedBy(SOLD);
        }

        private void pass(String... steps) {
            for (String step : steps) {
                office.passAndDrain(step);
            }
        }

        @Test
        void is_looked_at_once_a_full_span_has_passed_since_it_is_on() {
            Instant since = office.now;
            pass("PT29M");
            assertThat(asked).isEmpty();

            pass("PT1M");

            assertThat(asked).singleElement().satisfies(question -> {
                assertThat(question.at()).isEqualTo(since.plus(Duration.ofMinutes(30)));
                assertThat(question.span()).isEqualTo(Duration.ofMinutes(30));
                assertThat(question.component()).isEqualTo(SHOP);
                assertThat(question.stage()).isEqualTo("production-5");
            });
            assertThat(to(office.sent(), CHANNEL))
                    .anySatisfy(said ->
                            assertThat(said).contains("It works: one-click").contains("2.4 % (metrics)"));
            assertThat(office.record(key)).anySatisfy(entry -> {
                assertThat(entry.what()).isEqualTo("flag_works");
                assertThat(entry.by()).isEmpty();
            });
        }

        @Test
        void tells_whoever_switched_it_on_when_that_is() {
            assertThat(text(office.use.inquiries().board(key).orElseThrow())).contains("nobody has looked yet");
            done(off(SECOND, "Once more."));

            Outcome said = on(SECOND);

            Instant asked = office.now.plus(Duration.ofMinutes(30));
            assertThat(text(said.said()))
                    .contains("metrics is asked for it <!date^" + asked.getEpochSecond() + "^", "say so");
        }

        @Test
        void that_is_out_of_its_bounds_says_so_at_any_time_while_it_is_on() {
            pass("PT30M", "PT30M", "PT30M");
            answer = "1.1";
            office.sent();

            pass("PT30M");

            List<Message> sent = office.sent();
            assertThat(to(sent, OWNER)).anySatisfy(said -> assertThat(said)
                    .contains(
                            "It doesn't work: one-click",
                            "by “conversion of checkout-api &gt; 2 % over 30 min”: 1.1 % (metrics)",
                            "Switch flag one-click off"));
            assertThat(to(sent, SECOND)).anyMatch(said -> said.contains("It doesn't work"));
            assertThat(to(sent, Office.SUPPORT_CHANNEL)).anyMatch(said -> said.contains("doesn't work"));
            asked.clear();
            pass("PT1H", "PT1H");
            assertThat(asked).as("once it is known to fail").isEmpty();
            assertThat(office.events(key)).containsOnlyOnce("flag_works").containsOnlyOnce("flag_fails");
        }

        @Test
        void is_watched_again_once_somebody_says_that_it_works_after_all() {
            answer = "1.1";
            pass("PT30M");
            answer = "2.2";
            assertThat(checked(SECOND, true, "1 %").faults()).containsKey(Activations.SEEN);
            done(checked(SECOND, true, "2.2 %"));
            answer = "1.2";

            pass("PT30M");

            assertThat(office.events(key).stream().filter("flag_fails"::equals)).hasSize(2);
        }

        @Test
        void is_asked_for_no_oftener_after_a_slip_was_put_right() {
            pass("PT30M");
            done(checked(SECOND, false, "the wrong button"));
            done(checked(SECOND, true, "2.2 %"));
            asked.clear();

            pass("PT30M", "PT30M", "PT30M", "PT30M");

            assertThat(asked).hasSizeBetween(3, 5);
        }

        @Test
        void that_passes_is_told_to_whoever_switched_it_on() {
            office.sent();

            pass("PT30M");

            assertThat(to(office.sent(), SECOND)).singleElement().asString().contains("It works: one-click");
        }

        @Test
        @Tag("H1")
        void that_has_no_data_is_no_pass_and_is_asked_of_a_person_once() {
            answer = "";
            office.sent();

            pass("PT30M", "PT10M", "PT10M");

            assertThat(to(office.sent(), SECOND)).singleElement().asString().contains("Look yourself", "no data");
            assertThat(asked).hasSize(3);
            assertThat(text(office.use.inquiries().board(key).orElseThrow()))
                    .contains("its source gave no value: no data (metrics), and nobody has looked yet");
            answer = "2.4";
            pass("PT10M");
            assertThat(office.events(key)).containsOnlyOnce("flag_unseen").containsOnlyOnce("flag_works");
        }

        @Test
        void ends_when_it_is_switched_off() {
            done(off(SECOND, "Too early."));

            pass("PT30M", "PT30M");

            assertThat(asked).isEmpty();
        }

        @Test
        void a_person_saw_fail_stays_so_whatever_it_says() {
            done(checked(SECOND, false, "the button is gone"));

            pass("PT30M", "PT30M");

            assertThat(office.events(key)).contains("flag_fails").doesNotContain("flag_works");
        }

        @Test
        void that_no_source_answers_is_left_to_people() {
            office.sourcing = Sourced.by("another measure", Duration.ofMinutes(10));

            pass("PT30M", "PT30M");

            assertThat(asked).isEmpty();
            done(checked(SECOND, true, "2.4 %"));
        }
    }

    @Nested
    @Tag("H5")
    class Its_check_of_several_components {
        private final List<String> asked = new ArrayList<>();

        private void switchedOn(List<String> components) {
            office.sourcing = Sourced.by("conversion", Duration.ofMinutes(10), components);
            office.sources = question -> {
                asked.add(question.component());
                return Observation.of(
                        question.at(),
                        Quantity.of(question.component().equals(PAY) ? "1.1" : "2.4", Unit.PERCENT),
                        "metrics");
            };
            switchedOnCheckedBy("conversion > 2 % over 30 min");
        }

        @Test
        void asks_for_each_and_the_worst_speaks_for_the_flag() {
            switchedOn(List.of(PAY, SHOP));
            office.sent();

            office.passAndDrain("PT30M");

            assertThat(asked).containsExactlyInAnyOrder(PAY, SHOP);
            assertThat(to(office.sent(), SECOND))
                    .anyMatch(
                            said -> said.contains("It doesn't work") && said.contains("payments-api: 1.1 % (metrics)"));
            assertThat(office.events(key)).contains("flag_fails").doesNotContain("flag_works");
        }

        @Test
        void is_left_to_people_where_a_source_speaks_of_some_only() {
            switchedOn(List.of(SHOP));

            office.passAndDrain("PT30M");

            assertThat(asked).isEmpty();
            assertThat(office.events(key)).doesNotContain("flag_fails", "flag_works");
        }
    }

    @Nested
    @Tag("M6")
    class Its_check_against_a_baseline {
        private final List<Question> asked = new ArrayList<>();
        private Optional<String> before = Optional.of("3");

        @BeforeEach
        void watch_what_is_sold() {
            office.sourcing = Sourced.by("conversion", Duration.ofMinutes(10));
            office.sources = question -> {
                asked.add(question);
                Optional<String> seen =
                        question.standpoint() == Question.Standpoint.BEFORE ? before : Optional.of("2.4");
                return seen.map(percent -> Observation.of(question.at(), Quantity.of(percent, Unit.PERCENT), "metrics"))
                        .orElseGet(() -> Observation.none(question.at(), Gap.SOURCE_DOWN, "", "metrics"));
            };
        }

        @Test
        void is_compared_with_what_was_seen_before_it_was_on() {
            Instant since = office.now.plus(Duration.ofHours(2));
            switchedOnCheckedBy("conversion of checkout-api >= 0.9 times before over 30 min");

            office.passAndDrain("PT30M");

            assertThat(asked)
                    .filteredOn(question -> question.standpoint() == Question.Standpoint.BEFORE)
                    .extracting(Question::at)
                    .containsExactly(since);
            assertThat(office.events(key)).contains("flag_fails");
        }

        @Test
        @Tag("H1")
        void that_is_missing_is_no_judgement() {
            before = Optional.empty();
            switchedOnCheckedBy("conversion of checkout-api >= 0.9 times before over 30 min");
            office.sent();

            office.passAndDrain("PT30M");

            assertThat(to(office.sent(), SECOND)).anyMatch(said -> said.contains("the source did not answer"));
            assertThat(office.events(key)).doesNotContain("flag_fails", "flag_works");
        }

        @Test
        void of_staging_is_for_people() {
            Outcome said = switchedOnCheckedBy("conversion of checkout-api >= 0.9 times staging baseline over 30 min");

            office.passAndDrain("PT30M");

            assertThat(asked).isEmpty();
            assertThat(text(said.said())).contains("Now look whether it works").doesNotContain("is asked for it");
            done(checked(SECOND, true, "2.4 %"));
            assertThat(office.events(key)).contains("flag_works");
        }
    }

    @Nested
    @Tag("M7")
    class Completion {
        private String summary(String field) {
            return office.record(key).stream()
                    .filter(entry -> entry.what().equals("release_completed"))
                    .map(RecordEntry::details)
                    .findFirst()
                    .orElseThrow()
                    .getOrDefault(field, "");
        }

        @Test
        void says_what_is_live_by_what_was_said_of_it() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            passStage();
            done(on(SECOND));
            done(checked(SECOND, true, "0.02 %"));
            advance();
            passStage();
            advance();
            office.sent();
            passStage();

            assertThat(summary("live")).contains("one-click", "Pay button", "50 %", "works: 0.02 %");
            assertThat(summary("behind_flags")).isEmpty();
            assertThat(to(office.sent(), Office.PRODUCT)).anySatisfy(said -> assertThat(said)
                    .contains("COMPLETED", "Flags that are on", "one-click")
                    .doesNotContain("Behind flags"));
        }

        @Test
        void is_not_held_up_by_what_is_dark_and_hears_of_it_later() {
            done(plan(OWNER, form(Optional.empty(), "")));
            completed();
            assertThat(summary("behind_flags")).contains("one-click", "waits for");
            assertThat(summary("live")).isEmpty();
            assertThat(to(office.sent(), LEAD)).anyMatch(said -> said.contains("can be switched on now"));

            done(on(LEAD));

            List<Message> sent = office.sent();
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said).contains("FLAG ON", "one-click"));
            assertThat(to(sent, Office.SUPPORT_CHANNEL))
                    .singleElement()
                    .asString()
                    .contains("Live now for 50 %", "a faster button", "reload the page");
            assertThat(text(office.use.inquiries().board(key).orElseThrow())).contains("ON for 50 %");
        }

        @Test
        void leaves_dark_what_nobody_has_planned() {
            completed();
            assertThat(summary("behind_flags")).contains("one-click", "nobody has planned how it is switched on");
            assertThat(office.events(key)).doesNotContain("flag_asked");
        }
    }

    @Nested
    @Tag("Q2")
    class A_rollback {
        private List<String> steps() {
            return office.use.rollbacks().find(key).orElseThrow().steps().stream()
                    .map(Undoing::what)
                    .toList();
        }

        private void rollBack() {
            done(office.use.rollbacks().begin(office.by(OWNER), key, "Payments fail."));
        }

        @Test
        void switches_off_first_what_is_on() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            passStage();
            done(on(SECOND));
            office.sent();

            rollBack();

            assertThat(steps().get(0)).isEqualTo("Switch flag one-click off");
            assertThat(to(office.sent(), SECOND)).anyMatch(said -> said.contains("Do this now"));
            assertThat(on(SECOND).kind()).isNotEqualTo(Outcome.Kind.DONE);
            assertThat(off(SECOND, "now").kind()).isEqualTo(Outcome.Kind.REFUSED);
            done(office.use.rollbacks().done(office.by(SECOND), key, planned().number()));
            assertThat(isOn()).isFalse();
            assertThat(office.events(key)).contains("flag_switched_off");
        }

        @Test
        void does_not_ask_for_what_was_never_on() {
            done(plan(OWNER, form(Optional.of(SECOND), "production-5")));
            started();
            passStage();

            rollBack();

            assertThat(steps()).noneMatch(step -> step.contains(FLAG));
            assertThat(on(SECOND).kind()).isEqualTo(Outcome.Kind.REFUSED);
        }
    }
}
