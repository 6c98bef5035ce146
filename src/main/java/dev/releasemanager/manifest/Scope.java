package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inventory of what ships, by id.
 *
 * @param kinds the kinds of change that the configuration knows, by id
 */
public record Scope(List<Change> changes, Map<String, ChangeKind> kinds) {
    public Scope {
        changes = changes.stream().sorted(Comparator.comparing(Change::id)).toList();
        kinds = Map.copyOf(kinds);
    }

    public ChangeKind kindOf(Change change) {
        return Optional.ofNullable(kinds.get(change.kind())).orElseGet(() -> ChangeKind.unclassified(change.kind()));
    }

    /** The change that sets the risk of the release: the first among the riskiest. Empty if there is nothing in it. */
    public Optional<Change> riskiest() {
        return changes.stream()
                .max(Comparator.<Change, Risk>comparing(change -> kindOf(change).risk())
                        .thenComparing(Comparator.comparing(Change::id).reversed()));
    }

    /** The highest item's risk. Nothing known is not low: an empty scope is high. */
    public Risk risk() {
        return riskiest().map(change -> kindOf(change).risk()).orElse(Risk.HIGH);
    }

    public List<Change> of(TeamId team) {
        return changes.stream().filter(change -> change.team().equals(team)).toList();
    }

    public Optional<Change> find(ChangeId id) {
        return changes.stream().filter(change -> change.id().equals(id)).findFirst();
    }
}
