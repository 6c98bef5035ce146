package dev.releasemanager.rollback;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the undoing of a release is prepared: what the plan lacks as it is written, who hasn't accepted their step, and
 * which migration's reversal hasn't been tested (X1, M4).
 *
 * @param steps in the order of the plan
 * @param tests one for each change that wants one, in the order of the changes
 */
public record PlanStanding(RollbackPlan plan, List<OfStep> steps, List<OfMigration> tests, Roster roster) {
    /** How many names or phrases stand by name before the rest is counted. */
    private static final int SHOWN = 8;

    public PlanStanding {
        steps = List.copyOf(steps);
        tests = List.copyOf(tests);
    }

    /** Where a step stands with its executor. */
    public enum Readiness {
        NOBODY_NAMED,
        EXECUTOR_LEFT,
        ASKED,
        DECLINED,
        ACCEPTED
    }

    /**
     * One step.
     *
     * @param place counts from 1
     * @param said by its executor about the step as it is
     */
    public record OfStep(int place, Step step, Readiness readiness, Optional<Acceptance> said) {
        static OfStep of(int place, Step step, Preparedness preparedness, Roster roster) {
            Optional<Acceptance> said = preparedness.acceptanceOf(step);
            Readiness readiness = step.executor().isEmpty()
                    ? Readiness.NOBODY_NAMED
                    : !step.executor().get().isPresent(roster)
                            ? Readiness.EXECUTOR_LEFT
                            : said.map(acceptance ->
                                            acceptance.refusal().isPresent() ? Readiness.DECLINED : Readiness.ACCEPTED)
                                    .orElse(Readiness.ASKED);
            return new OfStep(place, step, readiness, said);
        }
    }

    /** Where the test of a migration's reversal stands. */
    public enum Tested {
        NOBODY_NAMED,
        TESTER_LEFT,
        /** The tester brought the change in, or has edited it since. */
        TESTER_IS_AUTHOR,
        ASKED,
        DECLINED,
        /** It was attested, and the change was edited since. */
        OUTDATED,
        ATTESTED
    }

    /** One migration. */
    public record OfMigration(Change change, Tested tested, Optional<ReversalTest> test, Optional<Authorship> author) {
        static OfMigration of(Change change, Preparedness preparedness, Roster roster) {
            Optional<ReversalTest> test = preparedness.testOf(change.id());
            Optional<Authorship> author = preparedness.authorOf(change.id());
            Tested tested =
                    test.map(named -> tested(change, named, author, roster)).orElse(Tested.NOBODY_NAMED);
            return new OfMigration(change, tested, test, author);
        }

        private static Tested tested(Change change, ReversalTest test, Optional<Authorship> author, Roster roster) {
            if (author.filter(known -> known.isBy(test.tester())).isPresent()) {
                return Tested.TESTER_IS_AUTHOR;
            }
            if (test.attestation().isPresent()) {
                ReversalTest.Attestation given = test.attestation().get();
                boolean current = given.content().equals(ReversalTest.contentOf(change))
                        && author.filter(known -> given.at().isBefore(known.editedAt()))
                                .isEmpty();
                return current
                        ? Tested.ATTESTED
                        : roster.isPresent(test.tester()) ? Tested.OUTDATED : Tested.TESTER_LEFT;
            }
            if (!roster.isPresent(test.tester())) {
                return Tested.TESTER_LEFT;
            }
            return test.refusal().isPresent() ? Tested.DECLINED : Tested.ASKED;
        }
    }

