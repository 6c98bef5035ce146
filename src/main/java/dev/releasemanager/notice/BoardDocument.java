package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Readiness.Standing;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollout.StageJudgement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one message that shows in its channel how a release stands. */
public final class BoardDocument {
    /** Above this many teams they are shown in groups: sixty lines are read by nobody. */
    private static final int TEAMS_IN_LINES = 15;

    private static final int NAMED_IN_A_GROUP = 30;
    private static final int FINDINGS = 6;

    private BoardDocument() {}

    /**
     * @param command the slash command's name, to be named where something is folded
     * @param asOf the moment of release time that it shows
     */
    public static Document of(Dossier dossier, String command, Instant asOf) {
        return of(dossier, command, asOf, Optional.empty(), Optional.empty());
    }

    /**
     * @param rollback the one that is under way or over, if there is one
     * @param seen what was seen so far in the stage that is watched, if one is
     */
    public static Document of(
            Dossier dossier, String command, Instant asOf, Optional<Rollback> rollback, Optional<StageJudgement> seen) {
        Release release = dossier.release();
        ZoneId zone = release.profile().zone();
        Document.Builder board = Document.builder()
                .heading(Phrases.name(release))
                .paragraph(state(dossier))
                .facts(facts(dossier));
        if (rollback.isPresent()) {
            board.items(UndoingDocuments.lines(rollback.get()));
            board.choices(
                    release.state().isClosed()
                            ? ReviewDocuments.look(release, "Review")
                            : UndoingDocuments.look(release));
        } else if (release.state().isUnderWay()) {
            board.all(RolloutDocuments.board(dossier, asOf, seen)).choices(choices(dossier));
        } else if (!release.state().isClosed()) {
            teams(board, dossier, command);
            if (dossier.rollout().openStaging().isPresent()) {
                dossier.currentStage()
                        .ifPresent(stage -> board.all(StageDocuments.overview(dossier, stage, asOf, seen)));
            }
            findings(board, dossier, command);
            board.choices(choices(dossier));
        }
        if (release.state().rollout().isPresent() && rollback.isEmpty()) {
            flags(board, dossier);
        }
        if (release.state().phase() != ReleaseState.Phase.CANCELLED) {
            board.choices(looking(release));
        }
        return board.aside(Words.of(
                                release.profile().purpose().isBlank()
                                        ? ""
                                        : release.profile().purpose() + " · ")
                        .plain("revision " + release.revision() + " · as of ")
                        .moment(asOf, zone))
                .build();
    }

    /** After the Go: which are on, which are awaited, which stay dark. */
    private static void flags(Document.Builder board, Dossier dossier) {
        List<Words> flags = FlagDocuments.lines(dossier);
        if (!flags.isEmpty()) {
            board.paragraph(Words.strongly("Flags")).items(flags);
            if (dossier.release().state().phase() == Phase.COMPLETED) {
                board.choices(FlagDocuments.look(dossier.release()));
            }
        }
    }

    /** Where it stands, in a sentence or two. */
    static Words state(Dossier dossier) {
        Release release = dossier.release();
        ZoneId zone = release.profile().zone();
        Words words = Words.strongly(Phrases.state(release));
        if (release.state() instanceof ReleaseState.Polling polling) {
            return words.plain(". Decided by ")
                    .moment(polling.open().until(), zone)
                    .plain("; " + dossier.readyTeams() + " of "
                            + dossier.readiness().size() + " teams are ready.");
        }
        if (release.state() instanceof ReleaseState.Cleared cleared) {
            Call call = cleared.call();
            return words.plain(". Called by ")
                    .mention(call.by())
                    .plain(", ")
                    .moment(call.at(), zone)
                    .plain(" for revision " + call.revision() + ".");
        }
        if (release.state() instanceof ReleaseState.Delayed delayed) {
            return scheduled(
                    words.plain(" (" + delayed.cause().word() + "). "
                            + Phrases.sentence(Phrases.shortened(delayed.reason(), 300))),
                    release);
        }
        if (release.state() instanceof ReleaseState.Cancelled cancelled) {
            return words.plain(" by ")
                    .mention(cancelled.by())
                    .plain(". " + Phrases.sentence(Phrases.shortened(cancelled.reason(), 300)));
        }
        if (release.state().rollout().isPresent()) {
            return RolloutDocuments.state(dossier, words);
        }
        return scheduled(words.plain("."), release);
    }

    private static Words scheduled(Words words, Release release) {
        ZoneId zone = release.profile().zone();
        return release.state()
                .checkpoint()
                .map(checkpoint -> words.plain(" Next checkpoint: the teams are asked from ")
                        .moment(checkpoint.opensAt(), zone)
                        .plain(", decided by ")
                        .moment(checkpoint.until(), zone)
                        .plain("."))
                .orElseGet(() -> words.plain(" New checkpoint: not set."));
    }

