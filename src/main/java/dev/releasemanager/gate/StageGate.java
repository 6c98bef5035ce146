package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.rollout.NoticeRead;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What has to be so before a stage of production begins; judged again at each. */
final class StageGate {
    private StageGate() {}

    /** @param first whether it is the first one that users meet */
    static Verdict judge(Facts facts, boolean first) {
        List<Finding> findings = new ArrayList<>();
        if (first) {
            findings.addAll(StagingRequirement.stagingPassed(facts));
            findings.add(supportHasRead(facts));
            findings.add(somethingIsMeasured(facts));
            findings.addAll(ReviewRequirement.reviewsClosed(facts));
        }
        findings.add(notOnAFriday(facts));
        return new Verdict(facts.release().revision(), findings);
    }

    /** The day of this moment, in the release's zone, if it is a Friday. */
    static Optional<LocalDate> friday(Facts facts) {
        LocalDate today =
                facts.standards().now().atZone(facts.release().profile().zone()).toLocalDate();
        return today.getDayOfWeek() == DayOfWeek.FRIDAY ? Optional.of(today) : Optional.empty();
    }

    private static Finding notOnAFriday(Facts facts) {
        String name = "Not on a Friday";
        return friday(facts)
                .map(day -> Exceptions.judge(
                        facts,
                        ExceptionRequest.FRIDAY,
                        name,
                        day.toString(),
                        "Today is a Friday (" + day + " in "
                                + facts.release().profile().zone().getId() + "), with fewer people at hand afterwards.",
                        "The owner waits for another day, or asks for an exception with " + facts.command("except")
                                + " X2."))
                .orElseGet(() -> Finding.met(ExceptionRequest.FRIDAY, name, "Today is no Friday."));
    }

    private static Finding supportHasRead(Facts facts) {
        String name = "Support has read what changes";
        Optional<NoticeRead> read =
                facts.release().state().goCall().flatMap(call -> facts.rollout().readOf(call.revision()));
        if (read.isPresent()) {
            return Finding.met(
                    "K3",
                    name,
                    facts.roster().nameOf(read.get().by()) + " of support has read what changes for users.");
        }
        List<PersonId> support = facts.roster().support().stream()
                .sorted(Comparator.comparing(PersonId::value))
                .toList();
        return Finding.unmet(
                "K3",
                name,
                "Support hasn't said yet that it has read what changes for users.",
                support.isEmpty()
                        ? "Nobody is configured as support; whoever looks after the configuration names somebody."
                        : "Somebody of support says so with the button on the notice that they got, or with "
                                + facts.command("read") + ".",
                support);
    }

    /** A stage that nothing measures could never be judged. */
    private static Finding somethingIsMeasured(Facts facts) {
        String name = "Something is measured in production";
        boolean any = facts.manifest().details().criteria().stream().anyMatch(Dossier::judgesProduction);
        return any
                ? Finding.met("M6", name, "Production is judged by criteria that were set before.")
                : Finding.unmet(
                        "M6",
                        name,
                        "No criterion judges production, and no crash is no proof.",
                        "The owner or a team adds one with "
                                + facts.command("criteria")
                                + ", such as: error rate < 0.1 % on canary over 30 min. That is"
                                + " an edit: the Go is called again.",
                        deciders(facts.release()));
    }
}
