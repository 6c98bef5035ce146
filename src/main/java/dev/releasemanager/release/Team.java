package dev.releasemanager.release;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A team as the configuration and the directory have it now: people who left or are guests are not in it.
 *
 * @param members everybody who may answer, the lead included
 * @param asked who is written to when a checkpoint opens; a part of the members
 * @param confirmations how many distinct members have to confirm, one or two
 * @param checklist the definition of ready, item by item; never empty
 * @param components what the team owns
 */
public record Team(
        TeamId id,
        String name,
        Optional<PersonId> lead,
        Set<PersonId> members,
        List<PersonId> asked,
        int confirmations,
        List<String> checklist,
        List<String> components) {
    public Team {
        members = Set.copyOf(members);
        asked = List.copyOf(asked);
        checklist = List.copyOf(checklist);
        components = List.copyOf(components);
        if (confirmations < 1 || confirmations > 2) {
            throw new IllegalArgumentException("confirmations of " + id + ": " + confirmations);
        }
    }

    public boolean isLedBy(PersonId person) {
        return lead.isPresent() && lead.get().equals(person);
    }
}
