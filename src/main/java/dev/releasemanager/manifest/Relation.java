package dev.releasemanager.manifest;

/**
 * Two changes that hang together for a reason that the owner has written down (X3); what hangs together with either of
 * them is related with it.
 */
public record Relation(ChangeId first, ChangeId second, String reason) {
    public Relation {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a relation without a reason");
        }
    }

    /** As a line of the manifest's canonical form. */
    public String canonicalLine() {
        return CanonicalForm.line("relation " + first + " and " + second, reason);
    }
}
