package dev.releasemanager.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a manifest says besides its changes and its rollback plan.
 *
 * @param raised risks raised by hand, by change
 * @param versions the version or commit of each component
 * @param own components and dependencies that this release adds to the configuration's
 * @param relations between changes, written down by the owner (X3)
 * @param criteria in the order of their numbers
 * @param exclusions what left for another release, in the order in which it left
 * @param origins the releases that this one was split off from, or took changes up from, in that order
 * @param activations how flags are switched on, in the order of their numbers; one for each flag at most
 * @param bakes how long stages are watched that are to be watched for longer than the configuration asks for, by the stage's
 *     id (S4)
 */
public record Details(
        Map<ChangeId, RaisedRisk> raised,
        Map<String, String> versions,
        Landscape own,
        List<Relation> relations,
        List<PlannedCriterion> criteria,
        List<Exclusion> exclusions,
        List<Origin> origins,
        List<PlannedActivation> activations,
        Map<String, Duration> bakes) {
    public static final Details NONE = new Details(
            Map.of(), Map.of(), Landscape.EMPTY, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());

    public Details {
        raised = Map.copyOf(raised);
        versions = Map.copyOf(versions);
        relations = List.copyOf(relations);
        criteria = List.copyOf(criteria);
        exclusions = List.copyOf(exclusions);
        origins = List.copyOf(origins);
        activations = List.copyOf(activations);
        bakes = Map.copyOf(bakes);
    }

    public Optional<PlannedCriterion> findCriterion(int number) {
        return criteria.stream().filter(known -> known.number() == number).findFirst();
    }

    /** By its {@link PlannedCriterion#mark}, whatever it says now; empty if the mark is none. */
    public Optional<PlannedCriterion> findCriterion(String mark) {
        String number = mark.split(":", 2)[0];
        return number.matches("\\d{1,9}") ? findCriterion(Integer.parseInt(number)) : Optional.empty();
    }

    public Details withRaised(Map<ChangeId, RaisedRisk> next) {
        return new Details(next, versions, own, relations, criteria, exclusions, origins, activations, bakes);
    }

    public Details withVersions(Map<String, String> next) {
        return new Details(raised, next, own, relations, criteria, exclusions, origins, activations, bakes);
    }

    public Details withOwn(Landscape next) {
        return new Details(raised, versions, next, relations, criteria, exclusions, origins, activations, bakes);
    }

    public Details withRelations(List<Relation> next) {
        return new Details(raised, versions, own, next, criteria, exclusions, origins, activations, bakes);
    }

    /** With the criterion added, or put in the place of the one with its number. */
    public Details with(PlannedCriterion criterion) {
        List<PlannedCriterion> next = new ArrayList<>(criteria);
        next.removeIf(known -> known.number() == criterion.number());
        next.add(criterion);
        next.sort(java.util.Comparator.comparingInt(PlannedCriterion::number));
        return withCriteria(next);
    }

    public Details withCriteria(List<PlannedCriterion> next) {
        return new Details(raised, versions, own, relations, next, exclusions, origins, activations, bakes);
    }

    public Details with(List<Exclusion> more) {
        List<Exclusion> next = new ArrayList<>(exclusions);
        next.addAll(more);
        return new Details(raised, versions, own, relations, criteria, next, origins, activations, bakes);
    }

    public Optional<PlannedActivation> findActivation(int number) {
        return activations.stream().filter(known -> known.number() == number).findFirst();
    }

    public Optional<PlannedActivation> activationOf(String flag) {
        return activations.stream().filter(known -> known.flag().equals(flag)).findFirst();
    }

    /** With the activation in the place of the one of its flag, or added. */
    public Details with(PlannedActivation activation) {
        List<PlannedActivation> next = new ArrayList<>(activations);
        next.removeIf(known -> known.flag().equals(activation.flag()));
        next.add(activation);
        next.sort(java.util.Comparator.comparingInt(PlannedActivation::number));
        return withActivations(next);
    }

    public Details withActivations(List<PlannedActivation> next) {
        return new Details(raised, versions, own, relations, criteria, exclusions, origins, next, bakes);
    }

    public Details withBakes(Map<String, Duration> next) {
        return new Details(raised, versions, own, relations, criteria, exclusions, origins, activations, next);
    }

    /** With one more origin; the others stay. */
    public Details from(Origin where) {
        if (origins.contains(where)) {
            return this;
        }
        List<Origin> next = new ArrayList<>(origins);
        next.add(where);
        return new Details(raised, versions, own, relations, criteria, exclusions, next, activations, bakes);
    }

    /** Without what is said of changes that aren't in the scope any more. */
    public Details keeping(Predicate<ChangeId> ids) {
        Map<ChangeId, RaisedRisk> risks = new TreeMap<>(raised);
        risks.keySet().removeIf(ids.negate());
        return withRaised(risks)
                .withRelations(relations.stream()
                        .filter(relation -> ids.test(relation.first()) && ids.test(relation.second()))
                        .toList());
    }

    private static String inWords(Duration bake) {
        if (bake.equals(Duration.ofHours(bake.toHours()))) {
            return bake.toHours() + " h";
        }
        return bake.equals(Duration.ofMinutes(bake.toMinutes())) ? bake.toMinutes() + " min" : bake.toSeconds() + " s";
    }

    /** As lines of the manifest's canonical form; raised risks and versions stand with the scope. */
    public List<String> canonicalLines() {
        List<String> lines = new ArrayList<>(own.canonicalLines());
        relations.forEach(relation -> lines.add(relation.canonicalLine()));
        criteria.forEach(criterion -> lines.add(criterion.canonicalLine()));
        exclusions.forEach(exclusion -> lines.add(exclusion.canonicalLine()));
        activations.forEach(activation -> lines.addAll(activation.canonicalLines()));
        new TreeMap<>(bakes).forEach((stage, bake) -> lines.add(CanonicalForm.line("bake of " + stage, inWords(bake))));
        origins.forEach(where -> lines.add(CanonicalForm.line("comes from " + where.from(), where.reason())));
        return lines;
    }
}
