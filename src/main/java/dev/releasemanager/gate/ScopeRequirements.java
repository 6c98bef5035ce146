package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;

import java.util.List;

/** What ships, and whether it hangs together. */
final class ScopeRequirements {
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
}