    private static List<Fact> facts(Dossier dossier) {
        Release release = dossier.release();
        List<Fact> facts = new ArrayList<>();
        Words owner = Words.mentioning(release.owner());
        facts.add(new Fact(
                "Owner",
                release.delegate().isPresent()
                        ? owner.plain(", delegate ").mention(release.delegate().get())
                        : owner));
        facts.add(new Fact(
                "Target",
                Words.none()
                        .moment(release.profile().target(), release.profile().zone())));
        facts.add(new Fact("Risk", Words.of(Phrases.risk(dossier.scope()))));
        facts.add(new Fact("Rollback", Words.of(Phrases.rollback(dossier.planStanding()))));
        release.profile()
                .ticket()
                .ifPresent(ticket ->
                        facts.add(new Fact("Ticket", Words.none().link(ticket, Phrases.shortened(ticket, 80)))));
        release.profile().fixes().ifPresent(fixed -> facts.add(new Fact("For the fault of", Words.of(fixed.value()))));
        return facts;
    }

    private static void teams(Document.Builder board, Dossier dossier, String command) {
        if (!showsAnswers(dossier)) {
            List<Words> names = dossier.readiness().stream()
                    .map(readiness -> Words.of(dossier.roster().nameOf(readiness.team())))
                    .toList();
            board.paragraph(Words.strongly("Teams: ")
                    .with(Words.listing(names.subList(0, Math.min(names.size(), NAMED_IN_A_GROUP))))
                    .plain(
                            names.size() > NAMED_IN_A_GROUP
                                    ? " and " + (names.size() - NAMED_IN_A_GROUP) + " more"
                                    : ""));
            earlier(dossier).ifPresent(board::aside);
            return;
        }
        if (dossier.readiness().size() <= TEAMS_IN_LINES) {
            board.items(dossier.readiness().stream()
                    .map(readiness -> Phrases.readiness(readiness, dossier))
                    .toList());
            return;
        }
        List<Words> groups = new ArrayList<>();
        List<Readiness> notReady = standing(dossier, Standing.NOT_READY);
        notReady.stream().limit(5).forEach(readiness -> groups.add(Phrases.readiness(readiness, dossier)));
        if (notReady.size() > 5) {
            groups.add(group("⛔ NOT READY too", notReady.subList(5, notReady.size()), dossier, command));
        }
        addGroup(groups, "⏳ EXPIRED", standing(dossier, Standing.EXPIRED), dossier, command);
        addGroup(groups, "◐ PARTLY confirmed", standing(dossier, Standing.PARTLY), dossier, command);
        addGroup(groups, "… SILENT", standing(dossier, Standing.SILENT), dossier, command);
        addGroup(groups, "✅ READY", standing(dossier, Standing.READY), dossier, command);
        board.items(groups);
    }

    /** What the teams said at the checkpoint before: shown, never counted. */
    private static Optional<Words> earlier(Dossier dossier) {
        List<Readiness> said = Readiness.ofAll(
                        dossier.release().profile().teams(), dossier.roster(), dossier.earlier(), answer -> true)
                .stream()
                .filter(readiness -> readiness.standing() != Standing.SILENT)
                .toList();
        if (said.isEmpty()) {
            return Optional.empty();
        }
        long ready = said.stream().filter(Readiness::isReady).count();
        List<String> notReady = said.stream()
                .filter(readiness -> readiness.standing() == Standing.NOT_READY)
                .limit(5)
                .map(readiness -> dossier.roster().nameOf(readiness.team()))
                .toList();
        return Optional.of(Words.of("At the last checkpoint (not counted any more): " + ready + " of "
                + dossier.readiness().size() + " teams were ready"
                + (notReady.isEmpty() ? "." : "; not ready: " + String.join(", ", notReady) + ".")));
    }

    private static List<Readiness> standing(Dossier dossier, Standing standing) {
        return dossier.readiness().stream()
                .filter(readiness -> readiness.standing() == standing)
                .toList();
    }

    private static void addGroup(
            List<Words> groups, String title, List<Readiness> teams, Dossier dossier, String command) {
        if (!teams.isEmpty()) {
            groups.add(group(title, teams, dossier, command));
        }
    }

    private static Words group(String title, List<Readiness> teams, Dossier dossier, String command) {
        List<Words> names = teams.stream()
                .limit(NAMED_IN_A_GROUP)
                .map(readiness -> Words.of(dossier.roster().nameOf(readiness.team())))
                .toList();
        Words words =
                Words.strongly(title + " (" + teams.size() + ")").plain(": ").with(Words.listing(names));
        return teams.size() > NAMED_IN_A_GROUP
                ? words.plain(" and " + (teams.size() - NAMED_IN_A_GROUP) + " more: ")
                        .code(command + " status " + dossier.release().key())
                : words;
    }

