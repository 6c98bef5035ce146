package dev.releasemanager.manifest;

import dev.releasemanager.release.PersonId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a flag is switched on, as it is planned (S2): a step of its own, with its own check, its own person and its own way
 * back.
 *
 * @param number its id within the release, never used again
 * @param person who switches it; empty leaves it to the lead of the team whose change is behind it
 * @param share to how many of those whom it concerns, in percent from 1 to 100
 * @param after the id of the stage whose passing comes before; empty for the last one
 * @param check by what one sees that it works: a criterion in its one standard form
 * @param wayBack how it is switched off again; empty for the usual way
 */
public record PlannedActivation(
        int number,
        String flag,
        Optional<PersonId> person,
        int share,
        Optional<String> after,
        String check,
        Optional<String> wayBack) {
    public static final int WHOLE = 100;
    public static final int WAY_BACK_LIMIT = 500;

    /** How long a flag that is switched off takes; after that others hear that it is still on. */
    public static final Duration OFF_WITHIN = Duration.ofMinutes(5);

    /** How any flag is switched off where nobody has said otherwise. */
    public static String usualWayBack(String flag) {
        return "Switch flag " + (flag.matches("[\\w.]+([-/][\\w.]+)+") ? flag : "`" + flag.replace('`', ' ') + "`")
                + " off";
    }

    /** How it is switched off, in words that can be carried out. */
    public String backInWords() {
        return wayBack.orElseGet(() -> usualWayBack(flag));
    }

    /** The same with another number. */
    public PlannedActivation as(int other) {
        return new PlannedActivation(other, flag, person, share, after, check, wayBack);
    }

    /** As lines of the manifest's canonical form. */
    List<String> canonicalLines() {
        String path = "activation " + number;
        return List.of(
                CanonicalForm.line(path + " flag", flag),
                CanonicalForm.line(path + " by", person.map(PersonId::value).orElse("")),
                CanonicalForm.line(path + " share", share + " %"),
                CanonicalForm.line(path + " after", after.orElse("the last stage")),
                CanonicalForm.line(path + " check", check),
                CanonicalForm.line(path + " way back", backInWords()));
    }

    /** What the team whose change is behind it confirms with it: the same however it is numbered. */
    public String readinessLine() {
        return flag + " on" + person.map(who -> " by " + who.value()).orElse("") + " for " + share + " % after "
                + after.orElse("the last stage") + ", seen by: " + check + ", way back: " + backInWords();
    }
}
