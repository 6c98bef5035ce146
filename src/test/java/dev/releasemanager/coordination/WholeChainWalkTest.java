package dev.releasemanager.coordination;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.PLATFORM;
import static dev.releasemanager.release.Cast.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.coordination.RollbackPlans.AttestationForm;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.ExceptionRequest;
import dev.releasemanager.gate.StatedEvidence;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.RaisedRisk;
import dev.releasemanager.manifest.Relation;
import dev.releasemanager.manifest.Wave;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.ReversalTest;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollout.Mark;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.rollout.Staged;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole chain from scope to Go, edited at random: what depends on what, criteria and what was seen for them, steps that
 * are accepted and reversals that are tested, holds and exceptions, relating, deferring and splitting into releases that
 * are themselves edited on. Every act makes another manifest; what must hold of each is worked out here from the plain
 * data, by other ways than the code under test takes.
 */
@Tag("A1")
@Tag("H2")
@Tag("H4")
@Tag("M2")
@Tag("M3")
@Tag("M4")
@Tag("Q3")
@Tag("X1")
@Tag("X4")
@Tag("X3")
class WholeChainWalkTest {
    private static final int ACTS = 65;
    private static final List<TeamId> TEAMS = List.of(PAYMENTS, CHECKOUT, PLATFORM);
    private static final int MOST_RELEASES = 7;

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(24);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void never_breaks_what_must_always_hold(long seed) {
        new Walk(seed).walk();
    }

    @Test
    void gets_everywhere() {
        Map<String, Integer> happened = new TreeMap<>();
        int expired = 0;
        int kept = 0;
        for (long seed = 1000; seed < 1014; seed++) {
            Walk walk = new Walk(seed);
            walk.walk();
            walk.happened.forEach((what, times) -> happened.merge(what, times, Integer::sum));
            expired += walk.touched.size();
            kept += walk.survived;
        }

        assertThat(happened.keySet())
                .contains(
                        "change_added",
                        "change_edited",
                        "change_removed",
                        "changes_deferred",
                        "changes_related",
                        "changes_taken_up",
                        "confirmations_expired",
                        "criterion_added",
                        "criterion_removed",
                        "dependency_added",
                        "dependency_removed",
                        "evidence_stated",
                        "exception_signed_off",
                        "go_called",
                        "go_voided",
                        "held",
                        "hold_lifted",
                        "release_split",
                        "reversal_attested",
                        "rollback_step_added",
                        "rollback_step_accepted",
                        "rollback_step_removed",
                        "versions_named");
        assertThat(happened.getOrDefault("go_called", 0)).isGreaterThan(5);
        assertThat(happened.getOrDefault("release_split", 0)).isGreaterThan(3);
        assertThat(happened.getOrDefault("changes_deferred", 0)).isGreaterThan(8);
        assertThat(expired).isGreaterThan(20);
        assertThat(kept).isGreaterThan(20);
    }

    private static final class Walk {
        private final long seed;
        private final Random random;
        /** Much needs much: more than three cross-team dependencies are likely. */
        private final boolean dense;

        private final Office office = new Office(new MemoryStore());
        private final List<String> components = new ArrayList<>();
        private final List<String> story = new ArrayList<>();
        private final Map<String, Integer> happened = new TreeMap<>();
        /** What each team's content was when the answer was given, by the answer's name. */
        private final Map<String, String> confirmed = new HashMap<>();

        private final Set<String> touched = new HashSet<>();
        /** Edits that a standing confirmation outlived, and was right to. */
        private int survived;
        /** What executors have said yes to: everything about the step but its number. */
        private final Set<String> accepted = new HashSet<>();

        private int made;
        /** Worked out once after each act. */
        private final Map<ReleaseKey, Plain> plains = new HashMap<>();

        private final Map<String, String> contents = new HashMap<>();

        Walk(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.dense = random.nextInt(3) == 0;
            office.landscape = landscape();
            ReleaseKey key = office.use
                    .planning()
                    .create(office.by(OWNER), Office.form("New checkout", TEAMS, Optional.of(OWNER)))
                    .release()
                    .map(Release::key)
                    .orElseThrow();
            for (int i = (dense ? 7 : 2) + random.nextInt(5); i > 0; i--) {
                office.use.planning().putChange(office.by(OWNER), key, change(key));
            }
            Office.done(office.use.planning().setTriggers(office.by(OWNER), key, Office.triggers("24 h")));
            office.sent();
        }

        /** Of each team some components, one external system, one that nobody owns; some landscapes go in circles. */
        private Landscape landscape() {
            List<Component> known = new ArrayList<>();
            int size = 5 + random.nextInt(6);
            for (int i = 0; i < size; i++) {
                String name = "c" + i;
                components.add(name);
                known.add(random.nextInt(12) == 0 ? Component.ownedByNobody(name) : Component.of(name, one(TEAMS)));
            }
            known.add(Component.external("bank", "desk@bank.example"));
            boolean circles = random.nextInt(10) == 0;
            List<Dependency> needs = new ArrayList<>();
            for (int i = dense ? 3 * size : random.nextInt(2 * size); i > 0; i--) {
                int dependent = random.nextInt(size);
                int prerequisite = random.nextInt(size);
                if (dependent > prerequisite || (circles && dependent != prerequisite)) {
                    needs.add(new Dependency("c" + dependent, "c" + prerequisite));
                }
            }
            if (random.nextBoolean()) {
                needs.add(new Dependency(one(components), "bank"));
            }
            return new Landscape(known, needs);
        }

