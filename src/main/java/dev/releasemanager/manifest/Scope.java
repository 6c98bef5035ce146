package dev.releasemanager.manifest;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.releasemanager.release.TeamId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The inventory of what ships, by id.
 *
 * @param kinds the kinds of change that the configuration knows, by id
 * @param raised risks that were raised by hand; one that isn't above its kind counts for nothing
 * @param versions the version or commit of a component, by its name; named by staging at the latest
 */
public record Scope(
        List<Change> changes,
        Map<String, ChangeKind> kinds,
        Map<ChangeId, RaisedRisk> raised,
        Map<String, String> versions) {
    public Scope {
        changes = changes.stream().sorted(Comparator.comparing(Change::id)).toList();
        kinds = Map.copyOf(kinds);
        raised = Map.copyOf(raised);
        versions = Map.copyOf(versions);
    }

    public Scope(List<Change> changes, Map<String, ChangeKind> kinds) {
        this(changes, kinds, Map.of(), Map.of());
    }

    public Scope withRaised(Map<ChangeId, RaisedRisk> risks) {
        return new Scope(changes, kinds, risks, versions);
    }

    public Scope withVersions(Map<String, String> byComponent) {
        return new Scope(changes, kinds, raised, byComponent);
    }

    /** Only these changes, with the risks and versions that belong to them. */
    public Scope only(Set<ChangeId> ids) {
        List<Change> kept =
                changes.stream().filter(change -> ids.contains(change.id())).toList();
        Set<String> components = kept.stream().map(Change::component).collect(toSet());
        return new Scope(
                kept,
                kinds,
                raised.entrySet().stream()
                        .filter(entry -> ids.contains(entry.getKey()))
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)),
                versions.entrySet().stream()
                        .filter(entry -> components.contains(entry.getKey()))
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    public Scope without(Set<ChangeId> ids) {
        return only(
                changes.stream().map(Change::id).filter(id -> !ids.contains(id)).collect(toSet()));
    }

    public ChangeKind kindOf(Change change) {
        return Optional.ofNullable(kinds.get(change.kind())).orElseGet(() -> ChangeKind.unclassified(change.kind()));
    }

    /** That of its kind, or the higher one that it was raised to. */
    public Risk riskOf(Change change) {
        Risk ofKind = kindOf(change).risk();
        return Optional.ofNullable(raised.get(change.id()))
                .map(RaisedRisk::risk)
                .filter(risk -> risk.compareTo(ofKind) > 0)
                .orElse(ofKind);
    }

    /** The change that sets the risk of the release: the first among the riskiest. Empty if there is nothing in it. */
    public Optional<Change> riskiest() {
        return changes.stream()
                .max(Comparator.<Change, Risk>comparing(this::riskOf)
                        .thenComparing(Comparator.comparing(Change::id).reversed()));
    }

    /** The highest item's risk. Nothing known is not low: an empty scope is high. */
    public Risk risk() {
        return riskiest().map(this::riskOf).orElse(Risk.HIGH);
    }

    public List<Change> of(TeamId team) {
        return changes.stream().filter(change -> change.team().equals(team)).toList();
    }

    public Optional<Change> find(ChangeId id) {
        return changes.stream().filter(change -> change.id().equals(id)).findFirst();
    }
}
