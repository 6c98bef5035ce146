package dev.releasemanager.manifest;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import java.util.Optional;

/** A change's risk, set by hand above that of its kind (M1). */
public record RaisedRisk(Risk risk, String reason, PersonId by) {
    /** Why a change of that kind can't be given this risk; empty if it can. */
    public static Optional<Refusal> refusal(ChangeKind kind, Risk wanted, String reason) {
        String what = "The risk stays " + kind.risk().word() + ".";
        int difference = wanted.compareTo(kind.risk());
        if (difference < 0) {
            return Optional.of(Refusal.of(
                            what,
                            "The kind (" + kind.name() + ") makes it "
                                    + kind.risk().word() + ", and nobody can lower a risk below its kind.",
                            "If it is another sort of change, correct its kind.")
                    .by("M1"));
        }
        if (difference == 0) {
            return Optional.of(Refusal.of(
                            what,
                            "That is what its kind (" + kind.name() + ") gives it already.",
                            "Choose a higher risk, or leave it to the kind.")
                    .by("M1"));
        }
        if (reason.isBlank()) {
            return Optional.of(Refusal.of(
                            what,
                            "A risk is raised with a reason, and there is none.",
                            "Say in a sentence what makes this change riskier than its kind.")
                    .by("M1"));
        }
        return Optional.empty();
    }
}
