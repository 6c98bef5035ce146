package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.gate.Verdict;
import dev.releasemanager.manifest.Exclusion;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Completed;
import dev.releasemanager.release.ReleaseState.RolledBack;
import dev.releasemanager.release.ReleaseState.RollingBack;
import dev.releasemanager.release.ReleaseState.RollingOut;
import dev.releasemanager.release.ReleaseState.Stopped;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Progress;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageJudgement;
import dev.releasemanager.rollout.StagePlan;
import dev.releasemanager.rollout.StageRun;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is told while a release goes out in production: begun, stopped, resumed, completed (M5, A4, M7). */
public final class RolloutDocuments {
    private static final int SHOWN = 20;

    private RolloutDocuments() {}

    /** Why a stage of production isn't begun. */
    public static Document shut(Dossier dossier, Verdict verdict) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("The stage was not begun.")
                        .plain(" Something is missing for " + Phrases.name(dossier.release()) + ":"));
        return document.items(verdict.open().stream().map(Phrases::finding).toList())
                .aside("When this is settled, begin it again. Nothing was deployed by this.")
                .build();
    }

    /** Below the question whether to begin a stage of production. */
    public static Document beginning(Dossier dossier, Stage stage, List<String> components, StagePlan plan) {
        return Document.builder()
                .all(StageDocuments.beginning(dossier, stage, components))
                .aside(Words.of("Stage " + (plan.placeOf(stage) - 1) + " of "
                        + plan.production().size()
                        + ". Anyone who takes part can stop it; from the first on the manifest"
                        + " is sealed."))
                .build();
    }

    /** Into the thread; the stop is on it as on every message of a rollout. */
    public static Document stageBegun(Dossier dossier, Progress progress) {
        return Document.builder()
                .all(StageDocuments.begun(dossier, progress))
                .choices(StageDocuments.stop(dossier.release()))
                .build();
    }

    /**
     * To the owner: a stage has passed, and the next one is theirs to begin.
     *
     * @param inTheWay why the next one didn't begin by itself, where it should have
     */
    public static Document advance(Dossier dossier, StageRun run, Stage next, List<Finding> inTheWay) {
        Release release = dossier.release();
        Document.Builder document = Document.builder().all(StageDocuments.passed(dossier, run, Optional.of(next)));
        if (!inTheWay.isEmpty()) {
            document.paragraph(Words.of(
                            "The next stage would have begun by itself, but something is in its way. Begin it when this is"
                                    + " settled:"))
                    .items(inTheWay.stream().map(Phrases::finding).toList());
        }
        return document.choices(
                        Choice.of(
                                        Controls.ADVANCE,
                                        release.key() + ":" + run.number(),
                                        "Go on to " + next.share().orElse(100) + " %")
                                .primary()
                                .said("Go on with " + release.key() + " to " + next.words()),
                        StageDocuments.stop(release))
                .build();
    }

    /** To whoever decides: the stage has passed and the next one has begun by itself. */
    public static Document goesOn(Dossier dossier, StageRun run, Stage next) {
        return Document.builder()
                .all(StageDocuments.passed(dossier, run, Optional.of(next)))
                .aside("The next stage, " + next.words() + ", has begun by itself, as is configured.")
                .choices(StageDocuments.stop(dossier.release()))
                .build();
    }

    /** To everybody who takes part, before everything else: who stopped it, why, and what that means. */
    public static Document stopped(Dossier dossier) {
        Release release = dossier.release();
        Stopped stopped = (Stopped) release.state();
        Words words = Words.strongly("⛔ STOPPED: " + Phrases.name(release)).plain(", ");
        words = stopped.by()
                .map(words.plain("by ")::mention)
                .orElse(words.plain("by itself"))
                .plain(": " + Phrases.sentence(Phrases.shortened(stopped.reason(), 1_000)));
        return Document.builder()
                .paragraph(words)
                .paragraph(Words.of("Deploy nothing more of it. What is out stays out as it is. ")
                        .mention(release.owner())
                        .plain(" resumes it with a reason, or it is rolled back."))
                .choices(resume(release), UndoingDocuments.rollBack(release), stage(release))
                .build();
    }

    /**
     * Into the thread and to those who decide: a trigger of the plan is met after completion.
     *
     * @param automatic whether the plan would have had the rollback begin by itself
     */
    public static Document triggerAfter(Dossier dossier, String trigger, Observation seen, boolean automatic) {
        Release release = dossier.release();
        Completed completed = (Completed) release.state();
        ZoneId zone = release.profile().zone();
        return Document.builder()
                .paragraph(Words.strongly("⚠️ A rollback trigger is met: " + Phrases.name(release))
                        .plain(". “" + Phrases.shortened(trigger, 300) + "”: " + ObservationDocuments.shown(seen)
                                + ", says " + seen.source() + ", ")
                        .moment(seen.at(), zone)
                        .plain("."))
                .paragraph(Words.of("It is completed since ")
                        .moment(completed.at(), zone)
                        .plain(" and can be rolled back until ")
                        .moment(completed.undoableUntil(), zone)
                        .plain(
                                automatic
                                        ? ". While it rolled out that would have begun by itself; now that everybody has it, "
                                        : ". Nothing begins by itself: ")
                        .mention(release.owner())
                        .plain(" decides, or a lead of a taking-part team."))
                .choices(UndoingDocuments.rollBack(release), ReportDocuments.look(release))
                .build();
    }

    static Choice resume(Release release) {
        return Choice.of(Controls.RESUME, release.key().value(), "Resume …")
                .said("Resume the rollout of " + release.key());
    }

    static Choice stage(Release release) {
        return Choice.of(Controls.STAGING, Phrases.value(release), "Stage").said("Show the stage of " + release.key());
    }

    public static Document resumed(Dossier dossier, PersonId by, String reason) {
        Release release = dossier.release();
        return Document.builder()
                .paragraph(Words.strongly("RESUMED: " + Phrases.name(release))
                        .plain(", by ")
                        .mention(by)
                        .plain(": " + Phrases.sentence(Phrases.shortened(reason, 1_000))
                                + " The bake of this stage begins anew."))
                .choices(StageDocuments.stop(release), ReviewDocuments.look(release, "Review the stop …"))
                .build();
    }

    public static Document read(Release release, PersonId by) {
        return Document.of(Words.strongly("Support has read it")
                .plain(" (" + Phrases.name(release) + "), says ")
                .mention(by)
                .plain("."));
    }

    /** The button of support's notice (K3). */
    static Choice haveRead(Release release, Call call) {
        return Choice.of(Controls.HAVE_READ, release.key() + ":" + call.revision(), "We have read it")
                .primary()
                .said("Say that support has read what changes with " + release.key());
    }

    // The board

    static Words state(Dossier dossier, Words words) {
        Release release = dossier.release();
        ZoneId zone = release.profile().zone();
        if (release.state() instanceof RollingOut rolling) {
            return words.plain(". Started by ")
                    .mention(rolling.startedBy())
                    .plain(", ")
                    .moment(rolling.startedAt(), zone)
                    .plain(shares(dossier));
        }
        if (release.state() instanceof Stopped stopped) {
            Words by = stopped.by().map(words.plain(" by ")::mention).orElse(words.plain(" by itself"));
            return by.plain(", ")
                    .moment(stopped.at(), zone)
                    .plain(". " + Phrases.sentence(Phrases.shortened(stopped.reason(), 500))
                            + " Nothing more of it is deployed.");
        }
        if (release.state() instanceof RollingBack undoing) {
            Words by = undoing.by()
                    .map(words.plain(" since ").moment(undoing.at(), zone).plain(", begun by ")::mention)
                    .orElse(words.plain(" since ").moment(undoing.at(), zone).plain(", begun by a trigger"));
            return by.plain(". " + Phrases.sentence(Phrases.shortened(undoing.reason(), 500)));
        }
        if (release.state() instanceof RolledBack undone) {
            return words.plain(", ")
                    .moment(undone.at(), zone)
                    .plain(". " + Phrases.sentence(Phrases.shortened(undone.reason(), 500)));
        }
        if (release.state() instanceof Completed completed) {
            return words.plain(", ")
                    .moment(completed.at(), zone)
                    .plain(". It can be rolled back until ")
                    .moment(completed.undoableUntil(), zone)
                    .plain(".");
        }
        return words.plain(".");
    }

    /** "; 5 % passed, 25 % now, 100 % to come". */
    private static String shares(Dossier dossier) {
        Optional<StageRun> current = dossier.rollout().production();
        Optional<StagePlan> plan = dossier.rollout().plan();
        if (current.isEmpty() || plan.isEmpty()) {
            return ".";
        }
        int place = plan.get().placeOf(current.get().stage());
        List<String> parts = new ArrayList<>();
        for (Stage stage : plan.get().production()) {
            int own = plan.get().placeOf(stage);
            boolean passed = own < place || (own == place && current.get().hasPassed());
            parts.add(stage.share().orElse(100) + " % " + (passed ? "passed" : own == place ? "now" : "to come"));
        }
        return "; " + String.join(", ", parts) + ".";
    }

    /** The stage as it is, below the state; the observations belong here too. */
    static Document board(Dossier dossier, Instant now, Optional<StageJudgement> seen) {
        return dossier.currentStage()
                .map(progress -> StageDocuments.overview(dossier, progress, now, seen))
                .orElseGet(() -> new Document(List.of()));
    }

    static List<Choice> choices(Dossier dossier) {
        Release release = dossier.release();
        if (release.state() instanceof Stopped) {
            return List.of(resume(release), UndoingDocuments.rollBack(release), stage(release));
        }
        List<Choice> choices = new ArrayList<>();
        Optional<StageRun> current = dossier.rollout().production();
        current.filter(StageRun::hasPassed)
                .flatMap(run -> dossier.rollout().plan().flatMap(plan -> plan.after(run.stage())))
                .ifPresent(next -> choices.add(Choice.of(
                                Controls.ADVANCE,
                                release.key() + ":" + current.get().number(),
                                "Go on to " + next.share().orElse(100) + " %")
                        .primary()
                        .said("Go on with " + release.key() + " to " + next.words())));
        choices.add(stage(release));
        if (!dossier.manifest().flags().isEmpty()) {
            choices.add(FlagDocuments.look(release));
        }
        current.filter(run -> run.bake().isPresent() && !run.hasPassed())
                .ifPresent(run -> choices.add(StageDocuments.extend(release)));
        choices.add(StageDocuments.stop(release));
        choices.add(UndoingDocuments.rollBack(release));
        return choices;
    }

    /** What still keeps the first stage from beginning, on the board of a release with a Go. */
    static void beforeStart(Document.Builder board, Dossier dossier) {
        Verdict verdict = dossier.stageVerdict(true);
        if (verdict.isOpen()) {
            board.paragraph(Words.strongly("It can be started: ").plain("nothing is missing for the first stage."));
        } else {
            board.paragraph(Words.strongly("Before the first stage: "));
            board.items(verdict.open().stream().map(Phrases::finding).toList());
        }
    }

    // Completion (M7)

    /** For the record. */
    public static Map<String, String> summary(Dossier dossier) {
        Map<String, String> summary = new LinkedHashMap<>();
        Completed completed = (Completed) dossier.release().state();
        summary.put("shipped", String.join("; ", shipped(dossier)));
        summary.put("live", recorded(FlagDocuments.live(dossier), dossier));
        summary.put("behind_flags", recorded(FlagDocuments.dark(dossier), dossier));
        summary.put("excluded", String.join("; ", excluded(dossier)));
        summary.put("undoable_until", completed.undoableUntil().toString());
        return summary;
    }

    private static String recorded(List<Words> lines, Dossier dossier) {
        return String.join(
                "; ",
                lines.stream()
                        .map(line -> Phrases.recorded(line, dossier.roster()))
                        .toList());
    }

    private static List<String> shipped(Dossier dossier) {
        return dossier.scope().changes().stream()
                .map(change -> change.title() + " ("
                        + change.component()
                        + Optional.ofNullable(dossier.scope().versions().get(change.component()))
                                .map(version -> " " + version)
                                .orElse("")
                        + ")")
                .toList();
    }

    private static List<String> excluded(Dossier dossier) {
        return dossier.manifest().details().exclusions().stream()
                .map(RolloutDocuments::excluded)
                .toList();
    }

    private static String excluded(Exclusion exclusion) {
        return exclusion.title() + ", to " + exclusion.to() + ": " + exclusion.reason();
    }

    /**
     * To everybody who was told of the Go: what shipped, what not and why, until when it can be undone.
     *
     * @param seen what the last stage was judged by
     * @param keeper who closes the ticket with it
     */
    public static Document completed(Dossier dossier, StageJudgement seen, Ticket.Keeper keeper) {
        Release release = dossier.release();
        Document.Builder document = Document.builder().all(summed(dossier, seen));
        release.profile().ticket().ifPresent(ticket -> {
            Words words = Words.strongly("Ticket: ")
                    .link(ticket, Phrases.shortened(ticket, 80))
                    .plain(" is to be closed with this, by ");
            document.paragraph(
                    keeper == Ticket.Keeper.TRACKER
                            ? words.plain("the tracker.")
                            : words.mention(release.owner()).plain("."));
        });
        if (FlagDocuments.isAnyUnplanned(dossier)) {
            document.paragraph(Words.of("How the flag that nobody has planned is switched on can still be planned by ")
                    .mention(release.owner())
                    .plain(": ")
                    .code(dossier.command("flags"))
                    .plain("."));
        }
        return document.choices(ReportDocuments.look(release)).build();
    }

    /**
     * The summary by itself, with which a ticket is closed.
     *
     * @param seen what the last stage was judged by
     */
    public static Document summed(Dossier dossier, StageJudgement seen) {
        Document.Builder document = opening(dossier);
        document.paragraph(Words.strongly("Shipped"));
        items(document, shipped(dossier));
        List<Words> live = FlagDocuments.live(dossier);
        if (!live.isEmpty()) {
            document.paragraph(Words.strongly("Flags that are on"));
            lines(document, live);
        }
        List<Words> dark = FlagDocuments.dark(dossier);
        if (!dark.isEmpty()) {
            document.paragraph(Words.strongly("Behind flags, dark until they are switched on"));
            lines(document, dark);
        }
        List<String> excluded = excluded(dossier);
        document.paragraph(Words.strongly("Excluded").plain(excluded.isEmpty() ? ": nothing was deferred." : ""));
        items(document, excluded);
        if (!seen.standings().isEmpty()) {
            document.paragraph(Words.strongly("Verified by"));
            lines(document, ObservationDocuments.figures(seen));
        }
        return document.build();
    }

    private static void items(Document.Builder document, List<String> lines) {
        lines(
                document,
                lines.stream()
                        .map(line -> Words.of(Phrases.shortened(line, 300)))
                        .toList());
    }

    private static void lines(Document.Builder document, List<Words> lines) {
        document.items(lines.stream().limit(SHOWN).toList());
        if (lines.size() > SHOWN) {
            document.paragraph("… and " + (lines.size() - SHOWN) + " more.");
        }
    }

    private static Document.Builder opening(Dossier dossier) {
        Release release = dossier.release();
        Completed completed = (Completed) release.state();
        ZoneId zone = release.profile().zone();
        return Document.builder()
                .paragraph(Words.strongly("COMPLETED: " + Phrases.name(release))
                        .plain(" is out to everybody since ")
                        .moment(completed.at(), zone)
                        .plain(". It can be rolled back until ")
                        .moment(completed.undoableUntil(), zone)
                        .plain("."));
    }

    /** Risk and rollback first; no list of changes (K4). */
    public static Document completedToLeadership(Dossier dossier) {
        int excluded = dossier.manifest().details().exclusions().size();
        return Document.builder()
                .paragraph(Words.strongly("Risk: ").plain(Phrases.risk(dossier.scope())))
                .paragraph(Words.strongly("Rollback: ").plain(Phrases.rollback(dossier.planStanding())))
                .all(opening(dossier).build())
                .paragraph(Words.of(
                        FlagDocuments.counted(dossier).map(words -> words + " ").orElse("")
                                + Phrases.count(excluded, "change") + " excluded."))
                .choices(ReportDocuments.look(dossier.release()))
                .build();
    }

    public static Document windowClosed(Release release) {
        return Document.of(Words.strongly("The rollback window of " + Phrases.name(release) + " is over")
                .plain(": its plan promises no way back from now on. What has to be put right goes out as a new"
                        + " release."));
    }
}
