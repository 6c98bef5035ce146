package dev.releasemanager.gate;

import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.review.Lesson;
import java.util.List;
import java.util.Set;

/**
 * What earlier releases mean for this one (Q2, A5).
 *
 * @param open demanded reviews of others that concern its components, in the order of their releases
 * @param lessons of closed reviews about its components, oldest first; its own are none of them
 * @param faults whose fault it fixes: the release that it names, and whose fault that one was to fix; empty for all others
 */
public record Lookback(List<OpenReview> open, List<Lesson> lessons, Set<ReleaseKey> faults) {
    public static final Lookback NONE = new Lookback(List.of(), List.of(), Set.of());

    public Lookback {
        open = List.copyOf(open);
        lessons = List.copyOf(lessons);
        faults = Set.copyOf(faults);
    }
}
