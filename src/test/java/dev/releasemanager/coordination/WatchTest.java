package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Trigger;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Observed;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageJudgement;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.rollout.StageRun.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: sources are asked through the whole bake, whatever happens to the process, and the stage is judged by that. */
@Tag("M6")
@Tag("H5")
class WatchTest {
    private static final String PAY = "payments-api";
    private static final String SHOP = "checkout-api";
    private static final String SHARE = "error rate < 0.1 % in staging over 30 min";

    private final Office office = new Office(new MemoryStore());
    private final List<Question> asked = new ArrayList<>();
    private ReleaseKey key = new ReleaseKey("PAY-1");

    @BeforeEach
    void plan_a_release_that_a_source_watches() {
        office.sourcing = Sourced.by("error rate", Duration.ofMinutes(10));
        office.sources = this::good;
        key = office.unstaged();
        criterion(1_001, SHARE);
    }

    private void criterion(int number, String text) {
        boolean unused = office.store.write(tx -> {
            tx.lock(key);
            Details details = tx.details(key);
            tx.put(
                    key,
                    details.with(
                            new PlannedCriterion(number, text, JudgedAt.STAGE, Optional.of(PAY), Optional.empty())));
            return true;
        });
    }

    private Observation good(Question question) {
        asked.add(question);
        return Observation.of(question.at(), Quantity.of("0.05", Unit.PERCENT), "metrics");
    }

    private void bake() {
        done(office.use.stages().beginStaging(office.by(OWNER), key));
        for (String component : List.of(PAY, SHOP)) {
            var who = component.equals(PAY) ? MEMBER : OTHER_MEMBER;
            done(office.use.stages().deployedAs(office.by(who), key, 1, component, "1.0"));
            done(office.use.stages().verified(office.by(who), key, 1, component));
        }
        office.sent();
    }

    private StageRun run() {
        return office.dossier(key).rollout().newest().orElseThrow();
    }

    private List<Observed> observed() {
        return office.store.read(reading -> reading.observations(key, 1));
    }

    /** Two hours, and the seconds that an end waits for its answers. */
    private void through(String... steps) {
        for (String step : steps) {
            office.passAndDrain(step);
        }
        office.passAndDrain("PT10S");
    }

    private static String[] every(String step, int times) {
        String[] steps = new String[times];
        Arrays.fill(steps, step);
        return steps;
    }

    @Test
    void a_source_is_asked_at_every_moment_and_the_stage_passes() {
        bake();

        through(every("PT10M", 12));

        assertThat(run().end().map(StageRun.End::result)).contains(Result.PASSED);
        Instant from = run().bake().orElseThrow().begunAt();
        assertThat(asked).hasSize(10).allSatisfy(question -> {
            assertThat(question.span()).isEqualTo(Duration.ofMinutes(30));
            assertThat(question.stage()).isEqualTo("staging");
            assertThat(question.component()).isEqualTo(PAY);
        });
        assertThat(observed()).extracting(one -> one.observation().at()).startsWith(from.plusSeconds(1_800));
    }

    @Test
    void what_was_seen_is_told_with_its_picture() {
        bake();
        through(every("PT10M", 12));

        List<Message> sent = office.sent();

        assertThat(to(sent, CHANNEL)).anySatisfy(text -> assertThat(text.toString())
                .contains("what was seen in staging", "Passed", "10 values, from 0.05 % to 0.05 %", "Source: metrics"));
        assertThat(sent).anySatisfy(message -> assertThat(message)
                .isInstanceOfSatisfying(Message.Upload.class, upload -> assertThat(upload.handout())
                        .isEqualTo(Message.Handout.SERIES)));
    }

    @Test
    @Tag("M6")
    void the_board_says_what_is_seen_while_it_is_watched() {
        bake();
        assertThat(board()).contains("in staging over 30 min: nothing seen yet");
        List<Message> unused = office.sent();

        for (String step : every("PT10M", 4)) {
            office.passAndDrain(step);
        }

        assertThat(board()).contains("in staging over 30 min: 2 values, from 0.05 % to 0.05 %");
        assertThat(office.sent()).anySatisfy(message -> assertThat(message).isInstanceOf(Message.Board.class));
    }