    private static void findings(Document.Builder board, Dossier dossier, String command) {
        List<Finding> open = dossier.verdict().open();
        if (dossier.release().state() instanceof ReleaseState.Cleared) {
            RolloutDocuments.beforeStart(board, dossier);
            return;
        }
        if (open.isEmpty()) {
            board.paragraph(Words.strongly("The gate is open: ").plain("every requirement is met."));
            return;
        }
        List<Finding> others = open.stream()
                .filter(finding -> !isShownWithItsTeam(finding, dossier))
                .toList();
        long missing = dossier.readiness().size() - dossier.readyTeams();
        board.paragraph(Words.strongly("The gate is shut: ")
                .plain(
                        others.isEmpty()
                                ? missing + " of " + dossier.readiness().size() + " teams are missing, as listed."
                                : (others.size() == 1 ? "one finding" : others.size() + " findings")
                                        + (others.size() < open.size() ? " besides the teams' answers." : ".")));
        board.items(others.stream().limit(FINDINGS).map(Phrases::finding).toList());
        if (others.size() > FINDINGS) {
            board.paragraph(Words.of("… and " + (others.size() - FINDINGS) + " more: ")
                    .code(command + " check " + dossier.release().key()));
        }
    }

    /** The lines of the teams above say it already. */
    private static boolean isShownWithItsTeam(Finding finding, Dossier dossier) {
        return showsAnswers(dossier)
                && (finding.team().isPresent() || finding.rule().equals("Q3"));
    }

    private static boolean showsAnswers(Dossier dossier) {
        return dossier.release().state().isPolling() || !dossier.confirmations().isEmpty();
    }

    /** What can be looked at in every state, in a row of its own below what can be done. */
    private static List<Choice> looking(Release release) {
        return release.state().rollout().isPresent()
                ? List.of(
                        InquiryDocuments.manifest(release),
                        InquiryDocuments.order(release),
                        ReportDocuments.look(release))
                : List.of(InquiryDocuments.manifest(release), InquiryDocuments.order(release));
    }

    private static List<Choice> choices(Dossier dossier) {
        Release release = dossier.release();
        String value = Phrases.value(release);
        String key = release.key().value();
        return switch (release.state().phase()) {
            case POLLING ->
                List.of(
                        Choice.of(Controls.ANSWER, value, "Answer for my team").said("Answer for my team on " + key),
                        Choice.of(Controls.GO, value, "Go").primary().said("Call Go for " + key),
                        Choice.of(Controls.NO_GO, value, "No-Go").danger().said("Call No-Go for " + key),
                        Choice.of(Controls.DELAY, value, "Delay").said("Delay " + key + " to a new checkpoint"),
                        Choice.of(Controls.HOLD, value, "Hold").said("Hold " + key),
                        Choice.of(Controls.STAGING, value, "Staging").said("Show the staging of " + key),
                        Choice.of(Controls.CHECK, value, "Check the gate").said("Show the gate's findings on " + key));
            case CLEARED ->
                List.of(
                        Choice.of(Controls.START, key, "Start the rollout")
                                .primary()
                                .said("Start the rollout of " + key),
                        Choice.of(Controls.NO_GO, value, "No-Go").danger().said("Take the Go of " + key + " back"),
                        Choice.of(Controls.DELAY, value, "Delay").said("Delay " + key + " to a new checkpoint"),
                        Choice.of(Controls.HOLD, value, "Hold").said("Hold " + key),
                        Choice.of(Controls.SHOW, value, "Show").said("Show " + key));
            case PLANNING, DELAYED ->
                List.of(
                        Choice.of(Controls.OPEN, value, "Open checkpoint")
                                .primary()
                                .said("Open a checkpoint for " + key),
                        Choice.of(Controls.ROLLBACK_PLAN, value, "Rollback plan")
                                .said("Write the rollback plan of " + key),
                        Choice.of(Controls.SCOPE, value, "Scope").said("Edit the scope of " + key),
                        Choice.of(Controls.STAGING, value, "Staging").said("Show the staging of " + key),
                        Choice.of(Controls.CHECK, value, "Check the gate").said("Show the gate's findings on " + key),
                        Choice.of(Controls.EDIT, value, "Edit").said("Edit " + key));
            case ROLLING_OUT, STOPPED -> RolloutDocuments.choices(dossier);
            case ROLLING_BACK, ROLLED_BACK, REVIEWED, COMPLETED, CANCELLED -> List.of();
        };
    }
}
