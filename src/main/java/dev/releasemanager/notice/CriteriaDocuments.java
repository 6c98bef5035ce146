package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.criteria.Evidence;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.CriterionStanding;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.StatedEvidence;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.release.Release;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What is told of criteria and of what was seen for them (M3). */
public final class CriteriaDocuments {
    private CriteriaDocuments() {}

    /** The criterion in its standard form, whose it is, and what was seen for it so far. */
    public static Words criterion(PlannedCriterion criterion, Dossier dossier) {
        Words words = Words.strongly(criterion.text())
                .plain("\n" + criterion.judgedAt().words()
                        + criterion.component().map(name -> " · " + name).orElse("")
                        + criterion
                                .team()
                                .map(team -> " · " + dossier.roster().nameOf(team))
                                .orElse("")
                        + lesson(criterion, dossier).map(of -> " · " + of).orElse(""));
        return criterion.judgedAt() == JudgedAt.STAGE
                ? words
                : words.plain(" · ").with(soFar(dossier.standingOf(criterion), dossier));
    }

    /** The same on one line, for a list of several. */
    static Words line(PlannedCriterion criterion, Dossier dossier) {
        Words words = Words.of(criterion.text());
        words = lesson(criterion, dossier)
                .map(of -> " (" + of + ")")
                .map(words::soft)
                .orElse(words);
        return criterion.judgedAt() == JudgedAt.STAGE
                ? words.soft(" (judged in a stage)")
                : words.plain(": ").with(soFar(dossier.standingOf(criterion), dossier));
    }

    /** Where it came from, if it was learned from a rollback. */
    static Optional<String> lesson(PlannedCriterion criterion, Dossier dossier) {
        return dossier.lessonOf(criterion).map(lesson -> "lesson of " + lesson.from());
    }

    /** What was seen last for a criterion that is judged before the call, and how old that is. */
    static Words newest(PlannedCriterion criterion, Dossier dossier) {
        CriterionStanding standing = dossier.standingOf(criterion);
        Words words = soFar(standing, dossier);
        return standing.newest()
                .map(stated -> words.plain(" (" + age(stated, dossier) + ")"))
                .orElse(words);
    }

    private static String age(StatedEvidence stated, Dossier dossier) {
        Duration age =
                Duration.between(stated.evidence().at(), dossier.standards().now());
        return age.isNegative()
                ? "from a time to come"
                : age.toMinutes() < 1
                        ? "just now"
                        : Lengths.words(
                                        age.toHours() < 48
                                                ? age.truncatedTo(ChronoUnit.MINUTES)
                                                : age.truncatedTo(ChronoUnit.DAYS))
                                + " ago";
    }

    private static Words soFar(CriterionStanding standing, Dossier dossier) {
        return switch (standing.state()) {
            case MET -> Words.strongly("✅ met").with(seen(standing, dossier));
            case FAILED -> Words.strongly("⛔ not met").with(seen(standing, dossier));
            case UNSEEN -> Words.strongly("❓ nothing seen yet");
            case OUTDATED -> Words.strongly("❓ seen too long ago to count").with(seen(standing, dossier));
            case INCOMPARABLE -> Words.strongly("❓ can't be compared").with(seen(standing, dossier));
            case VAGUE -> Words.strongly("⛔ can't be found true or false");
        };
    }

    private static Words seen(CriterionStanding standing, Dossier dossier) {
        return standing.newest().map(stated -> seen(stated, dossier)).orElseGet(Words::none);
    }

    private static Words seen(StatedEvidence stated, Dossier dossier) {
        Evidence evidence = stated.evidence();
        return Words.of(": " + Phrases.shortened(evidence.value(), 60)
                        + evidence.baseline()
                                .map(value -> " against " + Phrases.shortened(value, 60))
                                .orElse("")
                        + ", seen ")
                .moment(evidence.at(), dossier.release().profile().zone())
                .plain(" by ")
                .mention(stated.by())
                .plain(" in ")
                .link(evidence.link(), Phrases.shortened(evidence.source(), 60));
    }

    /** To the person who stated it. */
    public static Document stated(Dossier dossier, CriterionStanding standing) {
        return Document.of(Words.strongly("Stated. ")
                .plain(standing.planned().text() + ": ")
                .with(soFar(standing, dossier))
                .plain("."));
    }

    /** To those who decide: at once, for there is no Go with it. */
    public static Document failed(Dossier dossier, CriterionStanding standing) {
        Release release = dossier.release();
        return Document.builder()
                .paragraph(Words.strongly("A criterion of " + Phrases.name(release) + " isn't met: ")
                        .plain(standing.planned().text())
                        .with(seen(standing, dossier))
                        .plain(". There is no Go while what was seen last doesn't meet it."))
                .choices(
                        Choice.of(Controls.CRITERIA, Phrases.value(release), "Criteria")
                                .said("Show the criteria of " + release.key()),
                        Choice.of(Controls.CHECK, Phrases.value(release), "Check the gate")
                                .said("Show the findings on " + release.key()))
                .build();
    }
}