    private String board() {
        return Office.text(office.use.inquiries().board(key).orElseThrow());
    }

    @Test
    void after_a_standstill_every_moment_that_passed_is_asked_for() {
        bake();

        through("PT5H");

        assertThat(asked).hasSize(10);
        assertThat(run().end().map(StageRun.End::result)).contains(Result.PASSED);
    }

    @Test
    void after_a_standstill_the_sources_are_asked_for_all_of_it_at_once() {
        criterion(1_002, "error rate < 0.2 % in staging over 10 min");
        bake();
        List<Collection<Question>> calls = new ArrayList<>();
        office.sources = new Sources() {
            @Override
            public Observation ask(Question question) {
                throw new IllegalStateException("asked alone for " + question);
            }

            @Override
            public Map<Question, Observation> ask(Collection<Question> questions) {
                calls.add(questions);
                Map<Question, Observation> some = new HashMap<>();
                questions.stream().limit(15).forEach(question -> some.put(question, good(question)));
                return some;
            }
        };

        through("PT5H");

        assertThat(calls)
                .extracting(Collection::size)
                .as("what wasn't answered is asked again")
                .containsExactly(22, 7);
        assertThat(observed()).hasSize(22);
        assertThat(run().end().map(StageRun.End::result)).contains(Result.PASSED);
    }

    @Test
    void one_value_out_of_its_bounds_fails_the_stage_and_is_in_the_record() {
        bake();
        Instant bad = office.now.plus(Duration.ofMinutes(50));
        office.sources = question -> question.at().equals(bad)
                ? Observation.of(question.at(), Quantity.of("0.31", Unit.PERCENT), "metrics")
                : good(question);

        through(every("PT10M", 12));

        assertThat(run().end().map(StageRun.End::result)).contains(Result.FAILED);
        assertThat(run().end().orElseThrow().reasons().get(0)).contains("0.31 %");
        assertThat(office.events(key)).containsOnlyOnce("bounds_left");
    }

    @Test
    @Tag("H1")
    void a_source_that_was_out_of_reach_once_is_no_judgement() {
        bake();
        Instant out = office.now.plus(Duration.ofMinutes(50));
        office.sources = question -> question.at().equals(out)
                ? Observation.none(question.at(), Gap.SOURCE_DOWN, "can't connect", "metrics")
                : good(question);

        through(every("PT10M", 12));

        assertThat(run().end().map(StageRun.End::result)).contains(Result.NO_JUDGEMENT);
        assertThat(run().end().orElseThrow().reasons().get(0)).contains("can't connect");
    }

    @Test
    @Tag("H1")
    void while_answers_are_missing_the_bake_is_not_judged() {
        bake();
        office.sources = question -> {
            throw new IllegalStateException("planted");
        };
        through("PT2H");
        assertThat(run().isUnderWay()).isTrue();
        assertThat(run().end()).isEmpty();

        office.sources = this::good;
        through("PT10S", "PT10S");

        assertThat(run().end().map(StageRun.End::result)).contains(Result.PASSED);
    }

    @Test
    @Tag("H1")
    void what_was_not_judged_is_watched_anew_from_its_beginning() {
        bake();
        Instant out = office.now.plus(Duration.ofMinutes(50));
        office.sources = question -> question.at().equals(out)
                ? Observation.none(question.at(), Gap.SOURCE_DOWN, "", "metrics")
                : good(question);
        through(every("PT10M", 12));
        assertThat(run().end().map(StageRun.End::result)).contains(Result.NO_JUDGEMENT);

        done(office.use.stages().extend(office.by(OWNER), key, "10 min"));

        assertThat(run().bakes()).isEqualTo(2);
        through(every("PT10M", 11));
        assertThat(run().isUnderWay()).isTrue();
        through("PT10M");
        assertThat(run().end().map(StageRun.End::result)).contains(Result.PASSED);
    }

