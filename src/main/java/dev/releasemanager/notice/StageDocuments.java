package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.Wave;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Stopped;
import dev.releasemanager.rollout.Bake;
import dev.releasemanager.rollout.Mark;
import dev.releasemanager.rollout.Progress;
import dev.releasemanager.rollout.Progress.Standing;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageJudgement;
import dev.releasemanager.rollout.StageRun;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of stages: who deploys what now, how far it is, how long it is watched, and what came of it (M5, M2). */
public final class StageDocuments {
    private static final int SHOWN = 30;
    private static final int CHANGES = 5;

    private StageDocuments() {}

    /**
     * What a button of a component is about.
     *
     * @param run the stage's number
     * @param version that is to be deployed; blank if none is named
     */
    public record OfComponent(ReleaseKey release, int run, String component, String version) {
        public String encode() {
            return release + ":" + run + ":" + version.length() + ":" + version + component;
        }

        /** @return empty if the value isn't one of ours */
        public static Optional<OfComponent> find(String value) {
            String[] parts = value.split(":", 4);
            Optional<ReleaseKey> key = ReleaseKey.find(parts[0]);
            if (key.isEmpty()
                    || parts.length < 4
                    || !parts[1].matches("\\d{1,9}")
                    || !parts[2].matches("\\d{1,4}")
                    || Integer.parseInt(parts[2]) > parts[3].length()) {
                return Optional.empty();
            }
            int length = Integer.parseInt(parts[2]);
            return Optional.of(new OfComponent(
                    key.get(), Integer.parseInt(parts[1]), parts[3].substring(length), parts[3].substring(0, length)));
        }
    }

    static String stage(Stage stage) {
        return stage.isStaging() ? "Staging" : stage.words();
    }

    /** What a judgement came to, to begin a sentence with. */
    public static String result(StageRun run) {
        return "Stage “" + run.stage().words() + "”: "
                + run.end().map(end -> end.result().word()).orElse("under way") + ".";
    }

    /** Into the thread: it has begun. */
    public static Document begun(Dossier dossier, Progress progress) {
        StageRun run = progress.run();
        Words head =
                Words.strongly(stage(run.stage()) + " has begun").plain(": " + Phrases.name(dossier.release()) + ", ");
        Document.Builder document = Document.builder()
                .paragraph(run.startedBy()
                        .map(head.plain("by ")::mention)
                        .orElseGet(() -> head.plain("by itself, as is configured"))
                        .plain(". Once everything is deployed and verified, it is watched for "
                                + Lengths.words(run.stage().bake()) + "."));
        List<Words> waves = new ArrayList<>();
        for (Wave wave : dossier.manifest().graph().waves()) {
            List<String> going = wave.components().stream()
                    .filter(run.components()::contains)
                    .map(component -> component + version(progress, component))
                    .toList();
            if (!going.isEmpty()) {
                waves.add(Words.of(Phrases.shortened(String.join(", ", going), 400)));
            }
        }
        return document.numbered(waves.stream().limit(SHOWN).toList()).build();
    }

    private static String version(Progress progress, String component) {
        String version = progress.wanted().get(component);
        return version == null ? "" : " " + version;
    }

    /** To one who can deploy a component: what it is, whom it waits for, and its buttons. */
    public static Document task(Dossier dossier, Progress progress, String component) {
        Release release = dossier.release();
        StageRun run = progress.run();
        Standing standing = progress.standingOf(component);
        String version = progress.wanted().getOrDefault(component, "");
        Words words = Words.strongly(Phrases.name(release))
                .plain(", " + run.stage().words() + ": ")
                .strong(component + (version.isEmpty() ? "" : " " + version))
                .plain(" " + said(standing, progress, component));
        Document.Builder document = Document.builder().paragraph(words);
        if (standing == Standing.READY || standing == Standing.WAITING) {
            document.facts(List.of(
                    new Fact(
                            "Wave",
                            Words.of(
                                    dossier.manifest().graph().waveOf(component).orElse(1) + " of "
                                            + dossier.manifest().graph().waves().size())),
                    new Fact("Owner", Words.mentioning(release.owner()))));
            document.items(dossier.manifest().graph().changesOf(component).stream()
                    .limit(CHANGES)
                    .map(StageDocuments::change)
                    .toList());
        }
        return document.choices(choices(release, progress, component)).build();
    }

