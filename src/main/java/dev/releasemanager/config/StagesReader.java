package dev.releasemanager.config;

import dev.releasemanager.config.Settings.Stages;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StagePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads by which stages a release of each kind goes, and for how long each is watched at least (M5, S4). */
final class StagesReader {
    private static final int MOST_STAGES = 12;
    private static final String BY_ITSELF = "advance_by_itself";
    private static final Pattern KIND = Pattern.compile("regular|hotfix|train");
    private static final String KINDS = "kinds of release: regular, hotfix, train";
    private static final Pattern STAGING = Pattern.compile("staging");
    private static final String A_STAGE =
            "{stage: staging, bake: PT2H} first, then shares of production like" + " {share: 5, bake: PT1H}";

    private final Faults faults;

    StagesReader(Faults faults) {
        this.faults = faults;
    }

    Stages stages(@Nullable Section section) {
        if (section == null) {
            return Stages.USUAL;
        }
        section.refuseUnknownKeys(List.of("canary_maximum", "regular", "hotfix", "train", BY_ITSELF));
        OptionalInt canary = section.whole("canary_maximum", 1, 50);
        int most = canary.orElse(StagePlan.USUAL_CANARY);
        return new Stages(
                most,
                plan(section, "regular", most, Stages.USUAL.regular()),
                plan(section, "hotfix", most, Stages.USUAL.hotfix()),
                plan(section, "train", most, Stages.USUAL.train()),
                goingOn(section));
    }

    private Set<ReleaseKind> goingOn(Section section) {
        Node node = section.find(BY_ITSELF);
        if (node == null || Section.isNothing(node)) {
            return Set.of();
        }
        return section.words(BY_ITSELF, 0, ReleaseKind.values().length, KIND, KINDS).stream()
                .flatMap(word -> ReleaseKind.find(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private StagePlan plan(Section section, String kind, int canary, StagePlan usual) {
        Node node = section.find(kind);
        if (node == null || Section.isNothing(node)) {
            int first = usual.production().get(0).share().orElseThrow();
            if (first > canary) {
                faults.add(
                        section.keyNode("canary_maximum"),
                        section.child("canary_maximum"),
                        "is less than the canary of " + first + " % with which " + kind
                                + " releases usually begin; accepted: stages of your own for " + kind);
            }
            return usual;
        }
        String at = section.child(kind);
        List<Node> nodes = new ArrayList<>();
        List<Stage> stages = section.list(node, at, 1, MOST_STAGES, A_STAGE, item -> {
            Stage stage = stage(item, at);
            if (stage != null) {
                nodes.add(item);
            }
            return stage;
        });
        if (stages == null
                || stages.isEmpty()
                || stages.size() < ((SequenceNode) node).getValue().size()) {
            return usual;
        }
        List<StagePlan.Fault> wrong = StagePlan.faults(stages, canary);
        wrong.forEach(fault -> faults.add(
                fault.place() == 0 ? node : nodes.get(fault.place() - 1),
                at,
                "is no way to go out (" + fault.rule() + "): " + fault.sentence() + " Accepted: " + A_STAGE));
        return wrong.isEmpty() ? new StagePlan(stages) : usual;
    }

    private @Nullable Stage stage(Node node, String at) {
        Section section = Section.of(node, at, faults, A_STAGE);
        if (section == null) {
            return null;
        }
        section.refuseUnknownKeys(List.of("stage", "share", "bake"));
        section.need("bake", "how long it is watched at least, such as PT1H");
        Duration bake = section.duration("bake", Duration.ofSeconds(1));
        boolean staging = section.find("stage") != null;
        if (staging == (section.find("share") != null)) {
            faults.add(node, at, "has to say one of both: stage: staging, or a share of production in percent");
            return null;
        }
        if (staging) {
            return section.text("stage", STAGING, "staging; a stage of production is told by its share") == null
                    ? null
                    : Stage.staging(bake);
        }
        OptionalInt share = section.whole("share", 1, 100);
        return share.isPresent() ? Stage.production(share.getAsInt(), bake) : null;
    }
}
