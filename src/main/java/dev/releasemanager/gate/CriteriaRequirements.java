package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;
import static dev.releasemanager.gate.Sentences.inline;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every criterion can be found true or false, and those of the checkpoint are found true by fresh evidence (M3). One that
 * is judged in a stage has to exist, no more.
 */
final class CriteriaRequirements {
    private static final String RULE = "M3";
    private static final String NAME = "Criteria measurable and met";

    private CriteriaRequirements() {}

    static List<Finding> measurableAndMet(Facts facts) {
        List<PlannedCriterion> criteria = facts.manifest().details().criteria();
        if (criteria.isEmpty()) {
            return List.of();
        }
        List<Finding> open = new ArrayList<>();
        for (PlannedCriterion criterion : criteria) {
            open(CriterionStanding.of(criterion, facts.assurances(), facts.standards()), facts)
                    .ifPresent(open::add);
        }
        return open.isEmpty() ? List.of(Finding.met(RULE, NAME, met(criteria))) : open;
    }

    private static String met(List<PlannedCriterion> criteria) {
        long judged = criteria.stream()
                .filter(criterion -> criterion.judgedAt() == JudgedAt.CHECKPOINT)
                .count();
        if (judged == 0) {
            return "No criterion is judged before the call; "
                    + (criteria.size() == 1 ? "one is" : criteria.size() + " are") + " judged in a stage.";
        }
        return judged == 1
                ? "The one criterion that is judged before the call is met."
                : "All " + judged + " criteria that are judged before the call are met.";
    }

    static List<Finding> somethingMeasured(Facts facts) {
        return facts.manifest().details().criteria().isEmpty()
                ? List.of(Finding.notApplicable(
                        RULE,
                        NAME,
                        "There are no criteria, so nothing measurable is judged.",
                        "The owner and the teams add them with " + facts.command("criteria") + ".",
                        deciders(facts.release())))
                : List.of();
    }

    private static Optional<Finding> open(CriterionStanding standing, Facts facts) {
        PlannedCriterion criterion = standing.planned();
        String named = "“" + inline(criterion.text()) + "”";
        if (standing.state() == CriterionStanding.State.VAGUE) {
            return Optional.of(Finding.unmet(
                    RULE,
                    NAME,
                    named + " can't be found true or false.",
                    whose(criterion, facts) + " says it measurably with " + facts.command("criteria") + ".",
                    people(criterion, facts)));
        }
        if (criterion.judgedAt() == JudgedAt.STAGE) {
            return Optional.empty();
        }
        return switch (standing.state()) {
            case MET, VAGUE -> Optional.empty();
            case FAILED ->
                Optional.of(Finding.unmet(
                        RULE,
                        NAME,
                        named + " isn't met: " + seen(standing, facts) + ".",
                        "It is put right, and what is seen then is stated with " + facts.command("evidence")
                                + "; until then the owner calls Delay.",
                        people(criterion, facts)));
            case UNSEEN ->
                unknown(
                        facts,
                        criterion,
                        hadOtherWords(criterion, facts)
                                ? "Nothing has been seen for " + named + " since it was worded so."
                                : "Nothing has been seen yet for " + named + ".");
            case OUTDATED ->
                unknown(
                        facts,
                        criterion,
                        "What was seen for " + named + " is older than "
                                + hours(facts.standards().evidenceMaximumAge()) + " and counts as none.");
            case INCOMPARABLE ->
                unknown(
                        facts,
                        criterion,
                        "What was seen for " + named + " can't be compared with it: " + seen(standing, facts) + ".");
        };
    }

    private static Optional<Finding> unknown(Facts facts, PlannedCriterion criterion, String sentence) {
        return Optional.of(Finding.unknown(
                RULE,
                NAME,
                sentence,
                whose(criterion, facts) + " states what is seen with " + facts.command("evidence") + ".",
                people(criterion, facts)));
    }

    private static boolean hadOtherWords(PlannedCriterion criterion, Facts facts) {
        return facts.assurances().evidence().stream().anyMatch(stated -> stated.criterion() == criterion.number());
    }

    private static String seen(CriterionStanding standing, Facts facts) {
        return standing.newest()
                .map(stated -> inline(stated.evidence().value())
                        + stated.evidence()
                                .baseline()
                                .map(value -> " against " + inline(value))
                                .orElse("")
                        + ", seen by " + facts.roster().nameOf(stated.by()) + " in "
                        + inline(stated.evidence().source()))
                .orElse("nothing");
    }

    private static String hours(Duration length) {
        long minutes = length.toMinutes();
        if (minutes % 60 != 0) {
            return minutes + " minutes";
        }
        return minutes == 60 ? "an hour" : minutes / 60 + " hours";
    }

    private static String whose(PlannedCriterion criterion, Facts facts) {
        return teams(criterion, facts)
                .findFirst()
                .map(team -> "Somebody of " + team.name())
                .orElse("The owner, or somebody of a taking-part team,");
    }

    /** Its team's lead or those who are asked; the owner for one that is no team's. */
    private static List<PersonId> people(PlannedCriterion criterion, Facts facts) {
        List<PersonId> people = teams(criterion, facts)
                .flatMap(team -> team.lead().map(Stream::of).orElseGet(() -> team.asked().stream()))
                .distinct()
                .toList();
        return people.isEmpty() ? deciders(facts.release()) : people;
    }

    private static Stream<Team> teams(PlannedCriterion criterion, Facts facts) {
        Stream<TeamId> ids = criterion.team().isPresent()
                ? criterion.team().stream()
                : criterion.component().stream()
                        .flatMap(component -> facts.manifest().graph().teamsOf(component).stream());
        return ids.flatMap(id -> facts.roster().find(id).stream());
    }
}
