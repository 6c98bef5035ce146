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

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.ExceptionRequest;
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
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.Step;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    private static final int ACTS = 200;
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
        for (long seed = 100; seed < 115; seed++) {
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
                        "exception_asked",
                        "exception_refused",
                        "exception_signed_off",
                        "go_called",
                        "go_voided",
                        "handed_over",
                        "held",
                        "hold_lifted",
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
        /** What each team's content was when the answer was given, by the answer's name. */
        private final Map<String, String> confirmed = new HashMap<>();
        /** The names of the answers whose content was another one since, or whose team had left. */
        private final Set<String> touched = new HashSet<>();

        private final List<Seen> seen = new ArrayList<>();
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
                case UNCHANGED, REFUSED, CONFLICT -> {
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
            boolean open = dossier.isOpen();
            assertThat(open).isEqualTo(dossier.verdict().isOpen());
            if (open && release.state().phase() == Phase.POLLING) {
                assertThat(mayBeCalled(release)).as(this::told).isTrue();
            }
            if (release.state().isPolling()) {
                answers(release).forEach(answer -> {
                    assertThat(answer.round()).as(this::told).isEqualTo(release.rounds());
                    if (answer.ready() && answer.stands()) {
                        assertThat(worthless).as(this::told).doesNotContainKey(name(answer));
                    }
                });
            }
            if (release.state().isPolling() || called) {
                checkExpiry(release);
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

        /** A confirmation expires if and only if its team's content changed after it, or its team left (A1). */
        private void checkExpiry(Release release) {
            for (Confirmation answer : answers(release)) {
                String now = content(answer.team());
                confirmed.putIfAbsent(name(answer), now);
                if (!release.hasTeam(answer.team())
                        || !now.equals(Objects.requireNonNull(confirmed.get(name(answer))))) {
                    touched.add(name(answer));
                }
                if (answer.ready() && answer.withdrawn().isEmpty()) {
                    assertThat(answer.expiredAt().isPresent())
                            .as(() -> "expired: " + name(answer) + "\n" + told())
                            .isEqualTo(touched.contains(name(answer)));
                }
            }
        }

        /** What a team is asked to confirm, where nothing depends on anything: its changes, and its steps in order. */
        private String content(TeamId team) {
            String changes = office.store.read(reading -> reading.changes(key)).stream()
                    .filter(change -> change.team().equals(team))
                    .map(Change::toString)
                    .sorted()
                    .collect(Collectors.joining("\n"));
            String steps = office.store.read(reading -> reading.rollbackPlan(key)).steps().stream()
                    .filter(step -> step.team().equals(Optional.of(team)))
                    .map(step -> step.what() + "|" + step.executor() + "|" + step.lasts() + "|" + step.proof())
                    .collect(Collectors.joining("\n"));
            return changes + "\n--\n" + steps;
        }

        /** What somebody of the team was shown at some moment, and can answer to later. */
        private record Seen(TeamId team, String seal, String content) {}

        private Seen show(TeamId team) {
            if (random.nextInt(8) == 0) {
                return new Seen(team, "f".repeat(64), "nothing that was ever shown");
            }
            List<Seen> earlier =
                    seen.stream().filter(shown -> shown.team().equals(team)).toList();
            if (!earlier.isEmpty() && random.nextInt(4) == 0) {
                return one(earlier);
            }
            Seen fresh = new Seen(team, office.dossier(key).seal(team), content(team));
            seen.add(fresh);
            return fresh;
        }

        /** An answer counts only for what is still as it was shown. */
        private Supplier<Outcome> answering(Seen shown, Supplier<Outcome> answer) {
            return () -> {
                Outcome outcome = answer.get();
                if (outcome.kind() == Outcome.Kind.DONE) {
                    assertThat(shown.content()).as(this::told).isEqualTo(content(shown.team()));
                }
                return outcome;
            };
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
                                    && step.executor().get().isPresent(office.roster))
                    && !plan.triggers().isEmpty()
                    && plan.window().isPresent();
            return reversible
                    && !held()
                    && !isForbiddenFriday(release)
                    && release.profile().teams().stream().allMatch(team -> confirmed(release, team));
        }

        private boolean held() {
            return !assurances().holds().isEmpty();
        }

        private Assurances assurances() {
            return office.store.read(reading -> reading.assurances(key));
        }

        private boolean isForbiddenFriday(Release release) {
            LocalDate day =
                    release.profile().target().atZone(release.profile().zone()).toLocalDate();
            return day.getDayOfWeek() == DayOfWeek.FRIDAY
                    && assurances().exceptions().stream()
                            .noneMatch(request -> request.rule().equals("X2")
                                    && request.covers().equals(day.toString())
                                    && request.answer().isPresent()
                                    && request.answer().get().granted());
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
                            && content(team).equals(confirmed.getOrDefault(name(answer), content(team)))
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
            TeamId team = one(TEAMS);
            Seen shown = show(team);
            String seal = shown.seal();
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
            Optional<ExceptionRequest> request =
                    assurances().exceptions().stream().reduce((one, next) -> next);
            return switch (random.nextInt(42)) {
                case 0, 1, 2, 3, 4 -> answering(shown, () -> polls.ready(intent, key, team, round, seal, 2));
                case 5 -> answering(shown, () -> polls.stillReady(intent, key, team, round, seal));
                case 6 -> () -> polls.ready(intent, key, team, round, seal, 1);
                case 7, 8 -> answering(shown, () -> polls.notReady(intent, key, team, round, seal, "reason", "later"));
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
                case 24 ->
                    () -> planning.putStep(
                            intent,
                            key,
                            Office.step(
                                    "Deploy pay-api 4.1." + word + " again",
                                    word.equals("0") ? Optional.empty() : Optional.of(team)));
                case 25 ->
                    () -> step.isPresent()
                            ? planning.removeStep(intent, key, step.get().number())
                            : Outcome.unchanged(release, "nothing there.");
                case 26 ->
                    () -> planning.setTriggers(
                            intent,
                            key,
                            new TriggersForm("error rate > " + word + " % over 10 min", "", "24 h", "nothing"));
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
                case 30 -> () -> planning.handOver(owner, key, word.equals("0") ? other : OWNER);
                case 31 ->
                    () -> step.isPresent()
                            ? planning.moveStepUp(intent, key, step.get().number())
                            : Outcome.unchanged(release, "nothing there.");
                case 32 ->
                    () -> change.isPresent()
                            ? planning.putChange(intent, key, retitled(change.get(), word))
                            : Outcome.unchanged(release, "nothing there.");
                case 33 -> () -> office.use.holds().hold(intent, key, "wait " + word);
                case 34, 35 -> () -> office.use.holds().lift(intent, key, Optional.empty());
                case 36, 37 ->
                    () -> planning.edit(
                            owner,
                            key,
                            Office.form(
                                    "Title " + word,
                                    release.profile().teams(),
                                    Optional.of(release.owner()),
                                    LocalDate.of(2026, 11, word.equals("0") ? 26 : 27)));
                case 38 -> () -> office.use.exceptions().ask(owner, key, "X2", "it can't wait");
                case 39 ->
                    () -> request.isPresent()
                            ? office.use
                                    .exceptions()
                                    .answer(intent, key, request.get().number(), true, "")
                            : Outcome.unchanged(release, "nothing there.");
                case 40 ->
                    () -> request.isPresent()
                            ? office.use
                                    .exceptions()
                                    .answer(
                                            office.by(EXECUTIVE),
                                            key,
                                            request.get().number(),
                                            word.equals("0"),
                                            "so be it")
                            : Outcome.unchanged(release, "nothing there.");
                default ->
                    () -> story.size() > 120
                            ? planning.cancel(intent, key, "not wanted")
                            : Outcome.unchanged(release, "too early to give up.");
            };
        }

        private static ChangeForm retitled(Change change, String word) {
            ChangeForm form = Office.change(change.team(), "Change " + word);
            return new ChangeForm(
                    Optional.of(change.id()),
                    form.team(),
                    form.component(),
                    form.kind(),
                    form.title(),
                    form.link(),
                    form.flag(),
                    form.userEffect(),
                    form.trouble(),
                    form.supportAnswer());
        }

        /** What leads on from here; without these a walk at random would hardly ever come to a Go. */
        private Supplier<Outcome> sensible() {
            Dossier dossier = office.dossier(key);
            Release release = dossier.release();
            Planning planning = office.use.planning();
            Intent owner = office.by(release.owner());
            if (dossier.plan().steps().isEmpty()) {
                return () -> planning.putStep(owner, key, Office.step("Deploy pay-api 4.1.7 again", Optional.empty()));
            }
            if (!dossier.plan().isWritten()) {
                return () -> planning.setTriggers(owner, key, Office.triggers("24 h"));
            }
            if (!dossier.planStanding().isComplete()) {
                Step open = dossier.planStanding().steps().stream()
                        .filter(of -> of.readiness() != PlanStanding.Readiness.ACCEPTED)
                        .map(PlanStanding.OfStep::step)
                        .findFirst()
                        .orElseThrow();
                return () -> office.use
                        .rollbackPlans()
                        .accept(office.by(office.asked(open)), key, open.number(), open.digest());
            }
            var until = office.now.plus(Duration.ofHours(6));
            if (!release.state().isPolling()) {
                var from = office.now.plus(Duration.ofMinutes(random.nextInt(3) == 0 ? 45 : 0));
                return random.nextInt(4) == 0 || release.state().phase() == Phase.CLEARED
                        ? act()
                        : () -> office.use.polls().open(owner, key, from, until);
            }
            if (held() && random.nextInt(3) == 0) {
                return () -> office.use.holds().lift(owner, key, Optional.empty());
            }
            boolean grants = random.nextInt(3) > 0;
            if (isForbiddenFriday(release) && random.nextInt(3) == 0) {
                return assurances().exceptions().stream()
                        .filter(request -> request.answer().isEmpty())
                        .findFirst()
                        .<Supplier<Outcome>>map(request -> () -> office.use
                                .exceptions()
                                .answer(office.by(EXECUTIVE), key, request.number(), grants, "so be it"))
                        .orElse(() -> office.use.exceptions().ask(owner, key, "X2", "it can't wait"));
            }
            for (var team : dossier.readiness()) {
                if (!team.isReady()) {
                    PersonId member = one(List.copyOf(
                            office.roster.find(team.team()).orElseThrow().asked()));
                    Intent intent = office.by(member);
                    String seal = dossier.seal(team.team());
                    return random.nextInt(4) == 0
                            ? () -> office.use.polls().stillReady(intent, key, team.team(), release.rounds(), seal)
                            : () -> office.use.polls().ready(intent, key, team.team(), release.rounds(), seal, 2);
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