    private static Words change(Change change) {
        return Words.none().link(change.link(), Phrases.shortened(change.title(), 120));
    }

    private static String said(Standing standing, Progress progress, String component) {
        return switch (standing) {
            case WAITING -> "waits for " + String.join(", ", progress.waitsFor(component)) + ".";
            case READY -> "can be deployed now.";
            case DEPLOYING -> "is being deployed.";
            case DEPLOYED -> "is deployed. Look at it: does it do what it should there? No crash is no proof.";
            case VERIFIED -> "is deployed and verified.";
            case FAILED ->
                "has failed: "
                        + progress.run()
                                .newestOf(component)
                                .map(mark -> Phrases.sentence(Phrases.shortened(mark.note(), 300)))
                                .orElse("");
        };
    }

    /** What can be said of a component next. */
    private static List<Choice> choices(Release release, Progress progress, String component) {
        String version = progress.wanted().getOrDefault(component, "");
        String value = new OfComponent(release.key(), progress.run().number(), component, version).encode();
        boolean staging = progress.run().stage().isStaging();
        List<Choice> choices = new ArrayList<>();
        switch (progress.standingOf(component)) {
            case READY, FAILED -> {
                choices.add(Choice.of(Controls.MARK_BEGUN, value, "Being deployed")
                        .primary()
                        .said("Say that " + component + " is being deployed"));
                addDeployed(choices, value, component, version, staging);
            }
            case DEPLOYING -> {
                addDeployed(choices, value, component, version, staging);
                choices.add(failed(value, component));
            }
            case DEPLOYED -> {
                choices.add(Choice.of(Controls.MARK_VERIFIED, value, "Verified")
                        .primary()
                        .said("Say that " + component + " is verified"));
                choices.add(failed(value, component));
            }
            case VERIFIED -> {
                if (!progress.run().hasPassed()) {
                    choices.add(failed(value, component));
                }
            }
            case WAITING -> {}
        }
        if (!staging) {
            choices.add(stop(release));
        }
        return choices;
    }

    private static void addDeployed(
            List<Choice> choices, String value, String component, String version, boolean staging) {
        if (!version.isEmpty()) {
            choices.add(Choice.of(Controls.MARK_DEPLOYED, value, "Deployed " + Phrases.shortened(version, 20))
                    .said("Say that " + component + " is deployed as " + version));
        }
        if (staging) {
            choices.add(Choice.of(Controls.MARK_VERSION, value, version.isEmpty() ? "Deployed …" : "Another version …")
                    .said("Say which version of " + component + " is deployed"));
        }
    }

    private static Choice failed(String value, String component) {
        return Choice.of(Controls.MARK_FAILED, value, "Failed …").said("Say that " + component + " has failed");
    }

    /** On every message of a rollout in production (A4). */
    static Choice stop(Release release) {
        return Choice.of(Controls.STOP, release.key().value(), "Stop")
                .danger()
                .said("Stop the rollout of " + release.key());
    }

    /** One line: how a component stands. */
    static Words line(Dossier dossier, Progress progress, String component) {
        Standing standing = progress.standingOf(component);
        Words words = Words.of(sign(standing) + " ").strong(component + version(progress, component));
        Optional<Mark> newest = progress.run().newestOf(component);
        String team =
                dossier.deployerOf(component).map(dossier.roster()::nameOf).orElse("nobody of the taking-part teams");
        return switch (standing) {
            case WAITING ->
                words.plain(" waits for " + String.join(", ", progress.waitsFor(component)) + " (" + team + ")");
            case READY -> words.plain(" can be deployed now: " + team);
            case DEPLOYING -> words.plain(" is being deployed by ").mention(by(newest));
            case DEPLOYED -> words.plain(" is deployed by ").mention(by(newest)).plain(", not verified yet");
            case VERIFIED -> words.plain(" is verified by ").mention(by(newest));
            case FAILED ->
                words.plain(" failed, says ")
                        .mention(by(newest))
                        .plain(": " + Phrases.shortened(newest.map(Mark::note).orElse(""), 200));
        };
    }

