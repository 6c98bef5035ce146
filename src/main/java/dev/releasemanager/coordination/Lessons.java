package dev.releasemanager.coordination;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.ReviewDocuments;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the lessons of closed reviews come into other releases (Q2): with the first change of their component, and into those
 * that change it already when the review is closed. Whoever looks after a release may take one out again; the gate says so.
 */
final class Lessons {
    private Lessons() {}

    /** The criteria that a component's first change brings along; drafts, numbered 0. */
    static List<PlannedCriterion> criteriaBroughtBy(Scene scene, Change change) {
        return broughtBy(scene, change).stream()
                .filter(Lesson::isCriterion)
                .map(lesson -> draft(lesson, Optional.of(change.team())))
                .toList();
    }

    /** The steps that a component's first change brings along. */
    static List<Lesson> stepsBroughtBy(Scene scene, Change change) {
        RollbackPlan plan = scene.tx().rollbackPlan(scene.release().key());
        return broughtBy(scene, change).stream()
                .filter(lesson -> !lesson.isCriterion() && !isIn(plan, lesson))
                .toList();
    }

    private static List<Lesson> broughtBy(Scene scene, Change change) {
        boolean known =
                scene.changes().stream().anyMatch(other -> other.component().equals(change.component()));
        return known ? List.of() : scene.tx().lessonsAbout(change.component());
    }

    private static PlannedCriterion draft(Lesson lesson, Optional<TeamId> team) {
        return new PlannedCriterion(
                0, lesson.text(), lesson.judgedAt().orElseThrow(), Optional.of(lesson.component()), team);
    }

    private static boolean isIn(RollbackPlan plan, Lesson lesson) {
        return plan.steps().stream().anyMatch(step -> step.what().equals(lesson.text()));
    }

    /** Writes the steps into the plan, each behind what is said of its component; inside an edit. Nobody is named yet. */
    static void addSteps(Scene scene, List<Lesson> lessons, Optional<TeamId> team) {
        if (lessons.isEmpty()) {
            return;
        }
        ReleaseKey key = scene.release().key();
        RollbackPlan plan = scene.tx().rollbackPlan(key);
        scene.tx().put(key, plan.withSteps(withLessons(scene, plan.steps(), lessons, team)));
    }

    static List<Step> withLessons(Scene scene, List<Step> before, List<Lesson> lessons, Optional<TeamId> team) {
        List<Step> steps = new ArrayList<>(before);
        for (Lesson lesson : lessons) {
            if (steps.size() >= Planning.STEPS_LIMIT) {
                break;
            }
            Pattern named = Pattern.compile("(?<![\\w-])" + Pattern.quote(lesson.component()) + "(?![\\w-])");
            int place = steps.size();
            for (int i = 0; i < steps.size(); i++) {
                if (named.matcher(steps.get(i).what()).find()) {
                    place = i + 1;
                }
            }
            steps.add(
                    place,
                    new Step(
                            scene.tx().nextChange(scene.release().key()).value(),
                            lesson.text(),
                            Optional.empty(),
                            lesson.lasts(),
                            lesson.proof(),
                            team.filter(scene.release()::hasTeam)));
        }
        return steps;
    }

    /** Behind "X was added"; blank if there is nothing. */
    static String said(List<Lesson> steps) {
        return steps.isEmpty()
                ? ""
                : ", and with it " + (steps.size() == 1 ? "a rollback step" : steps.size() + " rollback steps")
                        + " learned from " + steps.get(0).from();
    }

    /** For each release that waits or changes one of the components: it takes the lessons up in an act of its own. */
    static void spread(Scene scene, Review review, PersonId by) {
        for (ReleaseKey other : scene.tx().touching(review.components())) {
            if (!other.equals(review.release())) {
                scene.tx()
                        .schedule(new Timer(
                                other, Timer.Kind.LESSONS_JOIN, 0, scene.now(), review.release() + ":" + by.value()));
            }
        }
    }

    /**
     * The review of another release was closed: what it taught about components that are changed here joins what is planned
     * here, as an edit by whoever closed it. A release that is called, or on its way, stays as it was called; a hotfix for
     * the fault itself isn't held up by it.
     */
    static void join(Scene scene, Timer timer) {
        int colon = timer.detail().indexOf(':');
        ReleaseKey from = new ReleaseKey(timer.detail().substring(0, colon));
        PersonId by = new PersonId(timer.detail().substring(colon + 1));
        Optional<Review> review = scene.tx().review(from).filter(closed -> !closed.isOpen());
        Phase phase = scene.release().state().phase();
        boolean planned = phase == Phase.PLANNING || phase == Phase.POLLING || phase == Phase.DELAYED;
        if (review.isEmpty() || !planned) {
            return;
        }
        Dossier before = scene.dossier();
        boolean forIt = scene.release().profile().kind() == ReleaseKind.HOTFIX
                && before.lookback().faults().contains(from);
        if (!forIt) {
            takeUp(scene, from, by, before);
        }
        if (review.get().demanded() && !forIt) {
            scene.tellIfOpen();
        }
        scene.refreshBoard();
    }

    private static void takeUp(Scene scene, ReleaseKey from, PersonId by, Dossier before) {
        ReleaseKey key = scene.release().key();
        Details details = scene.tx().details(key);
        RollbackPlan plan = scene.tx().rollbackPlan(key);
        List<Lesson> lessons = before.lookback().lessons().stream()
                .filter(lesson -> lesson.from().equals(from))
                .toList();
        List<PlannedCriterion> criteria = lessons.stream()
                .filter(Lesson::isCriterion)
                .map(lesson -> draft(
                        lesson,
                        before.manifest().graph().ownerOf(lesson.component()).filter(scene.release()::hasTeam)))
                .filter(draft -> details.criteria().stream()
                        .noneMatch(known -> known.text().equals(draft.text()) && known.judgedAt() == draft.judgedAt()))
                .filter(draft -> PlannedCriteria.frozen(scene, List.of(draft)).isEmpty())
                .limit(Math.max(
                        0, PlannedCriteria.CRITERIA_LIMIT - details.criteria().size()))
                .toList();
        List<Lesson> steps = lessons.stream()
                .filter(lesson -> !lesson.isCriterion() && !isIn(plan, lesson))
                .toList();
        if (criteria.isEmpty() && steps.isEmpty()) {
            return;
        }
        List<String> texts = new ArrayList<>();
        criteria.forEach(criterion -> texts.add(criterion.text()));
        steps.forEach(step -> texts.add(step.text()));
        Outcome outcome = scene.edit(
                Intent.of("lessons:" + from + ":" + key, by),
                "lessons_joined",
                Map.of("from", from.value(), "lessons", String.join("; ", texts)),
                "the lessons of " + from + " joined it",
                release -> {
                    PlannedCriteria.begin(scene, criteria);
                    for (Lesson step : steps) {
                        addSteps(scene, List.of(step), before.manifest().graph().ownerOf(step.component()));
                    }
                    return release;
                });
        if (outcome.kind() == Outcome.Kind.DONE) {
            Document said = ReviewDocuments.joined(scene.release(), from, texts);
            scene.tellThread(said);
            scene.tellDeciders(said);
        }
    }
}
