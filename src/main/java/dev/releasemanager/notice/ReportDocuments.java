package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.ExceptionRequest;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Exclusion;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Cancelled;
import dev.releasemanager.release.ReleaseState.Completed;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.ReleaseState.RolledBack;
import dev.releasemanager.release.ReleaseState.Stopped;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollout.Bake;
import dev.releasemanager.rollout.Progress;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageJudgement;
import dev.releasemanager.rollout.StagePlan;
import dev.releasemanager.rollout.StageRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of a release (M7): what shipped, how it went, who decided what, what is left to do. Drawn from what is stored
 * and from the record, in every state; of one that isn't finished it says so first.
 */
public final class ReportDocuments {
    private static final int ENTRIES = 10;
    private static final int SHOWN = 200;

    private final Material material;
    private final Dossier dossier;
    private final Release release;
    private final ZoneId zone;
    private final int most;
    private final int letters;
    private final Document.Builder document = Document.builder();

    /**
     * What a report is made of.
     *
     * @param record the whole of it, oldest first
     * @param seen how each stage's criteria stand by what was seen, by the run's number; of those that were watched
     * @param review empty if none was opened
     * @param ticket empty until the release is complete, and where none is linked
     */
    public record Material(
            Dossier dossier,
            List<RecordEntry> record,
            Map<Integer, StageJudgement> seen,
            Optional<Review> review,
            Optional<Ticket> ticket) {
        public Material {
            record = List.copyOf(record);
            seen = Map.copyOf(seen);
        }
    }

    private ReportDocuments(Material material, int most, int letters) {
        this.material = material;
        this.dossier = material.dossier();
        this.release = dossier.release();
        this.zone = release.profile().zone();
        this.most = most;
        this.letters = letters;
    }

    /** On the board of a release that has begun to go out, and on what is told when it is complete. */
    static Choice look(Release release) {
        return Choice.of(Controls.REPORT, Phrases.value(release), "Report").said("Show the report of " + release.key());
    }

    /** With everything in it, for a page or a file. */
    public static Document complete(Material material) {
        ReportDocuments complete = new ReportDocuments(material, Integer.MAX_VALUE, Integer.MAX_VALUE);
        complete.document.heading("Report on " + Phrases.name(material.dossier().release()));
        complete.write();
        return complete.document.build();
    }

    /**
     * As much as can be read in a modal; what is left out is counted.
     *
     * @param addresses empty where there are none: then it can be had as a file
     */
    public static Document folded(Material material, Optional<ManifestDocuments.Addresses> addresses) {
        ReportDocuments folded = new ReportDocuments(material, ENTRIES, SHOWN);
        Release release = material.dossier().release();
        folded.document.heading("Report on " + Phrases.shortened(Phrases.name(release), 120));
        addresses.ifPresentOrElse(
                to -> folded.document.paragraph(Words.of("Complete ")
                        .link(to.page(), "as a page")
                        .plain(" or ")
                        .link(to.markdown(), "as Markdown")
                        .plain(" (these links are good for a few days, for whoever has them)")),
                () -> folded.document.choices(
                        Choice.of(Controls.REPORT_FILE, Phrases.value(release), "Send me all of it")
                                .said("Send me the whole report of " + release.key() + " as a file")));
        folded.write();
        return folded.document.build();
    }

    private void write() {
        standing();
        facts();
        shipped();
        flags();
        list("Excluded, and why", "Excluded: nothing was deferred.", exclusions());
        stages();
        call();
        if (!dossier.assurances().exceptions().isEmpty()) {
            list("Exceptions", "", exceptions());
        }
        list(
                "Holds, stops, rollbacks",
                "Nothing held it up: no hold, no stop, no rollback.",
                material.record().stream()
                        .flatMap(entry -> event(entry).stream())
                        .toList());
        undoing();
        ticket();
        review();
        source();
    }

    private String text(String typed) {
        return letters == Integer.MAX_VALUE ? typed.strip() : Phrases.shortened(typed, letters);
    }

    private void list(String title, String none, List<Words> lines) {
        if (lines.isEmpty()) {
            document.paragraph(none);
            return;
        }
        document.paragraph(Words.strongly(title))
                .items(lines.stream().limit(most).toList());
        if (lines.size() > most) {
            document.paragraph("… and " + (lines.size() - most) + " more.");
        }
    }

    // Where it stands

