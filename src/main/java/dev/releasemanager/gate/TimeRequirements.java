package dev.releasemanager.gate;

import dev.releasemanager.release.Release;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** When it is meant to ship (X2), judged at the planned moment in the release's own zone. */
final class TimeRequirements {
    private static final String NAME = "Not on a Friday";

    private TimeRequirements() {}

    /** The day that an exception from X2 covers, if the release is planned for a Friday: another Friday isn't covered. */
    static Optional<LocalDate> friday(Release release) {
        LocalDate day =
                release.profile().target().atZone(release.profile().zone()).toLocalDate();
        return day.getDayOfWeek() == DayOfWeek.FRIDAY ? Optional.of(day) : Optional.empty();
    }

    static List<Finding> notOnAFriday(Facts facts) {
        Release release = facts.release();
        Optional<LocalDate> friday = friday(release);
        if (friday.isEmpty()) {
            return List.of(Finding.met(ExceptionRequest.FRIDAY, NAME, "It isn't planned for a Friday."));
        }
        String planned = "It is planned for a Friday (" + friday.get() + " in "
                + release.profile().zone().getId() + "), with fewer people at hand afterwards.";
        return List.of(Exceptions.judge(
                facts,
                ExceptionRequest.FRIDAY,
                NAME,
                friday.get().toString(),
                planned,
                "The owner moves the target with " + facts.command("edit") + ", or asks for an exception with "
                        + facts.command("except") + " X2."));
    }
}