        void walk() {
            for (int i = 0; i < ACTS; i++) {
                step();
            }
            for (ReleaseKey key : keys()) {
                office.events(key).forEach(event -> happened.merge(event, 1, Integer::sum));
            }
        }

        private void step() {
            ReleaseKey key = one(keys());
            Map<ReleaseKey, Release> before = releases();
            Inventory inventory = inventory(key);
            if (random.nextInt(12) == 0) {
                office.passAndDrain(one(List.of("PT1M", "PT1H", "PT3H")));
                story.add("time passes");
            } else {
                office.pass("PT1S");
                Supplier<Outcome> act = random.nextInt(16) > (dense ? 2 : 6) ? sensible(key) : edit(key);
                Outcome outcome = act.get();
                story.add(key + ": " + outcome.kind() + " "
                        + Office.text(outcome.said()).replace('\n', ' ') + " " + outcome.faults());
                if (outcome.kind() != Outcome.Kind.DONE) {
                    assertThat(releases()).as(this::told).isEqualTo(before);
                }
            }
            office.sent();
            plains.clear();
            contents.clear();
            for (Release release : releases().values()) {
                Optional<Release> earlier = Optional.ofNullable(before.get(release.key()));
                if (release.key().equals(key) || !earlier.equals(Optional.of(release))) {
                    check(release, earlier);
                }
            }
            checkParts(key, before, inventory);
        }

        private List<ReleaseKey> keys() {
            return List.copyOf(releases().keySet());
        }

        private Map<ReleaseKey, Release> releases() {
            Map<ReleaseKey, Release> all = new TreeMap<>();
            office.store
                    .read(reading -> reading.newest(Integer.MAX_VALUE))
                    .forEach(release -> all.put(release.key(), release));
            return all;
        }

        // ---- what must hold

        private void check(Release release, Optional<Release> before) {
            Dossier dossier = office.dossier(release.key());
            assertThat(RecordEntry.faults(office.record(release.key())))
                    .as(this::told)
                    .isEmpty();
            if (release.state().isPolling() || release.state().phase() == Phase.CLEARED) {
                checkExpiry(release, before);
            }
            boolean called = release.state().phase() == Phase.CLEARED
                    && before.filter(known -> known.state().phase() == Phase.CLEARED)
                            .isEmpty();
            List<String> unmet = unmet(release);
            if (called || (dossier.verdict().isOpen() && release.state().phase() == Phase.POLLING)) {
                assertThat(unmet).as(this::told).isEmpty();
            }
            Set<String> shut = new TreeSet<>();
            dossier.verdict().open().forEach(finding -> shut.add(finding.rule()));
            unmet.forEach(lack ->
                    assertThat(shut).as(() -> lack + "\n" + told()).contains(lack.substring(0, lack.indexOf(':'))));
            checkOrder(dossier);
        }

        /** Every requirement in its plainest form; what isn't met, in words. */
        private List<String> unmet(Release release) {
            ReleaseKey key = release.key();
            List<String> unmet = new ArrayList<>();
            RollbackPlan plan = plan(key);
            Assurances said = assurances(key);
            if (plan.steps().isEmpty()
                    || plan.triggers().isEmpty()
                    || plan.window().isEmpty()) {
                unmet.add("X1: no plan");
            }
            plan.steps().stream()
                    .filter(step -> !accepted.contains(said(step)))
                    .forEach(step -> unmet.add("X1: not accepted: " + step.what()));
            for (Change change : changes(key)) {
                if (change.kind().equals(ReversalTest.KIND)
                        && said.preparedness()
                                .testOf(change.id())
                                .flatMap(ReversalTest::attestation)
                                .filter(given -> given.content().equals(ReversalTest.contentOf(change)))
                                .isEmpty()) {
                    unmet.add("M4: not tested: " + change.title());
                }
            }
            release.profile().teams().stream()
                    .filter(team -> !isConfirmed(release, team))
                    .forEach(team -> unmet.add("Q3: " + team));
            Plain plain = plain(key);
            if (plain.ships.stream().anyMatch(component -> plain.reaches(component, component))) {
                unmet.add("M2: a circle");
            }
            changes(key).stream()
                    .filter(change -> !components.contains(change.component()))
                    .forEach(change -> unmet.add("M2: unknown " + change.component()));
            details(key).criteria().stream()
                    .filter(criterion -> criterion.judgedAt() == JudgedAt.CHECKPOINT && !isSeen(key, criterion))
                    .forEach(criterion -> unmet.add("M3: " + criterion.text()));
            if (plain.groups() > 1) {
                unmet.add("X3: " + plain.groups() + " groups");
            }
            long cross = plain.crossTeam();
            if (cross > 3 && !isExcepted(said, "H2", cross + " cross-team dependencies")) {
                unmet.add("H2: " + cross);
            }
            LocalDate day =
                    release.profile().target().atZone(release.profile().zone()).toLocalDate();
            if (day.getDayOfWeek() == DayOfWeek.FRIDAY && !isExcepted(said, "X2", day.toString())) {
                unmet.add("X2: " + day);
            }
            if (!said.holds().isEmpty()) {
                unmet.add("hold: " + said.holds());
            }
            changes(key).stream()
                    .map(Change::component)
                    .filter(component -> components.contains(component) && !isStaged(key, component))
                    .forEach(component -> unmet.add("X4: " + component));
            return unmet;
        }

