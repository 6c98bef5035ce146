package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Roster;
import dev.releasemanager.rollback.StepWording;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StagePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person typed to plan how a flag is switched on (S2).
 *
 * @param number the activation that is edited; empty for a new one
 * @param person empty leaves it to the lead of the team
 * @param share in percent; blank for everybody
 * @param after the id of a stage, or {@link #LAST}; blank for the last one
 * @param check a criterion or a named check, as a sentence
 * @param wayBack how it is switched off; blank for the usual way
 */
public record ActivationForm(
        Optional<Integer> number,
        String flag,
        Optional<PersonId> person,
        String share,
        String after,
        String check,
        String wayBack) {
    public static final String PERSON = "person";
    public static final String SHARE = "share";
    public static final String AFTER = "after";
    public static final String CHECK = "check";
    public static final String WAY_BACK = "way_back";
    public static final String LAST = "last";

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})\\s*%?");

    /** The stages after which a flag can be switched on, but for the last one. */
    public static List<Stage> earlier(StagePlan plan) {
        return plan.production().subList(0, plan.production().size() - 1);
    }

    /** Everything but the check, which is read by the grammar of criteria. */
    Map<String, String> faults(Roster roster, StagePlan plan) {
        Map<String, String> faults = new LinkedHashMap<>();
        person.filter(who -> !roster.isPresent(who))
                .ifPresent(who -> faults.put(
                        PERSON,
                        roster.nameOf(who) + " has left, is a guest or a bot; name somebody who can switch it."));
        if (inPercent().isEmpty()) {
            faults.put(SHARE, "Write a whole number from 1 to 100, in percent.");
        }
        if (stage().isPresent()
                && earlier(plan).stream().noneMatch(known -> known.id().equals(stage().get()))) {
            faults.put(AFTER, "The configuration has no such stage any more; choose another.");
        }
        Texts.limited(faults, WAY_BACK, wayBack, PlannedActivation.WAY_BACK_LIMIT);
        if (!wayBack.isBlank() && !faults.containsKey(WAY_BACK)) {
            StepWording.fault(wayBack).ifPresent(fault -> faults.put(WAY_BACK, fault));
        }
        return faults;
    }

    private Optional<Integer> inPercent() {
        if (share.isBlank()) {
            return Optional.of(PlannedActivation.WHOLE);
        }
        Matcher number = PERCENT.matcher(share.strip());
        return number.matches()
                ? Optional.of(Integer.parseInt(number.group(1)))
                        .filter(percent -> percent >= 1 && percent <= PlannedActivation.WHOLE)
                : Optional.empty();
    }

    private Optional<String> stage() {
        return Optional.of(after).filter(id -> !id.isBlank() && !id.equals(LAST));
    }

    /**
     * To be called on a form without faults.
     *
     * @param standard the check in its one standard form
     */
    PlannedActivation activation(int as, String standard) {
        return new PlannedActivation(
                as,
                flag,
                person,
                inPercent().orElseThrow(),
                stage(),
                standard,
                Optional.of(wayBack.strip()).filter(words -> !words.isEmpty()));
    }
}
