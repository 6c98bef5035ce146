package dev.releasemanager.coordination;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.ChangeKind;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.TrackerSystem;
import dev.releasemanager.rollout.Sourcing;
import dev.releasemanager.rollout.StagePlan;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration and the workspace's directory as the use cases see them, at one moment.
 *
 * @param command the slash command's name, such as {@code /release}, to be named in answers
 * @param zone for releases whose creator's zone isn't known
 * @param prefixes key prefixes by channel
 * @param prefix for all other channels
 * @param checkpoints by kind of release
 * @param changeKinds by id, in the configuration's order
 * @param landscape the components, whose they are and what they need first; external systems among them
 * @param sizeBudget from which size on a release is advised to split (S3)
 * @param reviewReminder between two reminders of a review that is open
 * @param criteriaRules with which criteria releases begin, and how old evidence may be
 * @param stages by which stages a release goes out, by its kind; each bake is a minimum (S4)
 * @param goingOn the kinds whose next stage begins by itself once the one before has passed
 * @param sourcing where observations come from
 * @param tracker which takes the summaries of completed releases; empty where people close their tickets
 * @param audiences the channel of each audience that has one
 * @param digest of the policy's file
 */
public record Policy(
        Roster roster,
        String command,
        ZoneId zone,
        Map<ChannelId, String> prefixes,
        String prefix,
        Map<ReleaseKind, CheckpointRules> checkpoints,
        Map<String, ChangeKind> changeKinds,
        Landscape landscape,
        SizeBudget sizeBudget,
        Duration reviewReminder,
        CriteriaRules criteriaRules,
        Map<ReleaseKind, StagePlan> stages,
        Set<ReleaseKind> goingOn,
        Sourcing sourcing,
        Optional<TrackerSystem> tracker,
        Map<Audience, ChannelId> audiences,
        String digest) {

    /**
     * @param window from open to until, where nothing else is said
     * @param minimum the shortest checkpoint that may be opened
     * @param reminders leads before the deadline, longest first; the last one goes to the team's lead as well
     */
    public record CheckpointRules(Duration window, Duration minimum, List<Duration> reminders) {
        public CheckpointRules {
            reminders = List.copyOf(reminders);
        }
    }

    /** Who is told besides the teams. */
    public enum Audience {
        PRODUCT,
        SUPPORT,
        LEADERSHIP
    }

    public CheckpointRules checkpoint(ReleaseKind kind) {
        return Optional.ofNullable(checkpoints.get(kind))
                .orElseThrow(() -> new IllegalStateException("no checkpoint rules for " + kind.word()));
    }

    /** The stages of one release, with the longer bakes that it asks for. */
    public StagePlan stages(Dossier dossier) {
        return stages(dossier.release().profile().kind())
                .withLonger(dossier.manifest().details().bakes());
    }

    public StagePlan stages(ReleaseKind kind) {
        return Optional.ofNullable(stages.get(kind))
                .orElseThrow(() -> new IllegalStateException("no stages for " + kind.word()));
    }

    public String prefixIn(ChannelId channel) {
        return prefixes.getOrDefault(channel, prefix);
    }

    /** Where the policy of this moment comes from; each call gives the newest. */
    @FunctionalInterface
    public interface Source {
        Policy current();
    }
}