        /** The newest staging that it was in has passed, and what was verified there last is the version that ships. */
        private boolean isStaged(ReleaseKey key, String component) {
            String version = details(key).versions().get(component);
            List<StageRun> runs =
                    office.store.<Rollout>read(reading -> reading.rollout(key)).runs();
            for (int i = runs.size() - 1; i >= 0; i--) {
                if (runs.get(i).components().contains(component)) {
                    List<Mark> marks = runs.get(i).marks().stream()
                            .filter(mark -> mark.component().equals(component))
                            .toList();
                    return runs.get(i).hasPassed()
                            && marks.get(marks.size() - 1).version().equals(version);
                }
            }
            return false;
        }

        /** Whatever has a version passes; how staging goes step by step is tried elsewhere. */
        private Outcome passStaging(Release release) {
            ReleaseKey key = release.key();
            office.store.write(tx -> {
                tx.lock(key);
                Map<String, String> versions = new TreeMap<>(tx.details(key).versions());
                versions.keySet().retainAll(Staged.versions(tx.changes(key)).keySet());
                Rollout before = tx.rollout(key);
                tx.put(key, before.with(Staged.passed(before.nextNumber(), Staged.STAGING, versions)));
                return true;
            });
            return Outcome.unchanged(release, "it went through staging.");
        }

        private static boolean isExcepted(Assurances said, String rule, String covers) {
            return said.exceptions().stream()
                    .anyMatch(request -> request.rule().equals(rule)
                            && request.covers().equals(covers)
                            && request.answer()
                                    .filter(ExceptionRequest.Answer::granted)
                                    .isPresent());
        }

        /** All criteria of the walk are of the form "error rate of c3 < 2 % …", and what is seen is "1 %" or "9 %". */
        private boolean isSeen(ReleaseKey key, PlannedCriterion criterion) {
            Optional<StatedEvidence> newest = Optional.empty();
            for (StatedEvidence stated : assurances(key).evidence()) {
                if (stated.criterion() == criterion.number() && stated.wording().equals(criterion.text())) {
                    newest = Optional.of(stated);
                }
            }
            return newest.filter(stated -> stated.evidence().value().startsWith("1 ")
                            && !stated.evidence()
                                    .at()
                                    .isBefore(office.now.minus(office.criteriaRules.evidenceMaxAge())))
                    .isPresent();
        }

        private boolean isConfirmed(Release release, TeamId team) {
            return answers(release).stream()
                    .anyMatch(answer -> answer.team().equals(team)
                            && answer.ready()
                            && answer.stands()
                            && content(release.key(), team)
                                    .equals(confirmed.getOrDefault(name(release, answer), "never seen")));
        }

        /** Each waits for all that it needs; what ships is in exactly one wave. */
        private void checkOrder(Dossier dossier) {
            Plain plain = plain(dossier.release().key());
            Map<String, Integer> waves = new HashMap<>();
            for (Wave wave : dossier.manifest().graph().waves()) {
                for (String component : wave.components()) {
                    assertThat(waves.put(component, wave.number()))
                            .as(this::told)
                            .isNull();
                }
            }
            assertThat(waves.keySet()).as(this::told).isEqualTo(plain.ships);
            for (String dependent : plain.ships) {
                for (String prerequisite : plain.below(dependent)) {
                    if (plain.ships.contains(prerequisite) && !plain.reaches(prerequisite, dependent)) {
                        assertThat(waves.getOrDefault(dependent, 0))
                                .as(() -> dependent + " needs " + prerequisite + "\n" + told())
                                .isGreaterThan(waves.getOrDefault(prerequisite, 0));
                    }
                }
            }
        }

        /** A confirmation expires if and only if its team's content changed after it, or its team left (A1). */
        private void checkExpiry(Release release, Optional<Release> before) {
            for (Confirmation answer : answers(release)) {
                String name = name(release, answer);
                String now = content(release.key(), answer.team());
                boolean known = confirmed.putIfAbsent(name, now) != null;
                if (!release.hasTeam(answer.team()) || !now.equals(confirmed.getOrDefault(name, now))) {
                    touched.add(name);
                }
                if (answer.ready() && answer.withdrawn().isEmpty()) {
                    assertThat(answer.expiredAt().isPresent())
                            .as(() -> "expired: " + name + "\n" + told())
                            .isEqualTo(touched.contains(name));
                    if (known
                            && answer.stands()
                            && before.filter(earlier -> earlier.revision() < release.revision())
                                    .isPresent()) {
                        survived++;
                    }
                }
            }
        }

        private static String name(Release release, Confirmation answer) {
            return release.key() + " " + answer.team() + " " + answer.person() + " " + answer.round() + " "
                    + answer.at();
        }

        /** What a team is asked to confirm, of all that is stored. */
        private String content(ReleaseKey key, TeamId team) {
            return contents.computeIfAbsent(key + " " + team, known -> contentNow(key, team));
        }

