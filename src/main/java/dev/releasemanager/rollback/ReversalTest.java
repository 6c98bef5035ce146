package dev.releasemanager.rollback;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.release.Digest;
import dev.releasemanager.release.PersonId;
import java.time.Instant;
import java.util.Optional;

/**
 * The test of a migration's reversal (M4): who is to make it, and what they attest by their own click.
 *
 * @param on where: an environment, a copy of the database
 * @param refusal why the tester can't, if they can't
 */
public record ReversalTest(
        ChangeId change,
        PersonId tester,
        String on,
        PersonId namedBy,
        Instant namedAt,
        Optional<Attestation> attestation,
        Optional<String> refusal) {
    /** The kind of change whose reversal has to be tested, by its id in the configuration. */
    public static final String KIND = "database-migration";

    public static final int TEXT_LIMIT = 1_000;

    /**
     * What the tester says.
     *
     * @param content the digest of the change as it was then
     * @param testedAt when the reversal was tried
     * @param link where it can be looked at; http or https
     * @param seen what was seen
     * @param at when it was said
     */
    public record Attestation(String content, Instant testedAt, String on, String link, String seen, Instant at) {}

    public static boolean isWantedFor(Change change) {
        return change.kind().equals(KIND);
    }

    /** Of all that a change says: what was tested is bound to it. */
    public static String contentOf(Change change) {
        return Digest.of(
                change.team().value(),
                change.component(),
                change.kind(),
                change.title(),
                change.link(),
                change.flag().orElse(""),
                change.userEffect(),
                change.trouble().orElse(""),
                change.supportAnswer().orElse(""));
    }

    /** The same, of the same migration under another number. */
    public ReversalTest of(ChangeId number) {
        return new ReversalTest(number, tester, on, namedBy, namedAt, attestation, refusal);
    }

    public ReversalTest attested(Attestation given) {
        return new ReversalTest(change, tester, given.on(), namedBy, namedAt, Optional.of(given), Optional.empty());
    }

    public ReversalTest refused(String why) {
        return new ReversalTest(change, tester, on, namedBy, namedAt, Optional.empty(), Optional.of(why));
    }
}