    @Test
    void a_criterion_that_no_source_answers_waits_for_a_person() {
        criterion(1_002, "p99 latency < 250 ms in staging over 30 min");
        bake();

        through(every("PT10M", 12));

        assertThat(run().end().map(StageRun.End::result)).contains(Result.NO_JUDGEMENT);
    }

    @Test
    void an_extended_bake_is_watched_to_its_new_end() {
        bake();
        through("PT1H");
        done(office.use.stages().extend(office.by(OWNER), key, "1 h"));

        through(every("PT10M", 12));

        assertThat(observed().get(observed().size() - 1).observation().at())
                .isEqualTo(run().bake().orElseThrow().until());
        assertThat(run().end().map(StageRun.End::result)).contains(Result.PASSED);
        assertThat(asked).extracting(Question::at).doesNotHaveDuplicates();
    }

    @Test
    void what_production_is_compared_with_is_looked_at_in_staging() {
        criterion(1_003, "error rate <= 1.2 times staging baseline on canary over 10 min");
        bake();

        through(every("PT10M", 12));

        assertThat(observed()).extracting(Observed::condition).contains("c1001", "c1003");
        assertThat(run().end().map(StageRun.End::result)).contains(Result.PASSED);
    }

    @Test
    void what_another_replica_has_seen_meanwhile_is_neither_kept_nor_told_twice() {
        bake();
        Office other = new Office(office.store);
        other.sourcing = office.sourcing;
        other.sources = question -> bad(question);
        other.now = office.now.plus(Duration.ofMinutes(40));
        office.sources = question -> {
            other.use.dueTimers().drain();
            return bad(question);
        };

        office.passAndDrain("PT30M");

        assertThat(observed()).hasSize(2);
        assertThat(office.events(key)).containsOnlyOnce("bounds_left");
    }

    private static Observation bad(Question question) {
        return Observation.of(question.at(), Quantity.of("0.31", Unit.PERCENT), "metrics");
    }

    /** Production as it is once its first stage is verified, after a staging that was watched. */
    private void bakeCanary() {
        bake();
        through(every("PT10M", 12));
        asked.clear();
        boolean unused = office.store.write(tx -> {
            Release release = tx.lock(key).orElseThrow();
            Checkpoint decided = new Checkpoint(1, office.now, office.now.plusSeconds(60));
            Call go = new Call(OWNER, office.now, 1, "c".repeat(64), "");
            tx.update(release.with(new ReleaseState.RollingOut(decided, go, OWNER, office.now)));
            StageRun canary = StageRun.begun(
                            2, Stage.production(5, Duration.ofHours(1)), List.of(PAY, SHOP), OWNER, office.now)
                    .baking(office.now.plusSeconds(600));
            tx.put(key, tx.rollout(key).with(canary));
            tx.schedule(new Timer(key, Timer.Kind.OBSERVATION, 2, office.now.plusSeconds(600), "1"));
            return true;
        });
    }

    private StageJudgement canary() {
        return office.use.inquiries().seen(key).orElseThrow().judgement();
    }

    @Test
    void production_is_compared_with_what_staging_showed_at_its_end() {
        criterion(1_003, "error rate <= 1.2 times staging baseline on canary over 10 min");
        bakeCanary();

        through(every("PT10M", 8));

        assertThat(canary().result()).isEqualTo(Judgement.PASSED);
        assertThat(canary().standings()).singleElement().satisfies(standing -> {
            assertThat(standing.baseline().flatMap(Observation::quantity)).contains(Quantity.of("0.05", Unit.PERCENT));
            assertThat(standing.asked()).isEqualTo(6);
        });
    }

    @Test
    void production_is_compared_with_what_ran_ahead_of_the_stage() {
        criterion(1_004, "error rate <= 1.2 times before on canary over 10 min");
        Instant before = office.now.plus(Duration.ofHours(2)).plusSeconds(10);
        office.sources = question -> question.standpoint() == Question.Standpoint.BEFORE
                ? Observation.of(question.at(), Quantity.of("0.02", Unit.PERCENT), "metrics")
                : good(question);
        bakeCanary();

        through(every("PT10M", 8));

        assertThat(canary().result()).isEqualTo(Judgement.FAILED);
        assertThat(office.store.read(reading -> reading.observations(key, 2)).stream()
                        .filter(one -> one.standpoint() == Question.Standpoint.BEFORE
                                && one.condition().equals("c1004"))
                        .map(one -> one.observation().at()))
                .containsExactly(before);
    }

