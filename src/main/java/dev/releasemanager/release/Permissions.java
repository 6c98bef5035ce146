package dev.releasemanager.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who may do what (A2, and the charter's table): decided by role, on the newest roster, at every act. */
public final class Permissions {
    private Permissions() {}

    /** Creating and looking, which concern no release in particular. */
    public static Optional<Refusal> check(Act act, PersonId person, Roster roster) {
        if (!roster.isPresent(person)) {
            return Optional.of(stranger(act));
        }
        if (act == Act.CREATE && roster.teamsOf(person).isEmpty()) {
            return Optional.of(Refusal.of(
                            "You can't " + act.words(),
                            "Only members of a configured team can, and you are in none.",
                            "Ask somebody of a taking-part team to create it, or whoever looks after the configuration"
                                    + " to add you to a team.")
                    .by("A2"));
        }
        return Optional.empty();
    }

    /** An act on a release that concerns no team in particular. */
    public static Optional<Refusal> check(Act act, PersonId person, Release release, Roster roster) {
        return check(act, person, release, Optional.empty(), roster);
    }

    /** @param team whose changes, steps or answer it is; empty if it is about the release as a whole */
    public static Optional<Refusal> check(
            Act act, PersonId person, Release release, Optional<TeamId> team, Roster roster) {
        if (!roster.isPresent(person)) {
            return Optional.of(stranger(act));
        }
        return switch (act) {
            case LOOK, CREATE -> check(act, person, roster);
            case EDIT, OPEN, GO, NO_GO, DELAY, CANCEL, EXCEPT, RELATE, DEFER, SPLIT, BEGIN_STAGE, EXTEND_BAKE, RESUME ->
                release.isDecidedBy(person) ? Optional.empty() : Optional.of(forDeciders(act, release));
            case DELEGATE ->
                release.owner().equals(person) ? Optional.empty() : Optional.of(onlyOwner(act, release, roster));
            case HAND_OVER ->
                mayHandOver(person, release, roster) ? Optional.empty() : Optional.of(onlyOwner(act, release, roster));
            case HOLD ->
                takesPart(person, release, roster)
                        ? Optional.empty()
                        : Optional.of(forParticipants(act, release, roster));
            case SHARE ->
                release.isDecidedBy(person) || takesPart(person, release, roster)
                        ? Optional.empty()
                        : Optional.of(forSharers(act, release));
            case STATE_EVIDENCE, REVIEW ->
                release.isDecidedBy(person) || takesPart(person, release, roster)
                        ? Optional.empty()
                        : Optional.of(forParticipants(act, release, roster));
            case ROLL_BACK ->
                release.isDecidedBy(person) || mayRollBack(person, release, roster)
                        ? Optional.empty()
                        : Optional.of(forRollback(act, release, roster));
            case TAKE_STEP_OVER ->
                release.isDecidedBy(person) || takesPart(person, release, roster)
                        ? Optional.empty()
                        : Optional.of(forParticipants(act, release, roster));
            case LEAVE_STEP, CLOSE_REVIEW, CLOSE_TICKET, PLAN_LEFT_FLAG ->
                release.isDecidedBy(person) ? Optional.empty() : Optional.of(forDeciders(act, release));
            case LIFT_ANOTHERS_HOLD ->
                release.owner().equals(person) ? Optional.empty() : Optional.of(forWhoSetIt(act, release));
            case SIGN_OFF ->
                roster.executives().contains(person) && !release.isDecidedBy(person)
                        ? Optional.empty()
                        : Optional.of(forExecutives(act, person, release, roster));
            case EDIT_SCOPE, EDIT_NEEDS, EDIT_ROLLBACK_PLAN, EDIT_CRITERIA, PLAN_FLAG ->
                release.isDecidedBy(person) || isMemberOf(team, person, release, roster)
                        ? Optional.empty()
                        : Optional.of(forTeam(act, team, release, roster, true));
            case STOP ->
                takesPart(person, release, roster)
                                || isSupport(person, roster)
                                || isExecutive(person, roster)
                                || release.isDecidedBy(person)
                        ? Optional.empty()
                        : Optional.of(forStoppers(act, release, roster));
            case CONFIRM_READ ->
                isSupport(person, roster) ? Optional.empty() : Optional.of(forSupport(act, release, roster));
            case ANSWER, MARK ->
                isMemberOf(team, person, release, roster)
                        ? Optional.empty()
                        : Optional.of(forTeam(act, team, release, roster, false));
            case SWITCH_FLAG ->
                isLeadOf(team, person, release, roster)
                        ? Optional.empty()
                        : Optional.of(forSwitching(act, team, release, roster));
            case SWITCH_FLAG_OFF ->
                release.isDecidedBy(person) || isLeadOf(team, person, release, roster)
                        ? Optional.empty()
                        : Optional.of(forSwitching(act, team, release, roster));
            case WITHDRAW_ANOTHERS ->
                team.flatMap(roster::find).filter(t -> t.isLedBy(person)).isPresent()
                        ? Optional.empty()
                        : Optional.of(forLead(act, team, roster));
        };
    }

    /** An owner who has left can't hand over; then a lead of a taking-part team or an executive does. */
    private static boolean mayHandOver(PersonId person, Release release, Roster roster) {
        if (release.owner().equals(person)) {
            return true;
        }
        boolean leads = release.profile().teams().stream()
                .flatMap(team -> roster.find(team).stream())
                .anyMatch(team -> team.isLedBy(person));
        return !roster.isPresent(release.owner())
                && (leads || roster.executives().contains(person));
    }

    private static boolean isMemberOf(Optional<TeamId> team, PersonId person, Release release, Roster roster) {
        return team.filter(release::hasTeam)
                .flatMap(roster::find)
                .filter(t -> t.members().contains(person))
                .isPresent();
    }

    private static boolean isLeadOf(Optional<TeamId> team, PersonId person, Release release, Roster roster) {
        return team.filter(release::hasTeam)
                .flatMap(roster::find)
                .filter(t -> t.isLedBy(person))
                .isPresent();
    }

    private static boolean isSupport(PersonId person, Roster roster) {
        return roster.support().contains(person);
    }

    private static boolean isExecutive(PersonId person, Roster roster) {
        return roster.executives().contains(person);
    }

    private static boolean takesPart(PersonId person, Release release, Roster roster) {
        return roster.teamsOf(person).stream().anyMatch(team -> release.hasTeam(team.id()));
    }

    private static Refusal forParticipants(Act act, Release release, Roster roster) {
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        "Only members of the taking-part teams can, and you are in none of them.",
                        act == Act.HOLD ? "Ask them; the owner calls Delay or No-Go instead." : "Ask them.")
                .by("A2")
                .askOf(leads(release, roster));
    }

    private static Refusal forStoppers(Act act, Release release, Roster roster) {
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        "Members of the taking-part teams, support, executives and the owner can, and you are none of"
                                + " them.",
                        "Tell one of them what you see; any of them stops it at once.")
                .by("A4")
                .askOf(leads(release, roster));
    }

    private static Refusal forSupport(Act act, Release release, Roster roster) {
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        "Only support can say that: it is they who are asked by users.",
                        "Ask them.")
                .by("A2")
                .askOf(roster.support().stream()
                        .sorted(java.util.Comparator.comparing(PersonId::value))
                        .toList());
    }

    /** The person who is named for the flag may as well; whoever asks looks at that first (S2). */
    private static Refusal forSwitching(Act act, Optional<TeamId> team, Release release, Roster roster) {
        boolean off = act == Act.SWITCH_FLAG_OFF;
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        "The person named for it and the lead of its team can"
                                + (off ? ", and the release's owner." : "; switching it on is a step of its own."),
                        "Ask them.")
                .by("A2")
                .askOf(
                        off
                                ? List.of(release.owner())
                                : team.flatMap(roster::find).flatMap(Team::lead).stream()
                                        .toList());
    }

    private static Refusal forSharers(Act act, Release release) {
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        "Only its owner, the delegate and members of the taking-part teams can.",
                        "You can have it for yourself, as a direct message.")
                .by("A2")
                .askOf(List.of(release.owner()));
    }

    private static boolean mayRollBack(PersonId person, Release release, Roster roster) {
        return roster.rollingBack().stream().anyMatch(role -> switch (role) {
            case LEADS -> leads(release, roster).contains(person);
            case MEMBERS -> takesPart(person, release, roster);
            case SUPPORT -> isSupport(person, roster);
            case EXECUTIVES -> isExecutive(person, roster);
        });
    }

    private static Refusal forRollback(Act act, Release release, Roster roster) {
        List<PersonId> who = new ArrayList<>(List.of(release.owner()));
        release.delegate().ifPresent(who::add);
        if (roster.rollingBack().contains(Role.LEADS)) {
            leads(release, roster).stream().filter(lead -> !who.contains(lead)).forEach(who::add);
        }
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        "Its owner and the delegate can"
                                + roster.rollingBack().stream()
                                        .sorted()
                                        .map(role -> ", and " + role.words())
                                        .collect(Collectors.joining())
                                + ".",
                        "If you are of a taking-part team, of support or an executive, stop it first: that you may."
                                + " Then ask one of them.")
                .by("A2")
                .askOf(who);
    }

    private static Refusal forWhoSetIt(Act act, Release release) {
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        "A hold is lifted by who set it, or by the owner.",
                        "Ask them.")
                .by("A2")
                .askOf(List.of(release.owner()));
    }

    private static Refusal forExecutives(Act act, PersonId person, Release release, Roster roster) {
        boolean decides = roster.executives().contains(person);
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        decides
                                ? "You decide on this release, and nobody excepts their own."
                                : "Only an executive can, who neither owns the release nor decides in the owner's place.",
                        "Ask them.")
                .by("A2")
                .askOf(roster.executives().stream()
                        .filter(executive -> !release.isDecidedBy(executive))
                        .sorted(java.util.Comparator.comparing(PersonId::value))
                        .toList());
    }

    private static Refusal stranger(Act act) {
        return Refusal.of(
                        "You can't " + act.words(),
                        "Guests, people of other workspaces and people whom the directory doesn't know (yet) take no"
                                + " part in releases.",
                        "If you have just joined, try again in a minute; otherwise ask a member of the team.")
                .by("A2");
    }

    private static Refusal forDeciders(Act act, Release release) {
        List<PersonId> who = new ArrayList<>(List.of(release.owner()));
        release.delegate().ifPresent(who::add);
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        "Only the release's owner can"
                                + (release.delegate().isPresent() ? ", or the delegate whom the owner named." : "."),
                        "Ask them.")
                .by(act == Act.GO || act == Act.NO_GO || act == Act.DELAY ? "A4" : "A2")
                .askOf(who);
    }

    private static Refusal onlyOwner(Act act, Release release, Roster roster) {
        boolean ownerLeft = !roster.isPresent(release.owner());
        return Refusal.of(
                        "You can't " + act.words() + " (" + release.key() + ")",
                        ownerLeft
                                ? "The owner has left the workspace; the lead of a taking-part team or an executive"
                                        + " can hand the release over."
                                : "Only its owner can.",
                        "Ask them.")
                .by("A2")
                .askOf(ownerLeft ? leads(release, roster) : List.of(release.owner()));
    }

    private static List<PersonId> leads(Release release, Roster roster) {
        return release.profile().teams().stream()
                .flatMap(team -> roster.find(team).stream())
                .flatMap(team -> team.lead().stream())
                .distinct()
                .toList();
    }

    private static Refusal forTeam(
            Act act, Optional<TeamId> team, Release release, Roster roster, boolean decidersToo) {
        if (team.isEmpty()) {
            return forDeciders(act, release);
        }
        if (!release.hasTeam(team.get())) {
            return Refusal.of(
                            "You can't " + act.words(),
                            roster.nameOf(team.get()) + " doesn't take part in " + release.key() + ".",
                            "The owner can add the team to the release.")
                    .by("A2")
                    .askOf(List.of(release.owner()));
        }
        List<PersonId> who = new ArrayList<>(
                roster.find(team.get()).stream().flatMap(t -> t.lead().stream()).toList());
        if (decidersToo) {
            who.add(release.owner());
        }
        return Refusal.of(
                        "You can't " + act.words(),
                        "Only members of " + roster.nameOf(team.get())
                                + (decidersToo
                                        ? " and the release's owner can, and you are neither."
                                        : " can, and you aren't one."),
                        "Ask them.")
                .by("A2")
                .askOf(who);
    }

    private static Refusal forLead(Act act, Optional<TeamId> team, Roster roster) {
        return Refusal.of(
                        "You can't " + act.words(),
                        "An answer is taken back by the person who gave it, or by the team's lead with a reason.",
                        "Ask one of them.")
                .by("A2")
                .askOf(team.flatMap(roster::find).flatMap(Team::lead).stream().toList());
    }
}