    public static PlanStanding of(RollbackPlan plan, List<Change> changes, Preparedness preparedness, Roster roster) {
        List<OfStep> steps = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            steps.add(OfStep.of(i + 1, plan.steps().get(i), preparedness, roster));
        }
        List<OfMigration> tests = changes.stream()
                .filter(ReversalTest::isWantedFor)
                .map(change -> OfMigration.of(change, preparedness, roster))
                .toList();
        return new PlanStanding(plan, steps, tests, roster);
    }

    /** What is missing from the plan and its acceptance, each completing "The rollback plan lacks …". */
    public List<String> missingFromPlan() {
        List<String> missing = new ArrayList<>(plan.missing());
        for (OfStep step : steps) {
            if (step.readiness() == Readiness.EXECUTOR_LEFT) {
                missing.add("somebody else for step " + step.place() + " ("
                        + step.step().executor().orElseThrow().absence(roster) + ")");
            } else if (step.readiness() == Readiness.DECLINED) {
                missing.add(declined(step));
            }
        }
        List<OfStep> asked = steps.stream()
                .filter(step -> step.readiness() == Readiness.ASKED)
                .toList();
        if (!asked.isEmpty()) {
            List<String> places =
                    asked.stream().map(step -> Integer.toString(step.place())).toList();
            List<String> names = asked.stream()
                    .flatMap(step -> step.step().executor().stream())
                    .map(executor -> executor.rota().isPresent()
                            ? "somebody of the rota " + executor.name(roster)
                            : executor.name(roster))
                    .distinct()
                    .toList();
            missing.add("the acceptance of " + (places.size() == 1 ? "step " : "steps ") + listed(places) + " by "
                    + listed(names));
        }
        return missing;
    }

    private String declined(OfStep step) {
        Executor executor = step.step().executor().orElseThrow();
        String cannot = " ("
                + step.said().map(said -> roster.nameOf(said.by())).orElse(executor.name(roster)) + " can't: "
                + inline(step.said().flatMap(Acceptance::refusal).orElse("")) + ")";
        return executor.rota().isPresent()
                ? "the acceptance of step " + step.place() + " by somebody of the rota " + executor.name(roster)
                        + cannot
                : "somebody else for step " + step.place() + cannot;
    }

    /** The executors who haven't said yet whether they accept their step, each once; of a rota everybody. */
    public List<PersonId> waitedFor() {
        return steps.stream()
                .filter(step -> step.readiness() == Readiness.ASKED)
                .flatMap(step -> step.step().executor().stream())
                .flatMap(executor -> executor.people(roster).stream())
                .distinct()
                .toList();
    }

    /** The testers who haven't attested yet, or have to again, each once. */
    public List<PersonId> testersWaitedFor() {
        return tests.stream()
                .filter(test -> test.tested() == Tested.ASKED || test.tested() == Tested.OUTDATED)
                .flatMap(test -> test.test().stream())
                .map(ReversalTest::tester)
                .distinct()
                .toList();
    }

    /** Which reversals aren't tested, each completing "It lacks …". */
    public List<String> missingTests() {
        return tests.stream()
                .filter(test -> test.tested() != Tested.ATTESTED)
                .map(this::lack)
                .toList();
    }

    private String lack(OfMigration of) {
        String title = "“" + inline(of.change().title()) + "”";
        String tester = of.test().map(test -> roster.nameOf(test.tester())).orElse("");
        return switch (of.tested()) {
            case NOBODY_NAMED -> "a tester of the reversal of " + title;
            case TESTER_LEFT -> "another tester of the reversal of " + title + " (" + tester + " has left)";
            case TESTER_IS_AUTHOR ->
                "another tester of the reversal of " + title + " (" + tester + " wrote the change or edited it)";
            case ASKED -> tester + "'s attestation that the reversal of " + title + " was tested";
            case DECLINED ->
                "another tester of the reversal of " + title + " (" + tester + " can't: "
                        + inline(of.test().flatMap(ReversalTest::refusal).orElse("")) + ")";
            case OUTDATED -> "a new test of the reversal of " + title + " by " + tester + " (it was edited since)";
            case ATTESTED -> "nothing for " + title;
        };
    }

    /** All that is missing, the plan's before the tests'. */
    public List<String> missing() {
        List<String> missing = missingFromPlan();
        missing.addAll(missingTests());
        return missing;
    }

    public boolean isComplete() {
        return missing().isEmpty();
    }

    /** What is missing as an enumeration, the first by name and the rest counted; to be called if something is. */
    public String lacks() {
        return listed(missing());
    }

    /** "a", "a and b", "a, b and c", and where there are many "a, b, c and 7 more". */
    public static String listed(List<String> phrases) {
        int last = phrases.size() - 1;
        if (phrases.size() > SHOWN + 1) {
            return String.join(", ", phrases.subList(0, SHOWN)) + " and " + (phrases.size() - SHOWN) + " more";
        }
        return last < 1
                ? String.join("", phrases)
                : String.join(", ", phrases.subList(0, last)) + " and " + phrases.get(last);
    }

    private static String inline(String typed) {
        String one = typed.strip().replaceAll("\\s+", " ");
        return one.codePointCount(0, one.length()) > 100 ? one.substring(0, one.offsetByCodePoints(0, 99)) + "…" : one;
    }
}