    private void standing() {
        if (release.state() instanceof Completed completed) {
            document.paragraph(
                    Words.strongly("Completed ").moment(completed.at(), zone).plain(": it is out to everybody."));
        } else if (release.state() instanceof Cancelled cancelled) {
            document.paragraph(Words.strongly("Given up ")
                    .plain("by ")
                    .mention(cancelled.by())
                    .plain(", ")
                    .moment(cancelled.at(), zone)
                    .plain(". Nothing of it ships: " + Phrases.sentence(text(cancelled.reason()))));
        } else if (release.state() instanceof RolledBack undone) {
            document.paragraph(Words.strongly("Rolled back ")
                    .moment(undone.at(), zone)
                    .plain(": " + Phrases.sentence(text(undone.reason())) + " Nothing of it is left in production but"
                            + " what the record says."));
        } else if (release.state().phase() == Phase.REVIEWED) {
            document.paragraph(Words.strongly("Rolled back, and reviewed. ")
                    .plain("Nothing of it is left in production but what the record says."));
        } else {
            document.paragraph(Words.strongly("Not finished: ")
                    .plain(release.state().phase().words() + under() + ".")
                    .with(why()));
        }
    }

    /** ", 5 % of production" */
    private String under() {
        boolean started = release.state().rollout().isPresent();
        return dossier.currentStage()
                .map(Progress::run)
                .filter(run -> started || run.stage().isStaging())
                .map(run -> ", " + run.stage().words() + (run.hasPassed() ? " passed" : ""))
                .orElse("");
    }

    private Words why() {
        if (release.state() instanceof Stopped stopped) {
            return stopped.by()
                    .map(Words.of(" Stopped by ")::mention)
                    .orElse(Words.of(" Stopped by itself"))
                    .plain(": " + Phrases.sentence(text(stopped.reason())));
        }
        return Words.none();
    }

