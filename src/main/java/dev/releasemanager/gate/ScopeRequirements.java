package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;

import dev.releasemanager.manifest.Flagged;
import java.util.List;

/** What ships, and whether it hangs together. */
final class ScopeRequirements {
    private static final int NAMED = 6;

    private ScopeRequirements() {}

    static List<Finding> somethingInScope(Facts facts) {
        return facts.scope().changes().isEmpty()
                ? List.of(Finding.advice(
                        "M1",
                        "Scope known",
                        "Nothing is in the scope yet, so its risk counts as high.",
                        "The owner and the teams add what ships with " + facts.command("scope") + ".",
                        deciders(facts.release())))
                : List.of();
    }

    /** A flag that nobody has planned to switch on stays dark: allowed, and said (S2). */
    static List<Finding> flagsHaveAnActivation(Facts facts) {
        List<String> dark = facts.manifest().flags().stream()
                .filter(flag -> flag.activation().isEmpty())
                .map(Flagged::flag)
                .toList();
        if (dark.isEmpty()) {
            return List.of();
        }
        int more = dark.size() - NAMED;
        return List.of(Finding.advice(
                "S2",
                "Flags have an activation",
                (dark.size() == 1 ? "Nobody has planned how this flag is" : "Nobody has planned how these flags are")
                        + " switched on: "
                        + String.join(", ", dark.subList(0, Math.min(NAMED, dark.size())))
                        + (more > 0 ? " and " + more + " more" : "")
                        + ". What is behind stays dark, also after the release is completed.",
                "If it is to be switched on with this release, the team or the owner plans that with "
                        + facts.command("flags") + ".",
                deciders(facts.release())));
    }
}
