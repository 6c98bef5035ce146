package dev.releasemanager.coordination;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.GUEST;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.LEAVER;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OUTSIDER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.PLATFORM;
import static dev.releasemanager.release.Cast.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of acts at random, by everybody and at every moment, many of them wrong; after each one holds what must always
 * hold. What must hold is worked out here from the plain answers, not by the code that is tried.
 */
@Tag("X1")
@Tag("Q3")
@Tag("H1")
@Tag("A1")
@Tag("A3")
class RandomWalkTest {
    private static final int ACTS = 160;
    private static final List<PersonId> PEOPLE = List.of(
            OWNER,
            OWNER,
            OWNER,
            DELEGATE,
            LEAD,
            MEMBER,
            MEMBER,
            SECOND,
            OTHER_LEAD,
            OTHER_MEMBER,
            OTHER_MEMBER,
            EXECUTIVE,
            COLLEAGUE,
            OUTSIDER,
            GUEST,
            LEAVER);
    private static final List<TeamId> TEAMS = List.of(PAYMENTS, PAYMENTS, CHECKOUT, CHECKOUT, PLATFORM);
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void never_breaks_what_must_always_hold(long seed) {
        new Walk(seed).walk();
    }

    @Test
    void gets_everywhere() {
        Set<String> happened = new HashSet<>();
        for (long seed = 100; seed < 110; seed++) {
            Walk walk = new Walk(seed);
            walk.walk();
            happened.addAll(walk.office.events(walk.key));
        }

        assertThat(happened)
                .contains(
                        "answered_ready",
                        "answered_not_ready",
                        "answer_withdrawn",
                        "change_added",
                        "change_removed",
                        "checkpoint_opened",
                        "checkpoint_scheduled",
                        "checkpoint_undecided",
                        "confirmations_expired",
                        "delay_called",
                        "delegated",
                        "go_called",
                        "go_voided",
                        "handed_over",
                        "no_go_called",
                        "release_cancelled",
                        "release_edited",
                        "reminded",
                        "rollback_step_removed");
    }

    private static final class Walk {
        private final long seed;
        private final Random random;
        private final Office office = new Office(new MemoryStore());
        private final ReleaseKey key;
        private final List<String> story = new ArrayList<>();
        private final List<String> posted = new ArrayList<>();
        private final Map<String, Confirmation> worthless = new HashMap<>();
        private Supplier<Outcome> last = Outcome::repeated;
        private int forms;

        Walk(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            office.roster = Cast.roster(1 + random.nextInt(2));
            key = random.nextBoolean() ? office.planned() : office.created();
            office.sent();
        }

        void walk() {
            for (int i = 0; i < ACTS; i++) {
                step();
            }
        }

        private void step() {
            Release before = office.release(key);
            List<RecordEntry> record = office.record(key);
            if (random.nextInt(6) == 0) {
                String wait = List.of("PT1M", "PT20M", "PT1H", "PT2H", "PT5H").get(random.nextInt(5));
                story.add("wait " + wait);
                office.pass(wait);
                if (random.nextInt(3) > 0) {
                    office.use.dueTimers().drain();
                    afterTimers();
                }
                check(before);
                return;
            }
            boolean repeats = random.nextInt(8) == 0;
            Supplier<Outcome> act = repeats ? last : random.nextInt(3) == 0 ? act() : sensible();
            Outcome outcome = act.get();
            last = act;
            story.add(outcome.kind() + " by payload " + (repeats ? "(repeated) " : "")
                    + Office.text(outcome.said()).replace('\n', ' '));
            List<Message> sent = office.sent();
            List<RecordEntry> after = office.record(key);
            switch (outcome.kind()) {
                case DONE -> {
                    assertThat(after.size()).as(this::told).isGreaterThan(record.size());
                    assertThat(Office.boards(sent)).as(this::told).isPositive();
                }
                case REPEATED -> {
                    assertThat(after).as(this::told).isEqualTo(record);
                    assertThat(sent).as(this::told).isEmpty();
                    assertThat(office.release(key)).as(this::told).isEqualTo(before);
                }
                case UNCHANGED, REFUSED -> {
                    assertThat(after).as(this::told).isEqualTo(record);
                    assertThat(office.release(key)).as(this::told).isEqualTo(before);
                    assertThat(Office.text(outcome.said())).as(this::told).isNotBlank();
                }
            }
            remember(sent);
            if (random.nextInt(5) == 0) {
                int entries = office.record(key).size();
                office.use.dueTimers().drain();
                afterTimers();
                int afterFirst = office.record(key).size();
                office.use.dueTimers().drain();
                assertThat(office.record(key).size()).as(this::told).isEqualTo(afterFirst);
                assertThat(afterFirst).as(this::told).isGreaterThanOrEqualTo(entries);
                assertThat(office.sent()).as(this::told).isEmpty();
            }
            check(before);
        }