        private String contentNow(ReleaseKey key, TeamId team) {
            Plain plain = plain(key);
            Set<String> lines = new TreeSet<>();
            Details details = details(key);
            for (Change change : changes(key)) {
                if (plain.owner(change.component()).equals(team)
                        || change.team().equals(team)) {
                    lines.add("change " + change + " "
                            + Optional.ofNullable(details.raised().get(change.id()))
                                    .map(RaisedRisk::risk));
                }
            }
            Set<String> theirs = plain.handsIn(team);
            for (Dependency dependency : plain.needs) {
                boolean both = plain.counts(dependency.dependent()) && plain.counts(dependency.prerequisite());
                if (both && (theirs.contains(dependency.dependent()) || theirs.contains(dependency.prerequisite()))) {
                    lines.add("dependency " + dependency);
                }
            }
            for (String component : plain.ships) {
                for (String prerequisite : plain.next(component)) {
                    plain.teams(component)
                            .forEach(waiting -> plain.teams(prerequisite).forEach(waitedFor -> {
                                if (!waiting.equals(waitedFor) && (waiting.equals(team) || waitedFor.equals(team))) {
                                    lines.add("waits " + waiting + " " + waitedFor);
                                }
                            }));
                }
            }
            for (PlannedCriterion criterion : details.criteria()) {
                boolean concerns = criterion.team().isPresent()
                        ? criterion.team().get().equals(team)
                        : criterion.component().filter(theirs::contains).isPresent();
                if (concerns) {
                    lines.add("criterion " + criterion.text() + criterion.judgedAt());
                }
            }
            List<String> steps = plan(key).steps().stream()
                    .filter(step -> step.team().equals(Optional.of(team)))
                    .map(Walk::said)
                    .toList();
            return String.join("\n", lines) + "\n" + String.join("\n", steps);
        }

        private static String said(Step step) {
            return step.what() + "|" + step.executor() + "|" + step.lasts() + "|" + step.proof();
        }

        /**
         * What there is in all releases together.
         *
         * @param seen for the criteria of the one that is acted on
         */
        private record Inventory(
                List<String> changes, Set<String> criteria, Set<String> steps, Map<String, Set<List<String>>> seen) {
            boolean holdsTheSame(Inventory other) {
                return changes.equals(other.changes) && criteria.equals(other.criteria) && steps.equals(other.steps);
            }
        }

        private Inventory inventory(ReleaseKey on) {
            List<String> changes = new ArrayList<>();
            Set<String> criteria = new TreeSet<>();
            Set<String> steps = new TreeSet<>();
            for (ReleaseKey key : keys()) {
                Details details = details(key);
                changes(key)
                        .forEach(change -> changes.add(change.as(new ChangeId(1)) + " "
                                + Optional.ofNullable(details.raised().get(change.id()))
                                        .map(RaisedRisk::risk)));
                details.criteria()
                        .forEach(criterion ->
                                criteria.add(criterion.text() + criterion.judgedAt() + criterion.component()));
                plan(key).steps().forEach(step -> steps.add(said(step)));
            }
            changes.sort(String::compareTo);
            return new Inventory(changes, criteria, steps, seen(on));
        }

        /** What a split or a deferral did: nothing is lost, nothing is twice, and nothing ships before what it needs. */
        private void checkParts(ReleaseKey key, Map<ReleaseKey, Release> before, Inventory inventory) {
            Map<ReleaseKey, Release> now = releases();
            List<RecordEntry> record = office.record(key);

            boolean fresh = now.getOrDefault(key, office.release(key)).revision()
                    > before.getOrDefault(key, office.release(key)).revision();
            boolean split = fresh
                    && record.stream()
                            .anyMatch(entry -> entry.what().equals("release_split")
                                    && entry.revision() == office.release(key).revision());
            boolean deferred = fresh
                    && record.stream()
                            .anyMatch(entry -> entry.what().equals("changes_deferred")
                                    && entry.revision() == office.release(key).revision());
            if (!split && !deferred) {
                return;
            }
            Inventory after = inventory(key);
            assertThat(after.holdsTheSame(inventory))
                    .as(() -> inventory + " became " + after + "\n" + told())
                    .isTrue();
            List<ReleaseKey> parts = new ArrayList<>(List.of(key));
            now.keySet().stream().filter(made -> !before.containsKey(made)).forEach(parts::add);
            Plain old = plain(key);
            for (int earlier = 0; earlier < parts.size(); earlier++) {
                for (int later = earlier + 1; later < parts.size(); later++) {
                    for (String one : plain(parts.get(earlier)).ships) {
                        Set<String> next = plain(parts.get(later)).ships;
                        assertThat(next).as(this::told).doesNotContain(one);
                        assertThat(old.below(one))
                                .as(() -> one + " needs what leaves\n" + told())
                                .doesNotContainAnyElementsOf(next.isEmpty() ? Set.of("-") : next);
                    }
                }
            }
            for (ReleaseKey part : parts.subList(1, parts.size())) {
                seen(part).forEach((criterion, seen) -> assertThat(
                                inventory.seen().getOrDefault(criterion, Set.of()))
                        .as(() -> part + ": " + criterion + "\n" + told())
                        .containsAll(seen));
            }
            for (ReleaseKey part : parts) {
                checkShare(
                        part,
                        Optional.ofNullable(before.get(part))
                                .or(() -> Optional.ofNullable(before.get(key)))
                                .orElseThrow());
            }
        }

        /** What was seen for each criterion; it goes with what it was seen for. */
        private Map<String, Set<List<String>>> seen(ReleaseKey key) {
            Map<String, Set<List<String>>> seen = new TreeMap<>();
            for (PlannedCriterion criterion : details(key).criteria()) {
                seen.computeIfAbsent(
                                criterion.text() + criterion.judgedAt() + criterion.component(), all -> new HashSet<>())
                        .add(assurances(key).evidence().stream()
                                .filter(stated -> stated.criterion() == criterion.number()
                                        && stated.wording().equals(criterion.text()))
                                .map(stated -> stated.evidence() + " " + stated.statedAt())
                                .toList());
            }
            return seen;
        }