    private static PersonId by(Optional<Mark> mark) {
        return mark.map(Mark::by).orElseThrow();
    }

    private static String sign(Standing standing) {
        return switch (standing) {
            case WAITING -> "…";
            case READY -> "▷";
            case DEPLOYING, DEPLOYED -> "◐";
            case VERIFIED -> "✅";
            case FAILED -> "⛔";
        };
    }

    /**
     * What stage it is, how long it is still watched, every component's line, and what is seen against each criterion.
     *
     * @param seen empty if nothing is watched
     */
    public static Document overview(Dossier dossier, Progress progress, Instant now, Optional<StageJudgement> seen) {
        Document.Builder document = Document.builder().paragraph(standing(dossier, progress, now));
        List<String> components = progress.components();
        document.items(components.stream()
                .limit(SHOWN)
                .map(component -> line(dossier, progress, component))
                .toList());
        if (components.size() > SHOWN) {
            document.paragraph("… and " + (components.size() - SHOWN) + " more.");
        }
        document.items(seen.map(ObservationDocuments::soFar).orElseGet(() -> criteria(dossier, progress.run())));
        return document.build();
    }

    /** The criteria of a stage that is being watched. */
    private static List<Words> criteria(Dossier dossier, StageRun run) {
        if (run.bake().isEmpty()) {
            return List.of();
        }
        return dossier.criteriaOf(run.stage()).stream()
                .limit(SHOWN)
                .map(PlannedCriterion::text)
                .map(text -> Words.of("judged by: " + Phrases.shortened(text, 200)))
                .toList();
    }

    /** In one sentence or two. */
    public static Words standing(Dossier dossier, Progress progress, Instant now) {
        StageRun run = progress.run();
        ZoneId zone = dossier.release().profile().zone();
        Words words = Words.strongly(stage(run.stage())).plain(": ");
        if (run.hasPassed()) {
            return words.plain("passed at ")
                    .moment(run.end().orElseThrow().at(), zone)
                    .plain(".");
        }
        if (run.end().isPresent()) {
            return words.plain(run.end().get().result().word() + ". "
                    + String.join(" ", run.end().get().reasons()));
        }
        int all = progress.components().size();
        if (run.bake().isPresent()) {
            Bake bake = run.bake().get();
            if (dossier.release().state() instanceof Stopped) {
                return words.plain((all == 1 ? "it is verified" : "all " + all + " components are verified")
                        + "; stopped, and watched anew for "
                        + Lengths.words(run.stage().bake())
                        + " from when it is resumed.");
            }
            return words.plain(all == 1 ? "it is verified" : "all " + all + " components are verified")
                    .plain(bake.isOver(now) ? "; its bake is over, and it is judged now." : "; watched until ")
                    .with(
                            bake.isOver(now)
                                    ? Words.none()
                                    : Words.none()
                                            .moment(bake.until(), zone)
                                            .plain(" (" + Lengths.words(bake.left(now)) + " left)."));
        }
        return words.plain(progress.in(Standing.VERIFIED).size() + " of " + all
                + (all == 1 ? " component is verified." : " components are verified."));
    }

    /** The components with the button that moves each on, for a modal. */
    public static Document rows(Dossier dossier, Progress progress, Instant now, boolean decides) {
        Document.Builder document = Document.builder().paragraph(standing(dossier, progress, now));
        for (String component : progress.components().stream().limit(SHOWN).toList()) {
            document.row(line(dossier, progress, component), main(dossier.release(), progress, component));
        }
        document.items(criteria(dossier, progress.run()));
        if (decides && progress.run().bake().isPresent() && !progress.run().hasPassed()) {
            document.choices(extend(dossier.release()));
        }
        return document.build();
    }

    public static Choice extend(Release release) {
        return Choice.of(Controls.EXTEND_BAKE, release.key().value(), "Watch it longer")
                .said("Extend the bake of " + release.key());
    }

