package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;

import dev.releasemanager.manifest.Coherence;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.manifest.Split;
import java.util.List;
import java.util.stream.Collectors;

/** Small enough, and of one piece: X3 (unrelated changes), H2 (cross-team dependencies), S3 (size budget). */
final class CoherenceRequirements {
    private static final String TOGETHER = "Changes hang together";
    private static final String FEW = "At most three cross-team dependencies";
    private static final String SMALL = "Within the size budget";

    private CoherenceRequirements() {}

    static List<Finding> changesHangTogether(Facts facts) {
        Coherence coherence = facts.coherence();
        if (coherence.isCoherent()) {
            return List.of(Finding.met(
                    "X3",
                    TOGETHER,
                    "The changes hang together by component, ticket, dependency or a written relation."));
        }
        String groups = coherence.groups().stream()
                .limit(6)
                .map(Coherence.Group::sentence)
                .collect(Collectors.joining("; "));
        int more = coherence.groups().size() - 6;
        return List.of(Finding.unmet(
                "X3",
                TOGETHER,
                "Its changes are " + coherence.groups().size() + " separate groups: " + groups
                        + (more > 0 ? "; and " + more + " more." : "."),
                "The owner splits it with " + facts.command("split") + ", or says how they belong together with "
                        + facts.command("relate") + ".",
                deciders(facts.release())));
    }

    /** What an exception from H2 covers: so many dependencies, and not one more. */
    static String covered(int crossTeam) {
        return crossTeam + " cross-team dependencies";
    }

    static List<Finding> fewCrossTeamDependencies(Facts facts) {
        List<Dependency> crossTeam = facts.manifest().graph().crossTeam();
        if (crossTeam.size() <= Split.CROSS_TEAM_LIMIT) {
            return List.of(Finding.met(
                    ExceptionRequest.BREAK_UP,
                    FEW,
                    crossTeam.isEmpty()
                            ? "No dependency leads from one team to another."
                            : crossTeam.size() + (crossTeam.size() == 1 ? " dependency leads" : " dependencies lead")
                                    + " from one team to another."));
        }
        String named = crossTeam.stream().limit(8).map(Dependency::toString).collect(Collectors.joining(", "));
        int more = crossTeam.size() - 8;
        return List.of(Exceptions.judge(
                facts,
                ExceptionRequest.BREAK_UP,
                FEW,
                covered(crossTeam.size()),
                crossTeam.size() + " dependencies lead from one team to another, and more than "
                        + Split.CROSS_TEAM_LIMIT + " are too many for one release: " + named
                        + (more > 0 ? " and " + more + " more." : "."),
                "The owner breaks it up with " + facts.command("split")
                        + ", or asks an executive for an exception with " + facts.command("except") + " H2."));
    }

    static List<Finding> withinTheSizeBudget(Facts facts) {
        List<SizeBudget.Excess> excesses =
                facts.standards().sizeBudget().exceededBy(facts.manifest().graph());
        return excesses.isEmpty()
                ? List.of()
                : List.of(Finding.advice(
                        "S3",
                        SMALL,
                        excesses.stream().map(SizeBudget.Excess::sentence).collect(Collectors.joining(" ")),
                        "Small and often is safer: " + facts.command("split") + " proposes the parts.",
                        deciders(facts.release())));
    }
}