        /** Who has a hand in it takes part; what a team has to do or to show doesn't stay behind where the team takes no part any more. */
        private void checkShare(ReleaseKey part, Release before) {
            List<TeamId> teams = office.release(part).profile().teams();
            Set<TeamId> needed = new TreeSet<>();
            plain(part).ships.forEach(component -> needed.addAll(plain(part).teams(component)));
            needed.removeIf(team -> !before.hasTeam(team));
            assertThat(teams).as(this::told).containsAll(needed);
            plan(part).steps().stream()
                    .filter(step -> step.team().filter(before::hasTeam).isPresent())
                    .forEach(step -> assertThat(teams)
                            .as(() -> part + ": " + step + "\n" + told())
                            .contains(step.team().orElseThrow()));
            details(part).criteria().stream()
                    .filter(criterion ->
                            criterion.team().filter(before::hasTeam).isPresent())
                    .forEach(criterion -> assertThat(teams)
                            .as(() -> part + ": " + criterion + "\n" + told())
                            .contains(criterion.team().orElseThrow()));
            Set<ChangeId> ids = new HashSet<>();
            changes(part).forEach(change -> ids.add(change.id()));
            for (Relation relation : details(part).relations()) {
                assertThat(ids).as(this::told).contains(relation.first(), relation.second());
            }
            assertThat(ids).as(this::told).containsAll(details(part).raised().keySet());
            assertThat(plain(part).groups()).as(this::told).isLessThanOrEqualTo(Math.max(1, ids.size()));
        }

        // ---- the plain data

        private List<Change> changes(ReleaseKey key) {
            return office.store.read(reading -> reading.changes(key));
        }

        private Details details(ReleaseKey key) {
            return office.store.read(reading -> reading.details(key));
        }

        private RollbackPlan plan(ReleaseKey key) {
            return office.store.read(reading -> reading.rollbackPlan(key));
        }

        private Assurances assurances(ReleaseKey key) {
            return office.store.read(reading -> reading.assurances(key));
        }

        private List<Confirmation> answers(Release release) {
            return office.store.read(reading -> reading.confirmations(release.key(), release.rounds()));
        }

        private Plain plain(ReleaseKey key) {
            return plains.computeIfAbsent(key, this::followed);
        }

        private Plain followed(ReleaseKey key) {
            Set<Dependency> needs = new LinkedHashSet<>(office.landscape.dependencies());
            needs.addAll(details(key).own().dependencies());
            Map<String, TeamId> owners = new HashMap<>();
            Set<String> externals = new HashSet<>();
            office.landscape
                    .components()
                    .forEach(component -> component.team().ifPresent(team -> owners.put(component.name(), team)));
            Stream.concat(office.landscape.components().stream(), details(key).own().components().stream())
                    .filter(Component::external)
                    .forEach(component -> externals.add(component.name()));
            return new Plain(
                    changes(key),
                    List.copyOf(needs),
                    owners,
                    externals,
                    details(key).relations());
        }

        /** Changes and what needs what, followed by hand. */
        private static final class Plain {
            private static final Pattern TICKET = Pattern.compile("TIC-\\d+");
            private final List<Change> changes;
            private final List<Dependency> needs;
            private final Map<String, TeamId> owners;
            private final Set<String> externals;
            private final List<Relation> relations;
            private final Set<String> ships = new TreeSet<>();
            private final Map<String, Set<String>> belows = new HashMap<>();

            Plain(
                    List<Change> changes,
                    List<Dependency> needs,
                    Map<String, TeamId> owners,
                    Set<String> externals,
                    List<Relation> relations) {
                this.changes = changes;
                this.needs = needs;
                this.owners = owners;
                this.externals = externals;
                this.relations = relations;
                changes.stream()
                        .map(Change::component)
                        .filter(component -> !externals.contains(component))
                        .forEach(ships::add);
            }

            boolean counts(String component) {
                return ships.contains(component) || externals.contains(component);
            }

            TeamId owner(String component) {
                return Optional.ofNullable(owners.get(component)).orElseGet(() -> changes.stream()
                        .filter(change -> change.component().equals(component))
                        .map(Change::team)
                        .findFirst()
                        .orElse(new TeamId("nobody")));
            }

            Set<TeamId> teams(String component) {
                Set<TeamId> teams = new TreeSet<>(Set.of(owner(component)));
                changes.stream()
                        .filter(change -> change.component().equals(component))
                        .forEach(change -> teams.add(change.team()));
                return teams;
            }

            Set<String> handsIn(TeamId team) {
                Set<String> theirs = new TreeSet<>(ships);
                theirs.removeIf(component -> !teams(component).contains(team));
                return theirs;
            }

            /** All that has to go before it, at whatever distance; itself if it is on a circle. */
            Set<String> below(String component) {
                return belows.computeIfAbsent(component, this::follow);
            }

            private Set<String> follow(String component) {
                Set<String> below = new TreeSet<>();
                Deque<String> queue = new ArrayDeque<>(List.of(component));
                while (!queue.isEmpty()) {
                    String at = queue.remove();
                    for (Dependency dependency : needs) {
                        if (dependency.dependent().equals(at) && below.add(dependency.prerequisite())) {
                            queue.add(dependency.prerequisite());
                        }
                    }
                }
                return below;
            }

            boolean reaches(String from, String to) {
                return below(from).contains(to);
            }