    private static Choice main(Release release, Progress progress, String component) {
        List<Choice> choices = choices(release, progress, component);
        return choices.isEmpty()
                ? Choice.of(Controls.SHOW, Phrases.value(release), "Show").said("Show " + release.key())
                : choices.get(0);
    }

    /** Into the thread: everything is verified, it is watched now. */
    public static Document baking(Dossier dossier, Progress progress) {
        StageRun run = progress.run();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(stage(run.stage()) + ": everything is verified")
                        .plain(" (" + Phrases.name(dossier.release()) + "). It is watched until ")
                        .moment(
                                run.bake().orElseThrow().until(),
                                dossier.release().profile().zone())
                        .plain(", and then judged."));
        return document.items(criteria(dossier, run)).build();
    }

    /** Something has failed: to the owner and into the thread. */
    public static Document failed(Dossier dossier, Progress progress, String component) {
        Release release = dossier.release();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("FAILED in " + progress.run().stage().words() + ": ")
                        .with(line(dossier, progress, component))
                        .plain(" (" + Phrases.name(release) + ")."));
        return progress.run().stage().isStaging()
                ? document.paragraph("Staging doesn't pass until it is deployed and verified again.")
                        .build()
                : document.build();
    }

    /** A stage has passed: what is next depends on which. */
    public static Document passed(Dossier dossier, StageRun run, Optional<Stage> next) {
        Release release = dossier.release();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("PASSED: " + stage(run.stage()))
                        .plain(" of " + Phrases.name(release) + ". ")
                        .plain(
                                run.stage().isStaging()
                                        ? "In these versions it may ship, once Go is called."
                                        : next.map(stage -> "Next: " + stage.words() + ".")
                                                .orElse("That was the last stage.")));
        if (run.stage().isStaging()) {
            document.items(run.components().stream()
                    .limit(SHOWN)
                    .map(component -> Words.of(component + " "
                            + run.newestOf(component).map(Mark::version).orElse("")))
                    .toList());
        }
        return document.build();
    }

    /** A stage was judged and didn't pass. */
    public static Document notPassed(Dossier dossier, StageRun run) {
        Release release = dossier.release();
        StageRun.End end = run.end().orElseThrow();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(end.result() == StageRun.Result.FAILED ? "NOT PASSED: " : "NO JUDGEMENT: ")
                        .plain(stage(run.stage()) + " of " + Phrases.name(release) + "."))
                .items(end.reasons().stream().limit(SHOWN).map(Words::of).toList());
        if (run.stage().isStaging()) {
            document.paragraph("Next: state what was seen while it was watched with " + dossier.command("evidence")
                            + ", or watch it longer; what has failed is put right and deployed again.")
                    .choices(extend(release));
        }
        return document.build();
    }

    /** Below the question whether to begin staging: what goes, in which order, who is asked. */
    public static Document beginning(Dossier dossier, Stage stage, List<String> components) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(Phrases.name(dossier.release()))
                        .plain(": these go to " + stage.words()
                                + ", in this order. Their teams are written to when it is"
                                + " their turn. Once all are verified, it is watched for "
                                + Lengths.words(stage.bake()) + "."));
        List<Words> lines = new ArrayList<>();
        for (Wave wave : dossier.manifest().graph().waves()) {
            for (String component : wave.components()) {
                if (components.contains(component)) {
                    String version = dossier.scope().versions().getOrDefault(component, "");
                    lines.add(Words.of("wave " + wave.number() + ": ")
                            .strong(component + (version.isEmpty() ? "" : " " + version))
                            .plain(", "
                                    + dossier.deployerOf(component)
                                            .map(dossier.roster()::nameOf)
                                            .orElse("nobody of the taking-part teams")
                                    + (version.isEmpty() ? "; its version is named when it is deployed" : "")));
                }
            }
        }
        document.items(lines.stream().limit(SHOWN).toList());
        if (lines.size() > SHOWN) {
            document.paragraph("… and " + (lines.size() - SHOWN) + " more.");
        }
        return document.build();
    }
}
