package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.inline;

import dev.releasemanager.release.PersonId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A hold blocks without taking any confirmation away. */
final class HoldRequirement {
    private static final String RULE = "hold";
    private static final String NAME = "Nobody holds it";

    private HoldRequirement() {}

    static List<Finding> nobodyHoldsIt(Facts facts) {
        if (facts.assurances().holds().isEmpty()) {
            return List.of(Finding.met(RULE, NAME, "Nobody holds it."));
        }
        return facts.assurances().holds().stream()
                .map(hold -> finding(hold, facts))
                .toList();
    }

    private static Finding finding(Hold hold, Facts facts) {
        Set<PersonId> who =
                new LinkedHashSet<>(List.of(hold.by(), facts.release().owner()));
        return Finding.unmet(
                RULE,
                NAME,
                facts.roster().nameOf(hold.by()) + " holds it: " + inline(hold.reason()) + ".",
                "Whoever set it, or the owner, lifts it with " + facts.command("hold") + " lift.",
                List.copyOf(who));
    }
}