            /** What ships and goes right before it, with nothing that ships between. */
            Set<String> next(String component) {
                Set<String> next = new TreeSet<>();
                Set<String> seen = new HashSet<>();
                Deque<String> queue = new ArrayDeque<>(List.of(component));
                while (!queue.isEmpty()) {
                    String at = queue.remove();
                    for (Dependency dependency : needs) {
                        if (dependency.dependent().equals(at)) {
                            if (ships.contains(dependency.prerequisite())) {
                                next.add(dependency.prerequisite());
                            } else if (seen.add(dependency.prerequisite())) {
                                queue.add(dependency.prerequisite());
                            }
                        }
                    }
                }
                return next;
            }

            long crossTeam() {
                return needs.stream()
                        .filter(dependency -> ships.contains(dependency.dependent())
                                && ships.contains(dependency.prerequisite())
                                && !owner(dependency.dependent()).equals(owner(dependency.prerequisite())))
                        .count();
            }

            /** How many groups of changes have nothing to do with each other. */
            int groups() {
                List<Change> left = new ArrayList<>(changes);
                int groups = 0;
                while (!left.isEmpty()) {
                    groups++;
                    Deque<Change> queue = new ArrayDeque<>(List.of(left.remove(0)));
                    while (!queue.isEmpty()) {
                        Change at = queue.remove();
                        List<Change> near =
                                left.stream().filter(other -> isNear(at, other)).toList();
                        left.removeAll(near);
                        queue.addAll(near);
                    }
                }
                return groups;
            }

            private boolean isNear(Change one, Change other) {
                return one.component().equals(other.component())
                        || one.link().equals(other.link())
                        || (!ticket(one).isEmpty() && ticket(one).equals(ticket(other)))
                        || hangsOn(one.component(), other.component())
                        || hangsOn(other.component(), one.component())
                        || relations.stream().anyMatch(relation -> Set.of(relation.first(), relation.second())
                                .equals(Set.of(one.id(), other.id())));
            }

            private boolean hangsOn(String one, String other) {
                return ships.contains(one) && ships.contains(other) && reaches(one, other);
            }

            private static String ticket(Change change) {
                var matcher = TICKET.matcher(change.title());
                return matcher.find() ? matcher.group() : "";
            }
        }

        // ---- what is done

        private ChangeForm change(ReleaseKey key) {
            List<TeamId> teams = office.release(key).profile().teams();
            int number = ++made;
            return form(
                    Optional.empty(),
                    one(teams),
                    random.nextInt(25) == 0 ? "mystery" : random.nextInt(30) == 0 ? "bank" : one(components),
                    one(List.of("flagged", "copy", "copy", ReversalTest.KIND)),
                    "Change " + number + (random.nextInt(3) == 0 ? " for TIC-" + (1 + random.nextInt(3)) : ""),
                    "https://git.example/pull/" + (random.nextInt(10) == 0 ? "shared" : "" + number));
        }

        private ChangeForm form(
                Optional<ChangeId> id, TeamId team, String component, String kind, String title, String link) {
            boolean raised = kind.equals("copy") && random.nextInt(4) == 0;
            return new ChangeForm(
                    id,
                    Optional.of(team),
                    component,
                    kind,
                    title,
                    link,
                    "",
                    "nothing",
                    "",
                    "",
                    raised ? "high" : ChangeForm.AS_ITS_KIND,
                    raised ? "It is on a busy day." : "");
        }