        private void afterTimers() {
            remember(office.sent());
        }

        private void remember(List<Message> sent) {
            List<RecordEntry> record = office.record(key);
            Office.to(sent, Cast.CHANNEL)
                    .forEach(text -> DIGEST.matcher(text).results().forEach(found -> posted.add(found.group())));
            assertThat(record.stream().map(RecordEntry::digest)).as(this::told).containsAll(posted);
        }

        private void check(Release before) {
            Release release = office.release(key);
            Dossier dossier = office.dossier(key);
            assertThat(RecordEntry.faults(office.record(key))).as(this::told).isEmpty();
            assertThat(release.revision()).as(this::told).isGreaterThanOrEqualTo(before.revision());
            assertThat(release.rounds()).as(this::told).isGreaterThanOrEqualTo(before.rounds());
            boolean called = release.state().phase() == Phase.CLEARED;
            if (called && before.state().phase() != Phase.CLEARED) {
                assertThat(mayBeCalled(release)).as(this::told).isTrue();
            }
            if (called) {
                assertThat(((dev.releasemanager.release.ReleaseState.Cleared) release.state())
                                .call()
                                .revision())
                        .as(this::told)
                        .isEqualTo(release.revision());
            }
            if (dossier.verdict().isOpen() && release.state().phase() == Phase.POLLING) {
                assertThat(mayBeCalled(release)).as(this::told).isTrue();
            }
            if (release.state().isPolling()) {
                answers(release).forEach(answer -> {
                    assertThat(answer.round()).as(this::told).isEqualTo(release.rounds());
                    if (answer.ready() && answer.stands()) {
                        assertThat(answer.revision()).as(this::told).isEqualTo(release.revision());
                        assertThat(worthless).as(this::told).doesNotContainKey(name(answer));
                    }
                });
            }
            for (int round = 1; round <= release.rounds(); round++) {
                int of = round;
                office.store.read(reading -> reading.confirmations(key, of)).stream()
                        .filter(answer -> !answer.stands())
                        .forEach(answer -> worthless.put(name(answer), answer));
            }
            dossier.confirmations()
                    .forEach(answer -> assertThat(answer.round()).as(this::told).isEqualTo(release.rounds()));
        }

        /** Confirmations have no id of their own; these four make one. */
        private static String name(Confirmation answer) {
            return answer.team() + " " + answer.person() + " " + answer.round() + " " + answer.at();
        }

        private List<Confirmation> answers(Release release) {
            return office.store.read(reading -> reading.confirmations(key, release.rounds()));
        }

        /** The rule in its plainest form: a plan with nothing lacking, and each team confirmed by as many as it takes. */
        private boolean mayBeCalled(Release release) {
            var plan = office.store.read(reading -> reading.rollbackPlan(key));
            boolean reversible = !plan.steps().isEmpty()
                    && plan.steps().stream()
                            .allMatch(step -> step.executor().isPresent()
                                    && step.lasts().isPresent()
                                    && office.roster.isPresent(step.executor().get()))
                    && !plan.triggers().isEmpty()
                    && plan.window().isPresent();
            return reversible && release.profile().teams().stream().allMatch(team -> confirmed(release, team));
        }

        private boolean confirmed(Release release, TeamId team) {
            Map<PersonId, Confirmation> newest = new HashMap<>();
            answers(release).stream()
                    .filter(answer -> answer.team().equals(team))
                    .forEach(answer -> newest.merge(
                            answer.person(), answer, (one, other) -> one.at().isAfter(other.at()) ? one : other));
            boolean blocked = newest.values().stream()
                    .anyMatch(answer -> !answer.ready() && answer.withdrawn().isEmpty());
            long ready = newest.values().stream()
                    .filter(answer -> answer.ready()
                            && answer.stands()
                            && answer.revision() == release.revision()
                            && office.roster.find(team).orElseThrow().members().contains(answer.person()))
                    .count();
            return !blocked && ready >= office.roster.find(team).orElseThrow().confirmations();
        }