    @Test
    @Tag("M4")
    void a_trigger_that_is_met_is_in_the_record_with_what_was_seen() {
        bakeCanary();
        office.sources = question -> {
            asked.add(question);
            return Observation.of(question.at(), Quantity.of("1.5", Unit.PERCENT), "metrics");
        };

        through(every("PT10M", 3));

        assertThat(office.events(key)).containsOnlyOnce("trigger_met");
        assertThat(office.store.read(reading -> reading.record(key)).stream()
                        .filter(entry -> entry.what().equals("trigger_met"))
                        .map(entry -> entry.details().get("seen")))
                .containsExactly("1.5 %");
        assertThat(office.release(key).state().phase()).isEqualTo(ReleaseState.Phase.STOPPED);
        assertThat(office.events(key)).containsOnlyOnce("rollout_stopped");
        asked.clear();
        through(every("PT10M", 3));
        assertThat(asked).as("what a stopped rollout is asked for").isEmpty();
    }

    @Test
    @Tag("Q2")
    void an_automatic_trigger_that_is_met_begins_the_rollback_without_anybody() {
        office.store.write(tx -> {
            tx.lock(key);
            RollbackPlan plan = tx.rollbackPlan(key);
            tx.put(
                    key,
                    plan.with(
                            plan.triggers().stream()
                                    .map(trigger -> new Trigger(trigger.condition(), true))
                                    .toList(),
                            plan.window(),
                            plan.notUndone()));
            return true;
        });
        bakeCanary();
        office.sources = question -> Observation.of(question.at(), Quantity.of("1.5", Unit.PERCENT), "metrics");

        through(every("PT10M", 3));

        assertThat(office.release(key).state().phase()).isEqualTo(ReleaseState.Phase.ROLLING_BACK);
        assertThat(office.events(key)).containsOnlyOnce("rollback_begun").doesNotContain("rollout_stopped");
        assertThat(office.use.rollbacks().find(key).orElseThrow().reason()).contains("error rate", "1.5 %");
    }

    private List<Observed> kept() {
        return office.store.read(reading -> reading.observations(key, 2));
    }

    /** The trigger is asked over ten minutes, each ten minutes. */
    private void canaryThat(boolean passed) {
        bakeCanary();
        boolean unused = office.store.write(tx -> {
            tx.lock(key);
            StageRun begun =
                    StageRun.begun(2, Stage.production(5, Duration.ofHours(1)), List.of(PAY, SHOP), OWNER, office.now);
            StageRun run = passed
                    ? begun.baking(office.now).ended(new StageRun.End(Result.PASSED, office.now, List.of()))
                    : begun;
            tx.put(key, tx.rollout(key).with(run));
            Watch.beginBetween(
                    new Scene(tx, office.policy(), office.now, tx.lock(key).orElseThrow()), run);
            return true;
        });
    }

    @ParameterizedTest(name = "passed: {0}")
    @ValueSource(booleans = {true, false})
    @Tag("M4")
    void a_trigger_is_watched_while_nothing_bakes(boolean passed) {
        canaryThat(passed);
        through(every("PT10M", 3));
        assertThat(asked).as("asked of the triggers, and nothing else").isNotEmpty();
        assertThat(kept()).isEmpty();
        assertThat(office.events(key)).doesNotContain("trigger_met");

        office.sources = question -> Observation.of(question.at(), Quantity.of("1.5", Unit.PERCENT), "metrics");
        through(every("PT10M", 2));

        assertThat(office.events(key)).containsOnlyOnce("trigger_met").containsOnlyOnce("rollout_stopped");
        assertThat(kept()).hasSize(1);
        assertThat(office.release(key).state().phase()).isEqualTo(ReleaseState.Phase.STOPPED);
        office.sources = this::good;
        asked.clear();
        through(every("PT10M", 3));
        assertThat(asked).as("what a stopped rollout is asked for").isEmpty();
    }

