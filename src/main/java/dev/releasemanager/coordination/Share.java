package dev.releasemanager.coordination;

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.RaisedRisk;
import dev.releasemanager.manifest.Relation;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollback.Preparedness;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The share of a manifest that goes with some of its changes: they themselves, what was said of them, the criteria of
 * their components, the rollback steps of their teams and components.
 *
 * @param changes what goes
 * @param criteria and the steps that are about nothing else than what goes
 */
record Share(
        List<Change> changes,
        Map<ChangeId, RaisedRisk> raised,
        Map<String, String> versions,
        Landscape own,
        List<Relation> relations,
        List<PlannedCriterion> criteria,
        List<Step> steps) {

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
                        .toList());
    }

    private static boolean goes(Step step, Set<String> going, Set<String> staying, Set<String> stayingTeams) {
        boolean ofLeavingTeam =
                step.team().filter(team -> !stayingTeams.contains(team.value())).isPresent();
        boolean namesGoing = going.stream().anyMatch(component -> names(step, component));
        boolean namesStaying = staying.stream().anyMatch(component -> names(step, component));
        return namesGoing ? !namesStaying : ofLeavingTeam && !namesStaying;
    }

    private static boolean names(Step step, String component) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(component) + "(?![\\w-])")
                .matcher(step.what())
                .find();
    }

    /** With steps that are about the release as a whole: each of its parts needs them. */
    Share withGeneralSteps(Manifest manifest, RollbackPlan plan) {
        List<Step> all = new ArrayList<>(steps);
        plan.steps().stream()
                .filter(step -> step.team().isEmpty()
                        && manifest.graph().components().stream().noneMatch(component -> names(step, component)))
                .forEach(all::add);
        return new Share(changes, raised, versions, own, relations, criteria, all);
    }

    Share withRelations(List<Relation> next) {
        return new Share(changes, raised, versions, own, next, criteria, steps);
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
     * @param said of the steps and migrations in the release that they come from: it goes with them
     */
    void putInto(ReleaseKey key, Transaction tx, Preparedness said) {
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
        for (PlannedCriterion criterion : criteria) {
            next = next.with(new PlannedCriterion(
                    tx.nextChange(key).value(),
                    criterion.text(),
                    criterion.judgedAt(),
                    criterion.component(),
                    criterion.team()));
        }
        tx.put(key, next);
        RollbackPlan plan = tx.rollbackPlan(key);
        Assurances assurances = tx.assurances(key);
        Preparedness taken = said.takenTo(assurances.preparedness(), numbers);
        for (Step step : steps) {
            int number = tx.nextChange(key).value();
            plan = plan.with(new Step(number, step.what(), step.executor(), step.lasts(), step.proof(), step.team()));
            taken = said.acceptanceOf(step)
                    .map(known -> known.of(number))
                    .map(taken::with)
                    .orElse(taken);
        }
        tx.put(key, plan);
        tx.put(key, assurances.with(taken));
    }
}
