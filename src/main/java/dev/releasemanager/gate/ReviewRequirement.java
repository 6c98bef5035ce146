package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.inline;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.review.Lesson;
import java.util.ArrayList;
import java.util.List;

/** What was rolled back is understood before its components ship again (A5), and its lessons are kept (Q2). */
final class ReviewRequirement {
    private static final String RULE = "A5";
    private static final String NAME = "Reviews closed";

    private ReviewRequirement() {}

    static List<Finding> reviewsClosed(Facts facts) {
        if (facts.lookback().open().isEmpty()) {
            return List.of(Finding.met(RULE, NAME, "No rollback of its components waits for a review."));
        }
        return facts.lookback().open().stream()
                .map(review -> finding(review, facts))
                .toList();
    }

    private static Finding finding(OpenReview review, Facts facts) {
        String components = inline(String.join(", ", review.components()));
        boolean sameFault = facts.release().profile().kind() == ReleaseKind.HOTFIX
                && facts.lookback().faults().contains(review.release());
        if (sameFault) {
            return Finding.excepted(
                    RULE,
                    NAME,
                    "The review of " + review.release() + " (" + components
                            + ") is open; this hotfix is for that very fault and doesn't wait for it.");
        }
        List<PersonId> who = new ArrayList<>(List.of(review.owner()));
        review.delegate().ifPresent(who::add);
        return Finding.unmet(
                RULE,
                NAME,
                "The rollback of " + review.release() + " concerned " + components
                        + " too, and its review isn't closed yet.",
                "Its teams add what was learned, and its owner closes it, with "
                        + facts.standards().command() + " review " + review.release()
                        + "; a hotfix for that fault doesn't wait.",
                who);
    }

    /** Advice: a lesson may have been left out knowingly. */
    static List<Finding> lessonsKept(Facts facts) {
        return facts.lookback().lessons().stream()
                .filter(lesson -> !isKept(lesson, facts))
                .map(lesson -> Finding.advice(
                        "Q2",
                        "Lessons kept",
                        "The lesson of " + lesson.from() + " for " + inline(lesson.component()) + " isn't among its "
                                + (lesson.isCriterion() ? "criteria" : "rollback steps") + ": “" + inline(lesson.text())
                                + "”.",
                        "Whoever looks after it adds it with "
                                + facts.command(lesson.isCriterion() ? "criteria" : "rollback-plan")
                                + ", or the owner leaves it out knowingly.",
                        List.of(facts.release().owner())))
                .toList();
    }

    private static boolean isKept(Lesson lesson, Facts facts) {
        return lesson.isCriterion()
                ? facts.manifest().details().criteria().stream()
                        .anyMatch(criterion -> criterion.text().equals(lesson.text())
                                && lesson.judgedAt()
                                        .filter(criterion.judgedAt()::equals)
                                        .isPresent())
                : facts.plan().steps().stream().anyMatch(step -> step.what().equals(lesson.text()));
    }
}