        /** An edit or a word beside it, with arguments drawn now. */
        private Supplier<Outcome> edit(ReleaseKey key) {
            Dossier dossier = office.dossier(key);
            Release release = dossier.release();
            Intent by = office.by(random.nextInt(5) == 0 ? one(List.of(LEAD, MEMBER, OTHER_LEAD)) : OWNER);
            List<Change> changes = changes(key);
            List<PlannedCriterion> criteria = details(key).criteria();
            List<Step> steps = plan(key).steps();
            List<Dependency> own = details(key).own().dependencies();
            Intent owner = office.by(OWNER);
            int pick = random.nextInt(1_000);
            Supplier<Outcome> nothing = () -> Outcome.unchanged(release, "nothing there.");
            Planning planning = office.use.planning();
            Optional<TeamId> team = random.nextInt(3) == 0
                    ? Optional.empty()
                    : Optional.of(one(release.profile().teams()));
            Change some = changes.isEmpty()
                    ? new Change(
                            new ChangeId(99),
                            PAYMENTS,
                            one(components),
                            "copy",
                            "none",
                            "",
                            Optional.empty(),
                            "",
                            Optional.empty(),
                            Optional.empty())
                    : one(changes);
            Change other = changes.isEmpty() ? some : one(changes);
            String component = some.component();
            switch (random.nextInt(30)) {
                case 0, 1, 2 -> {
                    ChangeForm form = change(key);
                    return () -> planning.putChange(by, key, form);
                }
                case 3, 4 -> {
                    if (changes.isEmpty()) {
                        return nothing;
                    }
                    ChangeForm form = form(
                            Optional.of(some.id()),
                            some.team(),
                            random.nextInt(3) == 0 ? one(components) : some.component(),
                            some.kind(),
                            "Change " + ++made,
                            some.link());
                    return () -> planning.putChange(by, key, form);
                }
                case 5 -> {
                    return changes.size() < 2 ? nothing : () -> planning.removeChange(by, key, some.id());
                }
                case 6, 7 -> {
                    CriterionForm form = new CriterionForm(
                            Optional.empty(),
                            "error rate of " + component + " < " + (2 + random.nextInt(3))
                                    + " % in staging over 30 min",
                            Optional.empty(),
                            Optional.of(random.nextInt(4) == 0 ? JudgedAt.STAGE : JudgedAt.CHECKPOINT),
                            random.nextInt(3) == 0 || component.equals("mystery") ? "" : component,
                            team);
                    return () -> office.use.criteria().put(by, key, form);
                }
                case 8 -> {
                    return criteria.isEmpty()
                            ? nothing
                            : () -> office.use
                                    .criteria()
                                    .remove(
                                            by,
                                            key,
                                            criteria.get(pick % criteria.size()).number());
                }
                case 9 -> {
                    return criteria.isEmpty() ? nothing : () -> state(key, criteria.get(pick % criteria.size()), "9 %");
                }
                case 10, 11 -> {
                    StepForm form = Office.step("Deploy " + component + " 4.1." + random.nextInt(9) + " again", team);
                    return () -> putStep(by, key, form);
                }
                case 12 -> {
                    return steps.isEmpty()
                            ? nothing
                            : () -> planning.removeStep(
                                    by, key, steps.get(pick % steps.size()).number());
                }
                case 13 -> {
                    return steps.isEmpty()
                            ? nothing
                            : () -> planning.moveStepUp(
                                    by, key, steps.get(pick % steps.size()).number());
                }
                case 14 -> {
                    if (!own.isEmpty() && pick % 2 == 0) {
                        return () -> office.use.dependencies().remove(by, key, own.get(pick % own.size()));
                    }
                    String dependent = one(components);
                    String prerequisite = random.nextInt(4) == 0 ? "" : one(components);
                    return () -> office.use
                            .dependencies()
                            .add(
                                    by,
                                    key,
                                    new Dependencies.Form(
                                            dependent,
                                            prerequisite,
                                            prerequisite.isEmpty() ? "gateway" : "",
                                            prerequisite.isEmpty() ? "desk" : ""));
                }
                case 15 -> {
                    return own.isEmpty()
                            ? nothing
                            : () -> office.use.dependencies().remove(by, key, own.get(pick % own.size()));
                }
                case 16, 28 -> {
                    if (!own.isEmpty()) {
                        return () -> office.use.dependencies().remove(owner, key, own.get(pick % own.size()));
                    }
                    return () -> office.use.scopes().setVersions(by, key, component + " = 1." + random.nextInt(9));
                }
                case 17 -> {
                    return () -> office.use.holds().hold(by, key, "A word first.");
                }
                case 18 -> {
                    return () -> planning.edit(
                            by,
                            key,
                            Office.form(
                                    "Title " + random.nextInt(5),
                                    release.profile().teams(),
                                    Optional.of(OWNER),
                                    LocalDate.of(2026, 11, random.nextBoolean() ? 26 : 27)));
                }
                case 19 -> {
                    return () -> planning.setTriggers(
                            by,
                            key,
                            new TriggersForm(
                                    "error rate > " + (1 + random.nextInt(5)) + " % over 10 min",
                                    "",
                                    "24 h",
                                    "nothing"));
                }
                case 20, 21, 22, 23, 24, 25 -> {
                    return defer(owner, dossier);
                }
                case 26, 27 -> {
                    return keys().size() >= MOST_RELEASES
                            ? nothing
                            : () -> office.use.parts().split(owner, key, release.revision());
                }
                default -> {
                    return changes.size() < 2
                            ? nothing
                            : () -> office.use
                                    .parts()
                                    .relate(by, key, some.id(), other.id(), "One shows what the other books.");
                }
            }
        }

        /** Who writes a step down and is to do it has said yes to it. */
        private Outcome putStep(Intent by, ReleaseKey key, StepForm form) {
            Outcome outcome = office.use.planning().putStep(by, key, form);
            if (outcome.kind() == Outcome.Kind.DONE && form.executor().equals(Optional.of(by.by()))) {
                plan(key).steps().stream()
                        .filter(step -> step.what().equals(form.what()))
                        .forEach(step -> accepted.add(said(step)));
            }
            return outcome;
        }

        private Supplier<Outcome> defer(Intent by, Dossier dossier) {
            Release release = dossier.release();
            List<Change> changes = changes(release.key());
            String what = changes.isEmpty() || random.nextInt(3) == 0
                    ? one(TEAMS).value()
                    : one(changes).id().toString();
            List<ReleaseKey> planned = releases().values().stream()
                    .filter(known -> known.state().phase() == Phase.PLANNING
                            && !known.key().equals(release.key()))
                    .map(Release::key)
                    .toList();
            Optional<ReleaseKey> into = !planned.isEmpty() && (keys().size() >= MOST_RELEASES || random.nextInt(4) > 0)
                    ? Optional.of(one(planned))
                    : Optional.empty();
            if (into.isEmpty() && keys().size() >= MOST_RELEASES) {
                return () -> Outcome.unchanged(release, "enough of them.");
            }
            return () -> office.use.parts().defer(by, release.key(), what, release.revision(), into, "It isn't done.");
        }

        private Outcome state(ReleaseKey key, PlannedCriterion criterion, String value) {
            return office.use
                    .statements()
                    .state(
                            office.by(OWNER),
                            key,
                            new EvidenceForm(
                                    criterion.mark(),
                                    value,
                                    "",
                                    "https://grafana.example/d/1",
                                    Optional.empty(),
                                    "Grafana"));
        }

