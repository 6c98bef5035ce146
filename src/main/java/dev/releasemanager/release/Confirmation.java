package dev.releasemanager.release;

import java.time.Instant;
import java.util.Optional;

/**
 * One person's answer for a team, at one checkpoint, for what the team was shown.
 *
 * @param seal the digest of the readiness request that was answered (A1)
 * @param reason why not, for a <em>not ready</em>; empty for a <em>ready</em>
 * @param estimate when the team expects to be ready, in the person's own words
 * @param withdrawn taken back by its author, or by the lead with a reason
 * @param expiredAt when an edit changed what was confirmed; only a <em>ready</em> expires, for a <em>not ready</em> is
 *     taken away by a person, never by an edit
 */
public record Confirmation(
        int round,
        TeamId team,
        PersonId person,
        boolean ready,
        Optional<String> reason,
        Optional<String> estimate,
        int revision,
        String seal,
        Instant at,
        Optional<Withdrawal> withdrawn,
        Optional<Instant> expiredAt) {

    /** Who took an answer back, when, and why (a reason is demanded of anybody but its author). */
    public record Withdrawal(PersonId by, Instant at, Optional<String> reason) {}

    public static Confirmation ready(int round, TeamId team, PersonId person, int revision, String seal, Instant at) {
        return new Confirmation(
                round,
                team,
                person,
                true,
                Optional.empty(),
                Optional.empty(),
                revision,
                seal,
                at,
                Optional.empty(),
                Optional.empty());
    }

    public static Confirmation notReady(
            int round,
            TeamId team,
            PersonId person,
            String reason,
            String estimate,
            int revision,
            String seal,
            Instant at) {
        return new Confirmation(
                round,
                team,
                person,
                false,
                Optional.of(reason),
                Optional.of(estimate),
                revision,
                seal,
                at,
                Optional.empty(),
                Optional.empty());
    }

    public boolean stands() {
        return withdrawn.isEmpty() && expiredAt.isEmpty();
    }

    public Confirmation withdrawn(Withdrawal withdrawal) {
        return new Confirmation(
                round, team, person, ready, reason, estimate, revision, seal, at, Optional.of(withdrawal), expiredAt);
    }

    public Confirmation expired(Instant when) {
        return new Confirmation(
                round, team, person, ready, reason, estimate, revision, seal, at, withdrawn, Optional.of(when));
    }
}
