package dev.releasemanager.coordination;

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.StatedEvidence;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.RaisedRisk;
import dev.releasemanager.manifest.Relation;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Preparedness;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The share of a manifest that goes with some of its changes: they themselves, what was said of them, the criteria of
 * their components, the rollback steps of their teams and components. Nothing of a manifest is lost when a share of it
 * goes: what doesn't go stays, and what is about all of it is in both.
 *
 * @param changes what goes
 * @param criteria those that are about nothing else than what goes, as the steps; they don't stay
 * @param activations of the flags of what goes; they stay where others are behind the flag, too
 * @param bakes that are longer than is configured; they stay, too
 * @param generalCriteria those that are about the release as a whole, as the general steps; they stay, too
 */
record Share(
        List<Change> changes,
        Map<ChangeId, RaisedRisk> raised,
        Map<String, String> versions,
        Landscape own,
        List<Relation> relations,
        List<PlannedCriterion> criteria,
        List<Step> steps,
        List<PlannedCriterion> generalCriteria,
        List<Step> generalSteps,
        List<PlannedActivation> activations,
        Map<String, Duration> bakes) {

    static Share of(Manifest manifest, RollbackPlan plan, Set<ChangeId> ids) {
        List<Change> going = manifest.scope().only(ids).changes();
        Set<String> components = new HashSet<>();
        going.forEach(change -> components.add(change.component()));
        Set<String> staying = new HashSet<>(manifest.graph().components());
        staying.removeAll(components);
        Set<String> stayingTeams = new HashSet<>();
        manifest.graph().without(ids).teams().forEach(team -> stayingTeams.add(team.value()));
        Details details = manifest.details();
        Map<ChangeId, RaisedRisk> raised = new HashMap<>(details.raised());
        raised.keySet().retainAll(ids);
        Map<String, String> versions = new TreeMap<>(details.versions());
        versions.keySet().retainAll(components);
        return new Share(
                going,
                raised,
                versions,
                details.own(),
                details.relations().stream()
                        .filter(relation -> ids.contains(relation.first()) && ids.contains(relation.second()))
                        .toList(),
                details.criteria().stream()
                        .filter(criterion -> criterion
                                .component()
                                .map(components::contains)
                                .orElseGet(() -> criterion
                                        .team()
                                        .filter(team -> !stayingTeams.contains(team.value()))
                                        .isPresent()))
                        .toList(),
                plan.steps().stream()
                        .filter(step -> goes(step, components, staying, stayingTeams))
                        .toList(),
                List.of(),
                List.of(),
                details.activations().stream()
                        .filter(activation -> going.stream().anyMatch(change -> change.flag()
                                .filter(activation.flag()::equals)
                                .isPresent()))
                        .toList(),
                details.bakes());
    }

    private static boolean goes(Step step, Set<String> going, Set<String> staying, Set<String> stayingTeams) {
        boolean ofLeavingTeam =
                step.team().filter(team -> !stayingTeams.contains(team.value())).isPresent();
        boolean namesGoing = going.stream().anyMatch(component -> names(step, component));
        return (namesGoing || ofLeavingTeam) && staying.stream().noneMatch(component -> names(step, component));
    }

    private static boolean names(Step step, String component) {
        String what = step.what();
        for (int at = what.indexOf(component); at >= 0; at = what.indexOf(component, at + 1)) {
            if (!isOfAName(what, at - 1) && !isOfAName(what, at + component.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfAName(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        char letter = text.charAt(at);
        return letter == '-'
                || letter == '_'
                || (letter >= '0' && letter <= '9')
                || (letter >= 'a' && letter <= 'z')
                || (letter >= 'A' && letter <= 'Z');
    }

    /**
     * With what is about the release as a whole, or about one of these teams and no component in particular: each release
     * that comes of it needs that.
     */
    Share withGeneral(Manifest manifest, RollbackPlan plan, Set<TeamId> teams) {
        return new Share(
                changes,
                raised,
                versions,
                own,
                relations,
                criteria,
                steps,
                manifest.details().criteria().stream()
                        .filter(criterion -> !criteria.contains(criterion)
                                && criterion.component().isEmpty()
                                && criterion.team().map(teams::contains).orElse(true))
                        .toList(),
                plan.steps().stream()
                        .filter(step -> !steps.contains(step)
                                && isGeneral(step, manifest)
                                && step.team().map(teams::contains).orElse(true))
                        .toList(),
                activations,
                bakes);
    }

    /** Whether a step names no component of the release. */
    private static boolean isGeneral(Step step, Manifest manifest) {
        return manifest.graph().components().stream().noneMatch(component -> names(step, component));
    }

    Share withRelations(List<Relation> next) {
        return new Share(
                changes,
                raised,
                versions,
                own,
                next,
                criteria,
                steps,
                generalCriteria,
                generalSteps,
                activations,
                bakes);
    }

    /**
     * What a team that takes part no more leaves behind is kept: what is about a component is its owner's from now on, and
     * the rest the release owner's. Without this a team would be waited for that can't answer.
     */
    static RollbackPlan withoutTeams(RollbackPlan plan, Predicate<TeamId> gone) {
        return plan.withSteps(plan.steps().stream()
                .map(step -> step.team().filter(gone).isEmpty()
                        ? step
                        : new Step(
                                step.number(),
                                step.what(),
                                step.executor(),
                                step.lasts(),
                                step.proof(),
                                Optional.empty()))
                .toList());
    }

    /** The same of the criteria. */
    static Details withoutTeams(Details details, Predicate<TeamId> gone) {
        return details.withCriteria(details.criteria().stream()
                .map(criterion -> criterion.team().filter(gone).isEmpty()
                        ? criterion
                        : new PlannedCriterion(
                                criterion.number(),
                                criterion.text(),
                                criterion.judgedAt(),
                                criterion.component(),
                                Optional.empty()))
                .toList());
    }

    /** Without the steps of those teams that are about no component: each of the teams has them where it went. */
    static RollbackPlan withoutGeneral(RollbackPlan plan, Manifest manifest, Predicate<TeamId> gone) {
        return plan.withSteps(plan.steps().stream()
                .filter(step -> step.team().filter(gone).isEmpty() || !isGeneral(step, manifest))
                .toList());
    }

    /** The same of the criteria. */
    static Details withoutGeneral(Details details, Predicate<TeamId> gone) {
        return details.withCriteria(details.criteria().stream()
                .filter(criterion -> criterion.team().filter(gone).isEmpty()
                        || criterion.component().isPresent())
                .toList());
    }

    /** The plan of a release without the steps that went. */
    RollbackPlan leftOf(RollbackPlan plan) {
        RollbackPlan left = plan;
        for (Step step : steps) {
            left = left.without(step.number());
        }
        return left;
    }

    /** What a release says besides its changes once this share has gone. */
    Details leftOf(Details details) {
        Set<ChangeId> gone = new HashSet<>();
        changes.forEach(change -> gone.add(change.id()));
        List<PlannedCriterion> left = new ArrayList<>(details.criteria());
        left.removeAll(criteria);
        Map<String, String> kept = new TreeMap<>(details.versions());
        kept.keySet().removeAll(versions.keySet());
        return details.keeping(id -> !gone.contains(id)).withCriteria(left).withVersions(kept);
    }

    /**
     * Puts it all into a release, with numbers of its own; what is there already stays.
     *
     * @param said in the release that they come from, of the steps, the migrations and the criteria: it goes with them
     * @param teams who takes part in the release
     */
    void putInto(ReleaseKey key, Transaction tx, Assurances said, Set<TeamId> teams) {
        Map<ChangeId, ChangeId> numbers = new HashMap<>();
        for (Change change : changes) {
            ChangeId id = tx.nextChange(key);
            numbers.put(change.id(), id);
            tx.put(key, change.as(id));
        }
        Details before = tx.details(key);
        Map<ChangeId, RaisedRisk> risks = new HashMap<>(before.raised());
        raised.forEach((id, risk) -> risks.put(numbers.getOrDefault(id, id), risk));
        Map<String, String> named = new TreeMap<>(versions);
        named.putAll(before.versions());
        List<Relation> related = new ArrayList<>(before.relations());
        relations.forEach(relation -> related.add(new Relation(
                numbers.getOrDefault(relation.first(), relation.first()),
                numbers.getOrDefault(relation.second(), relation.second()),
                relation.reason())));
        Details next = before.withRaised(risks)
                .withVersions(named)
                .withOwn(before.own().with(own))
                .withRelations(related);
        for (PlannedActivation activation : activations) {
            if (next.activationOf(activation.flag()).isEmpty()) {
                next = next.with(activation.as(tx.nextChange(key).value()));
            }
        }
        Map<String, Duration> watched = new HashMap<>(next.bakes());
        bakes.forEach(
                (stage, bake) -> watched.merge(stage, bake, (one, other) -> one.compareTo(other) < 0 ? other : one));
        next = next.withBakes(watched);
        Assurances taken = tx.assurances(key);
        for (PlannedCriterion criterion : both(generalCriteria, criteria)) {
            Optional<PlannedCriterion> there = next.criteria().stream()
                    .filter(known -> known.readinessLine().equals(criterion.readinessLine()))
                    .findFirst();
            int number = there.map(PlannedCriterion::number)
                    .orElseGet(() -> tx.nextChange(key).value());
            if (there.isEmpty()) {
                next = next.with(new PlannedCriterion(
                        number, criterion.text(), criterion.judgedAt(), criterion.component(), criterion.team()));
            }
            for (StatedEvidence stated : said.evidence()) {
                if (stated.isFor(criterion)) {
                    taken = taken.with(stated.of(tx.nextChange(key).value(), number));
                }
            }
        }
        tx.put(key, withoutTeams(next, team -> !teams.contains(team)));
        RollbackPlan plan = tx.rollbackPlan(key);
        Preparedness prepared = said.preparedness().takenTo(taken.preparedness(), numbers);
        for (Step step : both(generalSteps, steps)) {
            int number = tx.nextChange(key).value();
            plan = plan.with(new Step(number, step.what(), step.executor(), step.lasts(), step.proof(), step.team()));
            prepared = said.preparedness()
                    .acceptanceOf(step)
                    .map(known -> known.of(number))
                    .map(prepared::with)
                    .orElse(prepared);
        }
        tx.put(key, withoutTeams(plan, team -> !teams.contains(team)));
        tx.put(key, taken.with(prepared));
    }

    /** How many criteria a release has once this is put into it; those that it has already count once. */
    int criteriaIn(Details details) {
        Set<String> lines = new HashSet<>();
        details.criteria().forEach(known -> lines.add(known.readinessLine()));
        long more = both(generalCriteria, criteria).stream()
                .map(PlannedCriterion::readinessLine)
                .distinct()
                .filter(line -> !lines.contains(line))
                .count();
        return details.criteria().size() + (int) more;
    }

    int stepCount() {
        return generalSteps.size() + steps.size();
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
