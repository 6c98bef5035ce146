package dev.releasemanager.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All requirements of a Go, evaluated on one revision, in a fixed order: blocking before advisory. Each gives at least one
 * finding whenever it applies, met or not.
 */
final class Gate {
    private static final List<Function<Facts, List<Finding>>> BLOCKING = List.of(
            PlanRequirements::rollbackPlanComplete,
            PlanRequirements::reversalsTested,
            TeamRequirements::everyTeamReady,
            TeamRequirements::nothingUnknown,
            DependencyRequirements::orderKnown,
            CriteriaRequirements::measurableAndMet,
            CoherenceRequirements::changesHangTogether,
            CoherenceRequirements::fewCrossTeamDependencies,
            StagingRequirement::stagingPassed,
            TimeRequirements::notOnAFriday,
            ReviewRequirement::reviewsClosed,
            HoldRequirement::nobodyHoldsIt);

    private static final List<Function<Facts, List<Finding>>> ADVISORY = List.of(
            ScopeRequirements::somethingInScope,
            ScopeRequirements::flagsHaveAnActivation,
            CriteriaRequirements::somethingMeasured,
            CoherenceRequirements::withinTheSizeBudget,
            DependencyRequirements::ownershipClear,
            ReviewRequirement::lessonsKept);

    private Gate() {}

    /** {@link Verdict#isOpen} of what {@link #judge} finds, and no more: it ends at the first finding that shuts the gate. */
    static boolean isOpen(Facts facts) {
        boolean anything = false;
        for (List<Function<Facts, List<Finding>>> requirements : List.of(BLOCKING, ADVISORY)) {
            for (Function<Facts, List<Finding>> requirement : requirements) {
                List<Finding> findings = requirement.apply(facts);
                if (findings.stream().anyMatch(Finding::shutsTheGate)) {
                    return false;
                }
                anything |= !findings.isEmpty();
            }
        }
        return anything;
    }

    static Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        BLOCKING.forEach(requirement -> findings.addAll(requirement.apply(facts)));
        ADVISORY.forEach(requirement -> findings.addAll(requirement.apply(facts)));
        return new Verdict(facts.release().revision(), findings);
    }
}
