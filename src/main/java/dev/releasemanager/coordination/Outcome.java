package dev.releasemanager.coordination;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Refusals;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import java.util.Map;
import java.util.Optional;

/**
 * What came of an intent, for the person.
 *
 * @param release as it is afterwards, where there is one
 * @param said what the person is told; empty of parts for a repeated delivery
 * @param faults what is wrong with which field of a form, by the field's name; only for a refusal
 */
public record Outcome(Kind kind, Optional<Release> release, Document said, Map<String, String> faults) {
    public Outcome {
        faults = Map.copyOf(faults);
    }

    /** How it went. */
    public enum Kind {
        DONE,
        /** It was so already. */
        UNCHANGED,
        REFUSED,
        /** Somebody else has edited the same things meanwhile: the person sees what changed, and applies theirs again. */
        CONFLICT,
        /** This very delivery has been acted upon already: nothing more is said. */
        REPEATED
    }

    static Outcome done(Release release, Document said) {
        return new Outcome(Kind.DONE, Optional.of(release), said, Map.of());
    }

    static Outcome unchanged(Release release, String why) {
        return new Outcome(Kind.UNCHANGED, Optional.of(release), Document.of("Nothing changed: " + why), Map.of());
    }

    /** @param said what changed meanwhile */
    static Outcome conflict(Release release, Document said) {
        return new Outcome(Kind.CONFLICT, Optional.of(release), said, Map.of());
    }

    static Outcome refused(Refusal refusal) {
        return new Outcome(Kind.REFUSED, Optional.empty(), Refusals.document(refusal), Map.of());
    }

    static Outcome refused(Document said) {
        return new Outcome(Kind.REFUSED, Optional.empty(), said, Map.of());
    }

    /** A form with faults at its fields. */
    static Outcome refused(Map<String, String> faults) {
        return new Outcome(Kind.REFUSED, Optional.empty(), Document.of(String.join(" ", faults.values())), faults);
    }

    static Outcome repeated() {
        return new Outcome(Kind.REPEATED, Optional.empty(), new Document(java.util.List.of()), Map.of());
    }
}
