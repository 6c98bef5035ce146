package dev.releasemanager.coordination;

import static dev.releasemanager.release.Cast.BERLIN;
import static dev.releasemanager.release.Cast.OWNER;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.Person;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A release of a size that nobody should make: as many teams, each with five components, as many changes and dependencies
 * between them as asked for, the same each time.
 */
record BigRelease(int teams, int changes, int dependencies) {
    private static final int COMPONENTS_OF_A_TEAM = 5;
    static final String HUB = "component-0";

    TeamId team(int number) {
        return new TeamId("team-" + number);
    }

    PersonId lead(int team) {
        return new PersonId("U0LEAD" + team);
    }

    private int components() {
        return teams * COMPONENTS_OF_A_TEAM;
    }

    private TeamId ownerOf(int component) {
        return team(component % teams);
    }

    Roster roster() {
        Map<TeamId, Team> all = new LinkedHashMap<>();
        Map<PersonId, Person> people = new LinkedHashMap<>();
        people.put(OWNER, new Person(OWNER, "Owner", BERLIN, true, false));
        for (int i = 0; i < teams; i++) {
            people.put(lead(i), new Person(lead(i), "Lead " + i, BERLIN, true, false));
            List<String> own = new ArrayList<>();
            for (int c = i; c < components(); c += teams) {
                own.add("component-" + c);
            }
            Set<PersonId> members = new LinkedHashSet<>(List.of(lead(i)));
            if (i == 0) {
                members.add(OWNER);
            }
            all.put(
                    team(i),
                    new Team(
                            team(i),
                            "Team " + i,
                            Optional.of(lead(i)),
                            members,
                            List.of(lead(i)),
                            1,
                            List.of("Tests are green on the release branch", "On-call is named for the day"),
                            own));
        }
        return new Roster(all, Set.of(Cast.EXECUTIVE), Set.of(Cast.SUPPORT), people, Map.of());
    }

    /** Without circles; one component is needed by one of each team. */
    Landscape landscape() {
        List<Component> known = new ArrayList<>();
        for (int i = 0; i < components(); i++) {
            known.add(Component.of("component-" + i, ownerOf(i)));
        }
        Set<Dependency> needs = new LinkedHashSet<>();
        for (int i = 1; i < teams; i++) {
            needs.add(new Dependency("component-" + i, HUB));
        }
        Random random = new Random(7);
        while (needs.size() < dependencies) {
            int one = random.nextInt(components());
            int other = random.nextInt(components());
            if (one != other) {
                needs.add(new Dependency("component-" + Math.max(one, other), "component-" + Math.min(one, other)));
            }
        }
        return new Landscape(known, List.copyOf(needs));
    }

    /** Two of each component; the first is the only one of the hub. */
    List<Change> scope() {
        List<Change> all = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            int component = i < components() ? i : 1 + i % (components() - 1);
            all.add(new Change(
                    new ChangeId(i + 1),
                    ownerOf(component),
                    "component-" + component,
                    i % 7 == 0 ? "flagged" : "copy",
                    "Change number " + (i + 1) + " for PAY-" + (1 + i % 300),
                    "https://git.example/pull/" + i,
                    Optional.empty(),
                    "nothing",
                    Optional.empty(),
                    Optional.empty()));
        }
        return all;
    }

    /** In this office, with a plan that is accepted, a criterion of each team (at most 100), and open to be answered. */
    ReleaseKey in(Office office) {
        office.roster = roster();
        office.landscape = landscape();
        List<TeamId> all = new ArrayList<>(office.roster.teams().keySet());
        ReleaseKey key = Office.done(office.use
                        .planning()
                        .create(office.by(OWNER), Office.form("A very big one", all, Optional.of(OWNER))))
                .release()
                .orElseThrow()
                .key();
        List<Change> scope = scope();
        for (int from = 0; from < scope.size(); from += 100) {
            List<Change> some = scope.subList(from, Math.min(from + 100, scope.size()));
            office.store.write(tx -> {
                tx.lock(key);
                some.forEach(change -> tx.put(key, change.as(tx.nextChange(key))));
                return key;
            });
        }
        for (int i = 0; i < Math.min(20, teams); i++) {
            Office.done(office.use
                    .planning()
                    .putStep(
                            office.by(OWNER),
                            key,
                            new StepForm(
                                    Optional.empty(),
                                    "Deploy component-" + i + " 4.1.7 again",
                                    Optional.of(lead(i)),
                                    "5 min",
                                    "the old version answers",
                                    Optional.of(ownerOf(i)))));
            Office.done(office.use
                    .criteria()
                    .put(
                            office.by(OWNER),
                            key,
                            new CriterionForm(
                                    Optional.empty(),
                                    "p99 latency of component-" + i + " < 250 ms in staging over 1 h",
                                    Optional.empty(),
                                    Optional.empty(),
                                    "component-" + i,
                                    Optional.of(ownerOf(i)))));
        }
        Office.done(office.use.planning().setTriggers(office.by(OWNER), key, Office.triggers("24 h")));
        office.acceptAll(key);
        Office.done(office.use.polls().open(office.by(OWNER), key, office.now, office.now.plus(Duration.ofHours(4))));
        office.sent();
        return key;
    }

    /** Every team that hasn't confirmed does. */
    void confirm(Office office, ReleaseKey key) {
        var dossier = office.dossier(key);
        int round = dossier.release().rounds();
        for (int i = 0; i < teams; i++) {
            TeamId team = team(i);
            if (!dossier.readinessOf(team).orElseThrow().isReady()) {
                Office.done(office.use.polls().ready(office.by(lead(i)), key, team, round, dossier.seal(team), 2));
            }
        }
        office.sent();
    }
}