    @Test
    @Tag("M4")
    void the_watch_between_bakes_ends_with_the_bake_that_begins() {
        canaryThat(false);
        boolean unused = office.store.write(tx -> {
            tx.lock(key);
            tx.put(key, tx.rollout(key).with(run().baking(office.now.plusSeconds(1))));
            return true;
        });

        through(every("PT10M", 3));

        Instant begun = run().bake().orElseThrow().begunAt();
        assertThat(asked)
                .filteredOn(question -> question.standpoint() == Question.Standpoint.STAGE)
                .isNotEmpty()
                .as("asked at the bake's own moments, and at no other")
                .allMatch(question -> Duration.between(begun, question.at()).toSeconds() % 600 == 0);
    }

    @Nested
    @Tag("M4")
    class After_completion {
        private boolean automatic;

        private void complete() {
            canaryThat(true);
            boolean unused = office.store.write(tx -> {
                tx.lock(key);
                RollbackPlan plan = tx.rollbackPlan(key);
                tx.put(
                        key,
                        plan.with(
                                plan.triggers().stream()
                                        .map(trigger -> new Trigger(trigger.condition(), automatic))
                                        .toList(),
                                Optional.of(Duration.ofDays(2)),
                                plan.notUndone()));
                Rollouts.complete(
                        new Scene(tx, office.policy(), office.now, tx.lock(key).orElseThrow()));
                return true;
            });
            through(every("PT10M", 3));
            assertThat(asked).as("asked of the triggers").isNotEmpty();
            office.sources = question -> {
                asked.add(question);
                return Observation.of(question.at(), Quantity.of("1.5", Unit.PERCENT), "metrics");
            };
            office.sent();
        }

        private List<String> toldTheOwner() {
            return to(office.sent(), OWNER).stream()
                    .map(Object::toString)
                    .filter(said -> said.contains("A rollback trigger is met"))
                    .toList();
        }

        @ParameterizedTest(name = "automatic: {0}")
        @ValueSource(booleans = {true, false})
        void a_trigger_that_is_met_is_told_with_the_rollback_offered_and_never_begins_it(boolean marked) {
            automatic = marked;
            complete();

            through("PT10M", "PT10M", "PT10M");

            List<Message> sent = office.sent();
            assertThat(to(sent, OWNER))
                    .singleElement()
                    .asString()
                    .contains("A rollback trigger is met", "1.5 %", "Roll PAY-1 back");
            assertThat(to(sent, CHANNEL)).anyMatch(said -> said.toString()
                    .contains(marked ? "would have begun by itself" : "Nothing begins by itself"));
            assertThat(office.release(key).state().phase()).isEqualTo(ReleaseState.Phase.COMPLETED);
            assertThat(office.events(key)).containsOnlyOnce("trigger_met").doesNotContain("rollback_begun");
            done(office.use.rollbacks().begin(office.by(OWNER), key, "It is met."));
        }

        @Test
        void what_stays_so_is_told_once_a_day_and_not_past_the_rollback_window() {
            complete();

            through(every("PT1H", 26));
            assertThat(toldTheOwner()).hasSize(2);
            through(every("PT1H", 24));

            assertThat(office.events(key)).contains("rollback_window_closed");
            asked.clear();
            through(every("PT1H", 3));
            assertThat(asked).isEmpty();
        }

        @Test
        void a_trigger_is_looked_at_once_in_its_span_however_often_a_bake_is() {
            complete();
            office.sourcing = Sourced.by("error rate", Duration.ofMinutes(1));
            through("PT10M");
            asked.clear();

            through(every("PT1M", 60));

            assertThat(asked).extracting(Question::span).hasSize(6).allMatch(Duration.ofMinutes(10)::equals);
        }

        @Test
        void a_process_that_was_away_asks_for_now_and_goes_on() {
            complete();

            through("PT20H");

            assertThat(toldTheOwner()).hasSize(1);
            asked.clear();
            through("PT10M");
            assertThat(asked).isNotEmpty();
        }
    }
}