    private void facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Purpose", Words.of(text(release.profile().purpose()))));
        facts.add(new Fact("Kind", Words.of(release.profile().kind().word())));
        Words owner = Words.mentioning(release.owner());
        facts.add(new Fact(
                "Owner",
                release.delegate().map(owner.plain(", delegate ")::mention).orElse(owner)));
        facts.add(new Fact(
                "Teams",
                Words.of(text(String.join(
                        ", ",
                        release.profile().teams().stream()
                                .map(dossier.roster()::nameOf)
                                .toList())))));
        facts.add(new Fact("Target", Words.none().moment(release.profile().target(), zone)));
        facts.add(new Fact("Risk", Words.of(Phrases.risk(dossier.scope()))));
        facts.add(new Fact("Revision", Words.of(Integer.toString(release.revision()))));
        document.facts(facts.stream().filter(fact -> !isBlank(fact.value())).toList());
    }

    private static boolean isBlank(Words words) {
        return words.spans().stream()
                .allMatch(span ->
                        span instanceof Words.Plain plain && plain.text().isBlank());
    }

    // What

    private void shipped() {
        String title =
                switch (release.state().phase()) {
                    case COMPLETED -> "Shipped";
                    case ROLLING_OUT, STOPPED -> "Going out";
                    case ROLLING_BACK -> "Being taken back";
                    case ROLLED_BACK, REVIEWED -> "Taken back";
                    case CANCELLED -> "Was to ship";
                    case PLANNING, POLLING, CLEARED, DELAYED -> "Is to ship";
                };
        list(
                title,
                "Its scope is empty.",
                dossier.scope().changes().stream().map(this::change).toList());
    }

    private Words change(Change change) {
        String version = dossier.scope().versions().getOrDefault(change.component(), "");
        Words words = Words.none()
                .link(change.link(), text(change.title()))
                .plain(" (" + change.component() + (version.isEmpty() ? "" : " " + version) + ", "
                        + dossier.roster().nameOf(change.team()));
        return change.flag()
                .map(flag -> words.plain(", behind ").code(text(flag)))
                .orElse(words)
                .plain(")");
    }

    private void flags() {
        if (dossier.manifest().flags().isEmpty()) {
            return;
        }
        list("Live: flags that are on", "No flag is on.", FlagDocuments.live(dossier));
        list("Dark: behind flags that are off", "No flag is off.", FlagDocuments.dark(dossier));
    }

    private List<Words> exclusions() {
        return dossier.manifest().details().exclusions().stream()
                .map(this::exclusion)
                .toList();
    }

    private Words exclusion(Exclusion exclusion) {
        return Words.of(text(exclusion.title()) + " (" + exclusion.component() + ", "
                + dossier.roster().nameOf(exclusion.team()) + "), to " + exclusion.to() + ": "
                + text(exclusion.reason()));
    }

    // How it went

    private void stages() {
        List<StageRun> runs = dossier.rollout().runs();
        if (runs.isEmpty()) {
            document.paragraph("No stage was begun yet.");
            return;
        }
        document.paragraph(Words.strongly("Stages"));
        runs.stream().skip(Math.max(0, runs.size() - (long) most)).forEach(this::stage);
        toCome().ifPresent(document::paragraph);
    }

    private void stage(StageRun run) {
        Words begun = Words.strongly(StageDocuments.stage(run.stage()))
                .plain(": begun ")
                .moment(run.startedAt(), zone);
        Words words = run.startedBy()
                .map(begun.plain(" by ")::mention)
                .orElseGet(() -> begun.plain(" by itself"))
                .plain(" (" + text(String.join(", ", run.components())) + ")");
        Optional<Bake> bake = run.bake();
        if (bake.isPresent()) {
            Duration length = Duration.between(bake.get().begunAt(), bake.get().until());
            words = words.plain("; watched for " + Lengths.words(length) + " from ")
                    .moment(bake.get().begunAt(), zone)
                    .plain(" until ")
                    .moment(bake.get().until(), zone)
                    .plain(run.bakes() > 1 ? " (bake " + run.bakes() + ")" : "");
        } else {
            words = words.plain("; not everything in it is verified");
        }
        document.paragraph(words.with(result(run)).plain("."));
        Optional.ofNullable(material.seen().get(run.number())).ifPresent(seen -> figures(run, seen));
    }

    private Words result(StageRun run) {
        return run.end()
                .map(end ->
                        Words.of("; ").strong(end.result().word()).plain(" at ").moment(end.at(), zone))
                .orElseGet(() -> Words.of(run.bake().isPresent() ? "; not judged yet" : ""));
    }

    private void figures(StageRun run, StageJudgement seen) {
        List<Words> lines =
                run.hasPassed() ? ObservationDocuments.figures(seen) : ObservationDocuments.lines(seen, zone);
        document.items(lines.stream().limit(most).toList());
        if (lines.size() > most) {
            document.paragraph("… and " + (lines.size() - most) + " more.");
        }
    }

    private Optional<Words> toCome() {
        if (!release.state().isUnderWay()) {
            return Optional.empty();
        }
        Optional<StagePlan> plan = dossier.rollout().plan();
        List<String> shares = plan.stream()
                .flatMap(all -> all.production().stream())
                .filter(stage -> dossier.rollout().runs().stream()
                        .noneMatch(run -> run.stage().id().equals(stage.id())))
                .map(Stage::words)
                .toList();
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.of("To come: " + String.join(", ", shares) + "."));
    }

    private void call() {
        Optional<Call> go = release.state().goCall();
        if (go.isEmpty()) {
            document.paragraph(Words.strongly("The Go: ").plain("none stands."));
            return;
        }
        Call call = go.get();
        document.paragraph(Words.strongly("The Go: ")
                .plain("called by ")
                .mention(call.by())
                .plain(", ")
                .moment(call.at(), zone)
                .plain(", for revision " + call.revision() + " (digest ")
                .code(call.digest())
                .plain(")" + exceptedBy(call.at())));
    }

    /** What had been signed off when it was called. */
    private String exceptedBy(Instant at) {
        List<String> granted = dossier.assurances().exceptions().stream()
                .filter(ExceptionRequest::isGranted)
                .filter(request -> request.answer()
                        .filter(answer -> !answer.at().isAfter(at))
                        .isPresent())
                .map(request -> request.rule() + " (" + text(request.covers()) + ")")
                .toList();
        return granted.isEmpty()
                ? ", with nothing excepted."
                : ", with " + String.join(" and ", granted) + " excepted.";
    }

    private List<Words> exceptions() {
        return dossier.assurances().exceptions().stream()
                .map(request -> {
                    Words words = Words.strongly(request.rule())
                            .plain(" for " + text(request.covers()) + ", asked for by ")
                            .mention(request.askedBy())
                            .plain(" (" + text(request.justification()) + ")");
                    return request.answer()
                            .map(answer -> words.plain(answer.granted() ? "; signed off by " : "; refused by ")
                                    .mention(answer.by())
                                    .plain(", ")
                                    .moment(answer.at(), zone)
                                    .plain(answer.reason().isBlank() ? "" : ": " + text(answer.reason())))
                            .orElseGet(() -> words.plain("; no executive has answered"));
                })
                .toList();
    }

    /** What held it up or turned it back, as the record has it; empty for everything else. */
    private Optional<Words> event(RecordEntry entry) {
        boolean person = entry.by().isPresent();
        String reason = said(entry, "reason");
        String words =
                switch (entry.what()) {
                    case "held" -> "held it: " + reason;
                    case "hold_lifted" -> "lifted the hold (" + reason + ")";
                    case "no_go_called" -> "called No-Go: " + reason;
                    case "delay_called" -> "delayed it: " + reason;
                    case "checkpoint_undecided" -> "nobody called, so that it was delayed";
                    case "go_voided" ->
                        "the Go became void (" + said(entry, "because").replace('_', ' ') + ")";
                    case "bounds_left" ->
                        "out of bounds (" + stage(entry) + "): " + said(entry, "criterion") + "; seen "
                                + said(entry, "seen") + ", says " + said(entry, "source");
                    case "trigger_met" ->
                        "trigger met (" + stage(entry) + "): " + said(entry, "trigger") + "; seen "
                                + said(entry, "seen") + ", says " + said(entry, "source");
                    case "stage_failed" -> stage(entry) + " was judged as failed: " + said(entry, "reasons");
                    case "stage_not_judged" -> stage(entry) + " couldn't be judged: " + said(entry, "reasons");
                    case "bake_extended" -> "had " + stage(entry) + " watched longer";
                    case "rollout_stopped" -> (person ? "stopped it: " : "it stopped by itself: ") + reason;
                    case "rollout_resumed" -> "had it go on: " + reason;
                    case "rollback_begun" ->
                        (person ? "began the rollback: " : "a trigger began the rollback: ") + reason;
                    case "rollback_step_left" -> "went on without “" + said(entry, "step") + "”: " + reason;
                    case "rolled_back" -> "everything was rolled back";
                    case "flag_fails" ->
                        person
                                ? "said that the flag " + said(entry, "flag") + " doesn't work"
                                : "the flag " + said(entry, "flag") + " doesn't work: " + said(entry, "seen");
                    case "flag_switched_off" -> "switched the flag " + said(entry, "flag") + " off again";
                    case "release_cancelled" -> "gave it up: " + reason;
                    default -> "";
                };
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Words line = Words.none().moment(entry.at(), zone).plain("  ");
        line = entry.by().map(line::mention).map(by -> by.plain(" ")).orElse(line);
        return Optional.of(line.plain(words));
    }

    private String said(RecordEntry entry, String detail) {
        return text(entry.details().getOrDefault(detail, ""));
    }

    private static String stage(RecordEntry entry) {
        String id = entry.details().getOrDefault("stage", "");
        return id.startsWith("production-") ? id.substring("production-".length()) + " % of production" : id;
    }

    // What is left to do

    private void undoing() {
        Words words = Words.strongly("Rollback: ");
        if (release.state() instanceof Completed completed) {
            boolean over = !dossier.standards().now().isBefore(completed.undoableUntil());
            words = words.plain(over ? "its window closed " : "possible until ")
                    .moment(completed.undoableUntil(), zone)
                    .plain(over ? "; what has to be put right goes out as a new release." : ".");
        } else if (release.state().phase() == Phase.ROLLED_BACK
                || release.state().phase() == Phase.REVIEWED) {
            words = words.plain("carried out.");
        } else if (release.state().phase() == Phase.ROLLING_BACK) {
            words = words.plain("under way.");
        } else {
            words = words.plain(Phrases.sentence(Phrases.rollback(dossier.planStanding())));
        }
        document.paragraph(words);
        dossier.plan()
                .notUndone()
                .filter(said -> !said.isBlank())
                .ifPresent(said -> document.paragraph(
                        Words.strongly("What a rollback would not undo: ").plain(Phrases.sentence(text(said)))));
    }

    private void ticket() {
        document.paragraph(Words.strongly("Ticket: ").with(TicketDocuments.standing(release, material.ticket())));
    }

    private void review() {
        Optional<Review> review = material.review();
        if (review.isEmpty()) {
            return;
        }
        document.paragraph(review.get()
                .closing()
                .map(closing -> Words.strongly("Review: ")
                        .plain("closed by ")
                        .mention(closing.by())
                        .plain(", ")
                        .moment(closing.at(), zone)
                        .plain("."
                                + closing.noLesson()
                                        .map(why -> " No lesson comes of it: " + Phrases.sentence(text(why)))
                                        .orElse("")))
                .orElseGet(() -> Words.strongly("Review: ").plain("open.")));
        if (!review.get().lessons().isEmpty()) {
            list(
                    "Lessons",
                    "",
                    review.get().lessons().stream()
                            .map(lesson -> Words.of(text(lesson.text()))
                                    .soft(" (" + lesson.component() + ", " + ReviewDocuments.kind(lesson) + ")")
                                    .plain(", by ")
                                    .mention(lesson.by()))
                            .toList());
        }
    }

    private void source() {
        List<RecordEntry> record = material.record();
        if (record.isEmpty()) {
            return;
        }
        document.aside(Words.of("Made from the record (" + record.size() + (record.size() == 1 ? " entry" : " entries")
                        + ", the newest with the digest ")
                .code(record.get(record.size() - 1).digest())
                .plain(") as of ")
                .moment(dossier.standards().now(), zone));
    }
}
