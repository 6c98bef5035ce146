package dev.releasemanager.release;

import java.time.Instant;
import java.util.Optional;

/**
 * A release without its manifest: what it is called, whose it is, and where it stands.
 *
 * @param revision counts the manifest's edits from 1
 * @param digest of that revision
 * @param rounds how many checkpoints there have been; the next one has the round {@code rounds + 1}
 */
public record Release(
        ReleaseKey key,
        Profile profile,
        PersonId owner,
        Optional<PersonId> delegate,
        ReleaseState state,
        int revision,
        String digest,
        int rounds,
        Instant createdAt,
        PersonId createdBy) {

    public Release with(ReleaseState next) {
        int highest = next.checkpoint().map(Checkpoint::round).orElse(0);
        return new Release(
                key, profile, owner, delegate, next, revision, digest, Math.max(rounds, highest), createdAt, createdBy);
    }

    public Release with(Profile next) {
        return new Release(key, next, owner, delegate, state, revision, digest, rounds, createdAt, createdBy);
    }

    public Release revised(int nextRevision, String nextDigest) {
        return new Release(
                key, profile, owner, delegate, state, nextRevision, nextDigest, rounds, createdAt, createdBy);
    }

    public Release ownedBy(PersonId next) {
        Optional<PersonId> others = delegate.filter(person -> !person.equals(next));
        return new Release(key, profile, next, others, state, revision, digest, rounds, createdAt, createdBy);
    }

    public Release delegatedTo(Optional<PersonId> next) {
        return new Release(key, profile, owner, next, state, revision, digest, rounds, createdAt, createdBy);
    }

    /** Whether this person may decide: the owner, or the delegate whom the owner named (A4). */
    public boolean isDecidedBy(PersonId person) {
        return owner.equals(person) || delegate.filter(person::equals).isPresent();
    }

    public boolean hasTeam(TeamId team) {
        return profile.teams().contains(team);
    }
}