        /** What leads on from here; without these a walk at random would hardly ever come to a Go. */
        private Supplier<Outcome> sensible(ReleaseKey key) {
            Dossier dossier = office.dossier(key);
            Release release = dossier.release();
            Intent owner = office.by(OWNER);
            if (dossier.plan().steps().isEmpty()) {
                return () -> office.use
                        .planning()
                        .putStep(owner, key, Office.step("Deploy pay-api 4.1.7 again", Optional.empty()));
            }
            Optional<Step> open = dossier.planStanding().steps().stream()
                    .filter(of -> of.readiness() == PlanStanding.Readiness.ASKED)
                    .map(PlanStanding.OfStep::step)
                    .findFirst();
            if (open.isPresent() && random.nextInt(4) > 0) {
                Step step = open.get();
                return () -> {
                    Outcome outcome = office.use
                            .rollbackPlans()
                            .accept(office.by(office.asked(step)), key, step.number(), step.digest());
                    if (outcome.kind() == Outcome.Kind.DONE) {
                        accepted.add(said(step));
                    }
                    return outcome;
                };
            }
            Optional<PlanStanding.OfMigration> untested = dossier.planStanding().tests().stream()
                    .filter(of -> of.tested() != PlanStanding.Tested.ATTESTED)
                    .findFirst();
            if (untested.isPresent() && random.nextInt(4) > 0) {
                return test(key, untested.get());
            }
            List<String> unstaged = changes(key).stream()
                    .map(Change::component)
                    .filter(component -> components.contains(component) && !isStaged(key, component))
                    .toList();
            Optional<String> unnamed = unstaged.stream()
                    .filter(component -> !details(key).versions().containsKey(component))
                    .findFirst();
            if (unnamed.isPresent() && random.nextInt(8) > 0) {
                return () -> office.use.scopes().setVersions(owner, key, unnamed.get() + " = 1." + random.nextInt(9));
            }
            if (!unstaged.isEmpty() && random.nextInt(8) > 0) {
                return () -> passStaging(release);
            }
            if (!assurances(key).holds().isEmpty() && random.nextBoolean()) {
                return () -> office.use.holds().lift(owner, key, Optional.empty());
            }
            Optional<PlannedCriterion> unseen = details(key).criteria().stream()
                    .filter(criterion -> criterion.judgedAt() == JudgedAt.CHECKPOINT && !isSeen(key, criterion))
                    .findFirst();
            if (unseen.isPresent() && random.nextInt(4) > 0) {
                return () -> state(key, unseen.get(), "1 %");
            }
            Optional<String> rule = Stream.of("X2", "H2")
                    .filter(known -> dossier.exceptable(known).isPresent()
                            && !isExcepted(
                                    dossier.assurances(),
                                    known,
                                    dossier.exceptable(known).orElseThrow()))
                    .findFirst();
            if (rule.isPresent() && random.nextInt(4) == 0) {
                return assurances(key).exceptions().stream()
                        .filter(request -> request.answer().isEmpty())
                        .findFirst()
                        .<Supplier<Outcome>>map(request -> () -> office.use
                                .exceptions()
                                .answer(
                                        office.by(EXECUTIVE),
                                        key,
                                        request.number(),
                                        random.nextInt(4) > 0,
                                        "So be it."))
                        .orElse(() -> office.use.exceptions().ask(owner, key, rule.get(), "It can't wait."));
            }
            if (plain(key).groups() > 1 && random.nextInt(3) > 0) {
                return random.nextInt(3) == 0 && keys().size() < MOST_RELEASES
                        ? () -> office.use.parts().split(owner, key, release.revision())
                        : relateGroups(owner, key);
            }
            if (release.state().phase() == Phase.PLANNING || release.state().phase() == Phase.DELAYED) {
                return () -> office.use.polls().open(owner, key, office.now, office.now.plus(Duration.ofHours(6)));
            }
            for (var team : dossier.readiness()) {
                if (!team.isReady() && release.state().isPolling()) {
                    PersonId member = one(List.copyOf(
                            office.roster.find(team.team()).orElseThrow().asked()));
                    return () -> office.use
                            .polls()
                            .ready(office.by(member), key, team.team(), release.rounds(), dossier.seal(team.team()), 2);
                }
            }
            return release.state().isPolling()
                    ? () -> office.use.calls().go(owner, key, release.rounds(), release.revision())
                    : edit(key);
        }

        private Supplier<Outcome> test(ReleaseKey key, PlanStanding.OfMigration of) {
            PersonId tester = of.author().filter(known -> known.isBy(SECOND)).isPresent() ? OTHER_MEMBER : SECOND;
            if (of.test().isEmpty() || !of.test().get().tester().equals(tester)) {
                return () -> office.use
                        .rollbackPlans()
                        .nameTester(office.by(OWNER), key, of.change().id(), Optional.of(tester), "staging");
            }
            return () -> office.use
                    .rollbackPlans()
                    .attest(
                            office.by(tester),
                            key,
                            of.change().id(),
                            ReversalTest.contentOf(of.change()),
                            new AttestationForm(
                                    Optional.of(office.now), "staging", "https://ci.example/7", "all rows were back"));
        }

        private Supplier<Outcome> relateGroups(Intent owner, ReleaseKey key) {
            ChangeId first = one(changes(key)).id();
            ChangeId second = one(changes(key)).id();
            return () -> office.use.parts().relate(owner, key, first, second, "One shows what the other books.");
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
