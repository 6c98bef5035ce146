package dev.releasemanager.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where one team stands at a checkpoint, from the answers that were given for it.
 *
 * @param ready the people whose <em>ready</em> stands and counts
 * @param notReady the answers that block: anyone's standing <em>not ready</em> makes the team not ready
 * @param expired answers to something else than what is asked now, that nobody has renewed
 * @param gone people whose <em>ready</em> doesn't count any more, for they are no longer in the team
 * @param needed how many distinct people have to confirm
 */
public record Readiness(
        TeamId team,
        Standing standing,
        List<Confirmation> ready,
        List<Confirmation> notReady,
        List<Confirmation> expired,
        List<Confirmation> gone,
        int needed) {

    /** One word for where a team stands. Only {@link #READY} is ready (H1). */
    public enum Standing {
        READY,
        /** Confirmed by fewer people than it takes. */
        PARTLY,
        NOT_READY,
        EXPIRED,
        SILENT
    }

    /** As of answers that all fit what the team is asked now. */
    public static Readiness of(TeamId id, Optional<Team> team, List<Confirmation> answers) {
        return of(id, team, answers, answer -> true);
    }

    /**
     * @param answers all answers of this round for this team, in any order
     * @param team the team as it is now; empty if the configuration no longer has it, and then nobody can be ready for it
     * @param fits whether an answer was given to what the team is asked now; a <em>ready</em> to something else has expired,
     *     whether anybody has noticed it or not (A1)
     */
    public static Readiness of(
            TeamId id, Optional<Team> team, List<Confirmation> answers, Predicate<Confirmation> fits) {
        return ofOwn(
                id,
                team,
                answers.stream().filter(answer -> answer.team().equals(id)).toList(),
                fits);
    }

    private static Readiness ofOwn(
            TeamId id, Optional<Team> team, List<Confirmation> answers, Predicate<Confirmation> fits) {
        List<Confirmation> inOrder = new ArrayList<>(answers);
        inOrder.sort(Comparator.comparing(Confirmation::at));
        Map<PersonId, Confirmation> newest = new LinkedHashMap<>();
        inOrder.forEach(answer -> newest.put(answer.person(), answer));

        List<Confirmation> ready = new ArrayList<>();
        List<Confirmation> notReady = new ArrayList<>();
        List<Confirmation> expired = new ArrayList<>();
        List<Confirmation> gone = new ArrayList<>();
        for (Confirmation answer : newest.values()) {
            if (answer.withdrawn().isPresent()) {
                continue;
            }
            if (!answer.ready()) {
                notReady.add(answer);
            } else if (answer.expiredAt().isPresent() || !fits.test(answer)) {
                expired.add(answer);
            } else if (team.isEmpty() || !team.get().members().contains(answer.person())) {
                gone.add(answer);
            } else {
                ready.add(answer);
            }
        }
        int needed = team.map(Team::confirmations).orElse(1);
        return new Readiness(id, standing(ready, notReady, expired, needed), ready, notReady, expired, gone, needed);
    }

    /** As of answers of several teams, which are gone through once for all of them. */
    public static List<Readiness> ofAll(
            List<TeamId> ids, Roster roster, List<Confirmation> answers, Predicate<Confirmation> fits) {
        Map<TeamId, List<Confirmation>> byTeam = answers.stream().collect(Collectors.groupingBy(Confirmation::team));
        return ids.stream()
                .map(id -> ofOwn(id, roster.find(id), byTeam.getOrDefault(id, List.of()), fits))
                .toList();
    }

    private static Standing standing(
            List<Confirmation> ready, List<Confirmation> notReady, List<Confirmation> expired, int needed) {
        if (!notReady.isEmpty()) {
            return Standing.NOT_READY;
        }
        if (ready.size() >= needed) {
            return Standing.READY;
        }
        if (!ready.isEmpty()) {
            return Standing.PARTLY;
        }
        return expired.isEmpty() ? Standing.SILENT : Standing.EXPIRED;
    }

    public boolean isReady() {
        return standing == Standing.READY;
    }

    /** Whether an answer is missing; a team that said <em>not ready</em> has answered. */
    public boolean isOwed() {
        return standing == Standing.SILENT || standing == Standing.PARTLY || standing == Standing.EXPIRED;
    }

    /** Whether this person has given an answer and not taken it back, be it worth something or not. */
    public boolean isAnsweredBy(PersonId person) {
        return Stream.of(ready, notReady, expired, gone).flatMap(List::stream).anyMatch(answer -> answer.person()
                .equals(person));
    }

    /** Whether this person still owes an answer: one is missing, and this person's own doesn't stand. */
    public boolean isOwedBy(PersonId person) {
        return isOwed()
                && ready.stream().noneMatch(answer -> answer.person().equals(person))
                && notReady.stream().noneMatch(answer -> answer.person().equals(person));
    }
}