        /** An act with arguments drawn now, so that it can be delivered again as it was. */
        private Supplier<Outcome> act() {
            PersonId person = one(PEOPLE);
            Intent intent = random.nextInt(4) == 0 ? office.by(person).from("V" + ++forms) : office.by(person);
            Release release = office.release(key);
            Intent owner = office.by(release.owner());
            int round = random.nextInt(6) == 0 ? random.nextInt(4) : release.rounds();
            int revision = random.nextInt(6) == 0 ? release.revision() - 1 : release.revision();
            String seal = random.nextInt(8) == 0 ? "f".repeat(64) : release.digest();
            TeamId team = one(TEAMS);
            var from = office.now.plus(Duration.ofMinutes(random.nextInt(5) == 0 ? 90 : 0));
            var until = office.now.plus(Duration.ofMinutes(random.nextInt(8) == 0 ? 10 : 300));
            PersonId other = one(PEOPLE);
            Dossier dossier = office.dossier(key);
            Optional<Change> change = dossier.scope().changes().stream().findAny();
            Optional<Step> step = dossier.plan().steps().stream().findAny();
            Planning planning = office.use.planning();
            Polls polls = office.use.polls();
            Calls calls = office.use.calls();
            String word = Integer.toString(random.nextInt(4));
            return switch (random.nextInt(32)) {
                case 0, 1, 2, 3, 4, 5 -> () -> polls.ready(intent, key, team, round, seal, 2);
                case 6 -> () -> polls.ready(intent, key, team, round, seal, 1);
                case 7, 8 -> () -> polls.notReady(intent, key, team, round, seal, "reason", "later");
                case 9, 10 -> () -> polls.withdraw(intent, key, team, round, person, "");
                case 11, 12 -> () -> polls.withdraw(intent, key, team, round, other, "it is fixed");
                case 13, 14, 15, 16 -> () -> calls.go(intent, key, round, revision);
                case 17 -> () -> calls.noGo(intent, key, round, "no");
                case 18 -> () -> calls.delay(intent, key, round, from, until, "later");
                case 19, 20, 21 -> () -> polls.open(intent, key, from, until);
                case 22 -> () -> planning.putChange(intent, key, Office.change(team, "Change " + word));
                case 23 ->
                    () -> change.isPresent()
                            ? planning.removeChange(intent, key, change.get().id())
                            : Outcome.unchanged(release, "nothing there.");
                case 24 -> () -> planning.putStep(intent, key, Office.step("undo " + word, Optional.empty()));
                case 25 ->
                    () -> step.isPresent()
                            ? planning.removeStep(intent, key, step.get().number())
                            : Outcome.unchanged(release, "nothing there.");
                case 26 -> () -> planning.setTriggersAndWindow(intent, key, "errors > " + word + " %", false, "24 h");
                case 27 ->
                    () -> planning.edit(
                            intent,
                            key,
                            Office.form("Title " + word, List.of(PAYMENTS, CHECKOUT), Optional.of(release.owner())));
                case 28 -> () -> planning.delegate(word.equals("0") ? intent : owner, key, Optional.of(other));
                case 29 ->
                    () -> planning.edit(
                            intent,
                            key,
                            Office.form(
                                    "Title",
                                    word.equals("0") ? List.of(PAYMENTS) : List.of(PAYMENTS, CHECKOUT, PLATFORM),
                                    Optional.of(release.owner())));
                case 30 -> () -> planning.handOver(intent, key, word.equals("0") ? other : OWNER);
                default ->
                    () -> story.size() > 120
                            ? planning.cancel(intent, key, "not wanted")
                            : polls.ready(intent, key, team, round, seal, 2);
            };
        }

        /** What leads on from here; without these a walk at random would hardly ever come to a Go. */
        private Supplier<Outcome> sensible() {
            Dossier dossier = office.dossier(key);
            Release release = dossier.release();
            Planning planning = office.use.planning();
            Intent owner = office.by(release.owner());
            if (dossier.plan().steps().isEmpty()) {
                return () -> planning.putStep(owner, key, Office.step("undo", Optional.empty()));
            }
            if (!dossier.plan().isComplete()) {
                return () -> planning.setTriggersAndWindow(owner, key, "errors > 1 %", false, "24 h");
            }
            var until = office.now.plus(Duration.ofHours(6));
            if (!release.state().isPolling()) {
                var from = office.now.plus(Duration.ofMinutes(random.nextInt(3) == 0 ? 45 : 0));
                return random.nextInt(4) == 0 || release.state().phase() == Phase.CLEARED
                        ? act()
                        : () -> office.use.polls().open(owner, key, from, until);
            }
            for (var team : dossier.readiness()) {
                if (!team.isReady()) {
                    PersonId member = one(List.copyOf(
                            office.roster.find(team.team()).orElseThrow().asked()));
                    Intent intent = office.by(member);
                    return () ->
                            office.use.polls().ready(intent, key, team.team(), release.rounds(), release.digest(), 2);
                }
            }
            return () -> office.use.calls().go(owner, key, release.rounds(), release.revision());
        }

        private <E> E one(List<E> all) {
            return all.get(random.nextInt(all.size()));
        }

        private String told() {
            int from = Math.max(0, story.size() - 25);
            return "seed " + seed + ", the last of " + story.size() + " acts:\n  "
                    + String.join("\n  ", story.subList(from, story.size()));
        }
    }
}
