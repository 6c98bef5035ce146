package dev.releasemanager.release;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The people, teams and the release that the tests of the rules play with; a Tuesday in November. */
public final class Cast {
    public static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    public static final PersonId OWNER = new PersonId("U0OWNER");
    public static final PersonId DELEGATE = new PersonId("U0DELEGATE");
    /** Leads {@link #PAYMENTS}, as {@link #OTHER_LEAD} leads {@link #CHECKOUT}. */
    public static final PersonId LEAD = new PersonId("U0LEAD");

    public static final PersonId MEMBER = new PersonId("U0MEMBER");
    public static final PersonId SECOND = new PersonId("U0SECOND");
    public static final PersonId OTHER_LEAD = new PersonId("U0OTHERLEAD");
    public static final PersonId OTHER_MEMBER = new PersonId("U0OTHERMEMBER");
    public static final PersonId EXECUTIVE = new PersonId("U0EXEC");
    public static final PersonId SUPPORT = new PersonId("U0SUPPORT");
    /** In a configured team that takes no part. */
    public static final PersonId COLLEAGUE = new PersonId("U0COLLEAGUE");
    /** In the workspace, in no team. */
    public static final PersonId OUTSIDER = new PersonId("U0OUTSIDER");

    public static final PersonId GUEST = new PersonId("U0GUEST");
    public static final PersonId LEAVER = new PersonId("U0LEAVER");
    public static final PersonId UNKNOWN = new PersonId("U0UNKNOWN");

    public static final TeamId PAYMENTS = new TeamId("payments");
    public static final TeamId CHECKOUT = new TeamId("checkout");
    /** Configured, but taking no part; the owner and the delegate are in it. */
    public static final TeamId PLATFORM = new TeamId("platform");

    public static final ChannelId CHANNEL = new ChannelId("C0RELEASES");
    public static final ReleaseKey KEY = new ReleaseKey("PAY-1");

    private Cast() {}

    public static Instant after(String duration) {
        return NOW.plus(Duration.parse(duration));
    }

    public static Team team(TeamId id, String name, PersonId lead, int confirmations, PersonId... others) {
        List<PersonId> all = new java.util.ArrayList<>(List.of(lead));
        all.addAll(List.of(others));
        return new Team(
                id,
                name,
                Optional.of(lead),
                Set.copyOf(all),
                all.subList(0, Math.min(2, all.size())),
                confirmations,
                List.of("Tests are green on the release branch", "On-call is named for the day"),
                List.of(id.value() + "-api"));
    }

    /** Payments takes two confirmations where asked for, everybody else one. */
    public static Roster roster(int confirmationsOfPayments) {
        Map<TeamId, Team> teams = new LinkedHashMap<>();
        teams.put(PAYMENTS, team(PAYMENTS, "Payments", LEAD, confirmationsOfPayments, MEMBER, SECOND));
        teams.put(CHECKOUT, team(CHECKOUT, "Checkout", OTHER_LEAD, 1, OTHER_MEMBER));
        teams.put(PLATFORM, team(PLATFORM, "Platform", OWNER, 1, DELEGATE, COLLEAGUE));
        Map<PersonId, Person> people = new LinkedHashMap<>();
        for (PersonId id : List.of(
                OWNER,
                DELEGATE,
                LEAD,
                MEMBER,
                SECOND,
                OTHER_LEAD,
                OTHER_MEMBER,
                EXECUTIVE,
                SUPPORT,
                COLLEAGUE,
                OUTSIDER)) {
            people.put(id, new Person(id, name(id), BERLIN, true, false));
        }
        people.put(GUEST, new Person(GUEST, "Guest", BERLIN, true, true));
        people.put(LEAVER, new Person(LEAVER, "Leaver", BERLIN, false, false));
        return new Roster(teams, Set.of(EXECUTIVE), Set.of(SUPPORT), people, Map.of());
    }

    public static Roster roster() {
        return roster(1);
    }

    /** The roster after these people have left the workspace: in no team any more, and inactive. */
    public static Roster without(Roster roster, PersonId... gone) {
        Set<PersonId> left = Set.of(gone);
        Map<TeamId, Team> teams = new LinkedHashMap<>();
        roster.teams()
                .forEach((id, team) -> teams.put(
                        id,
                        new Team(
                                id,
                                team.name(),
                                team.lead().filter(lead -> !left.contains(lead)),
                                Set.copyOf(team.members().stream()
                                        .filter(person -> !left.contains(person))
                                        .toList()),
                                team.asked().stream()
                                        .filter(person -> !left.contains(person))
                                        .toList(),
                                team.confirmations(),
                                team.checklist(),
                                team.components())));
        Map<PersonId, Person> people = new LinkedHashMap<>(roster.people());
        left.forEach(id -> people.put(id, new Person(id, name(id), BERLIN, false, false)));
        return new Roster(teams, roster.executives(), roster.support(), people, roster.unresolved());
    }

    /** With a team that isn't in the configuration any more. */
    public static Roster without(Roster roster, TeamId team) {
        Map<TeamId, Team> teams = new LinkedHashMap<>(roster.teams());
        teams.remove(team);
        return new Roster(teams, roster.executives(), roster.support(), roster.people(), roster.unresolved());
    }

    public static Profile profile(TeamId... teams) {
        return new Profile(
                "New checkout",
                "Customers pay with one click.",
                ReleaseKind.REGULAR,
                after("P2D"),
                BERLIN,
                List.of(teams),
                CHANNEL,
                Optional.of("https://tickets.example/PAY-1"));
    }

    public static Release release(ReleaseState state) {
        return new Release(
                KEY,
                profile(PAYMENTS, CHECKOUT),
                OWNER,
                Optional.of(DELEGATE),
                state,
                3,
                "d".repeat(64),
                state.checkpoint().map(Checkpoint::round).orElse(0),
                NOW,
                OWNER);
    }

    public static Checkpoint checkpoint(int round) {
        return new Checkpoint(round, NOW, after("PT4H"));
    }

    public static ReleaseState.Polling polling() {
        return new ReleaseState.Polling(checkpoint(1));
    }

    public static Confirmation ready(TeamId team, PersonId person, Instant at) {
        return Confirmation.ready(1, team, person, 3, "seal", at);
    }

    public static Confirmation notReady(TeamId team, PersonId person, Instant at) {
        return Confirmation.notReady(1, team, person, "The migration hangs", "tomorrow noon", 3, "seal", at);
    }

    private static String name(PersonId id) {
        String bare = id.value().substring(2);
        return bare.charAt(0) + bare.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
