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

    static Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        BLOCKING.forEach(requirement -> findings.addAll(requirement.apply(facts)));
        ADVISORY.forEach(requirement -> findings.addAll(requirement.apply(facts)));
        return new Verdict(facts.release().revision(), findings);
    }
}
