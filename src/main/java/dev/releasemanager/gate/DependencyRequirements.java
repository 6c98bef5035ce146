package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;

import dev.releasemanager.manifest.Fault;
import java.util.ArrayList;
import java.util.List;

/** What needs what is known and can be put in an order (M2). */
final class DependencyRequirements {
    private static final String RULE = "M2";
    private static final String NAME = "Order known";

    private DependencyRequirements() {}

    static List<Finding> orderKnown(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Fault fault : faults(facts)) {
            if (fault.shutsTheGate()) {
                findings.add(Finding.unmet(
                        RULE,
                        NAME,
                        fault.sentence(facts.roster()::nameOf),
                        fault.remedy(facts.roster()::nameOf),
                        deciders(facts.release())));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.met(RULE, NAME, "Every component is known, and there is an order without a circle."))
                : findings;
    }

    static List<Finding> ownershipClear(Facts facts) {
        return faults(facts).stream()
                .filter(fault -> !fault.shutsTheGate())
                .map(fault -> Finding.advice(
                        RULE,
                        "Ownership clear",
                        fault.sentence(facts.roster()::nameOf),
                        fault.remedy(facts.roster()::nameOf),
                        List.of()))
                .toList();
    }

    private static List<Fault> faults(Facts facts) {
        return facts.manifest().graph().faults(facts.release().profile().teams());
    }
}
