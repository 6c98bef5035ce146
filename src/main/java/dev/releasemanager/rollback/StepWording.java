package dev.releasemanager.rollback;

import dev.releasemanager.criteria.Recent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a step says enough for somebody who doesn't know the change (M4). It is judged by its parts: something with a
 * name that is acted on, and a means (a command, a pipeline, a switch with its position, a version), unless the verb is
 * one that says by itself what is done ("restart", "drop"). "Undo", "revert" and the like say only what is hoped for.
 */
public final class StepWording {
    /** For the field and for refusals. */
    public static final List<String> EXAMPLES = List.of(
            "Deploy payments-api 4.1.7 again", "Switch flag new-checkout off", "kubectl rollout undo deploy/pay");

    /** What stands where the author still has to say something. */
    private static final Pattern BLANK =
            Pattern.compile("<\\p{L}[^<>\\n:|/@=]{0,80}>|\\?\\?+|…|\\b(?:TODO|TBD|XXX)\\b");

    private static final Recent<List<Lack>> LACKS = new Recent<>(StepWording::judged);

    private StepWording() {}

    /** A part that a step lacks. */
    public enum Lack {
        MEANS("what exactly (which command, pipeline, switch or version)"),
        OBJECT("on what (which component, flag, table or host)"),
        BLANK("what stands in place of a blank");

        private final String words;

        Lack(String words) {
            this.words = words;
        }

        /** Completes "It doesn't say …". */
        public String words() {
            return words;
        }
    }

    /** What a step doesn't say, in the order of asking; empty if it can be carried out as it is written. */
    public static List<Lack> lacks(String what) {
        return LACKS.of(what);
    }

    private static List<Lack> judged(String what) {
        List<Lack> lacks = new ArrayList<>();
        if (blank(what).isPresent()) {
            lacks.add(Lack.BLANK);
        }
        StepParts parts = StepParts.of(BLANK.matcher(what).replaceAll(" "));
        boolean blank = !lacks.isEmpty();
        if (!parts.hasMeans() && !blank) {
            lacks.add(Lack.MEANS);
        }
        if (!parts.hasObject()) {
            lacks.add(Lack.OBJECT);
        }
        return List.copyOf(lacks);
    }

    /** The first place that the author still has to fill in, as it is written. */
    public static Optional<String> blank(String what) {
        Matcher blank = BLANK.matcher(what);
        return blank.find() ? Optional.of(blank.group()) : Optional.empty();
    }

    /** What to tell the person who wrote it, if it lacks something. */
    public static Optional<String> fault(String what) {
        List<Lack> lacks = lacks(what);
        if (lacks.isEmpty()) {
            return Optional.empty();
        }
        String missing = String.join(
                ", nor ",
                lacks.stream()
                        .map(lack -> lack == Lack.BLANK
                                ? "what stands in place of " + blank(what).orElse("the blank")
                                : lack.words())
                        .toList());
        return Optional.of("Somebody who doesn't know the change couldn't carry this out: it doesn't say " + missing
                + ". Write it like: " + String.join("; ", EXAMPLES) + ".");
    }
}
