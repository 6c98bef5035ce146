package dev.releasemanager.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is who at this moment: teams, roles and people, resolved from the configuration and the workspace's directory. A
 * snapshot; who may do what is decided on the newest one at every act (A2).
 *
 * @param teams by id, in the configuration's order
 * @param unresolved what the configuration names and the directory doesn't know, by team; each a sentence
 * @param rotas by id, in the configuration's order
 * @param rollingBack who may begin a rollback besides the owner and the delegate (Q2)
 */
public record Roster(
        Map<TeamId, Team> teams,
        Set<PersonId> executives,
        Set<PersonId> support,
        Map<PersonId, Person> people,
        Map<TeamId, List<String>> unresolved,
        Map<RotaId, Rota> rotas,
        Set<Role> rollingBack) {
    public Roster {
        teams = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(teams));
        executives = Set.copyOf(executives);
        support = Set.copyOf(support);
        people = Map.copyOf(people);
        unresolved = Map.copyOf(unresolved);
        rotas = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rotas));
        rollingBack = Set.copyOf(rollingBack);
    }

    /** Of a workspace without rotas, where leads may begin a rollback. */
    public Roster(
            Map<TeamId, Team> teams,
            Set<PersonId> executives,
            Set<PersonId> support,
            Map<PersonId, Person> people,
            Map<TeamId, List<String>> unresolved) {
        this(teams, executives, support, people, unresolved, Map.of(), Set.of(Role.LEADS));
    }

    public Roster withRotas(List<Rota> all) {
        Map<RotaId, Rota> next = new LinkedHashMap<>();
        all.forEach(rota -> next.put(rota.id(), rota));
        return new Roster(teams, executives, support, people, unresolved, next, rollingBack);
    }

    public Roster withRollingBack(Set<Role> roles) {
        return new Roster(teams, executives, support, people, unresolved, rotas, roles);
    }

    public Optional<Rota> find(RotaId rota) {
        return Optional.ofNullable(rotas.get(rota));
    }

    public Optional<Team> find(TeamId team) {
        return Optional.ofNullable(teams.get(team));
    }

    public Optional<Person> find(PersonId person) {
        return Optional.ofNullable(people.get(person));
    }

    /** A name to read, or the bare id of somebody whom the directory doesn't know. */
    public String nameOf(PersonId person) {
        return find(person).map(Person::name).orElse(person.value());
    }

    /** A team's name to read, or its id if the configuration no longer has it. */
    public String nameOf(TeamId team) {
        return find(team).map(Team::name).orElse(team.value());
    }

    /** Whether this person is known, hasn't left and isn't a guest. */
    public boolean isPresent(PersonId person) {
        return find(person).map(p -> p.active() && !p.guest()).orElse(false);
    }

    public List<Team> teamsOf(PersonId person) {
        return teams.values().stream()
                .filter(team -> team.members().contains(person))
                .toList();
    }
}
