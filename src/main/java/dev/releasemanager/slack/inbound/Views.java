package dev.releasemanager.slack.inbound;

import static dev.releasemanager.slack.inbound.Forms.cut;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.coordination.Calls;
import dev.releasemanager.coordination.ChangeForm;
import dev.releasemanager.coordination.Policy;
import dev.releasemanager.coordination.Polls;
import dev.releasemanager.coordination.ReleaseForm;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.RaisedRisk;
import dev.releasemanager.manifest.Risk;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Question;
import dev.releasemanager.notice.FlagDocuments;
import dev.releasemanager.notice.GateDocuments;
import dev.releasemanager.notice.Stretch;
import dev.releasemanager.notice.TeamDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.slack.message.Form;
import dev.releasemanager.slack.message.Form.Option;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The modals of planning, polling and calling, drawn from what is true now. Thread-safe. */
final class Views {
    static final String NEW = "release_new";
    static final String EDIT = "release_edit";
    static final String SCOPE = "scope";
    static final String CHANGE = "change";
    static final String READY = "answer_ready";
    static final String NOT_READY = "answer_not_ready";
    static final String TAKE_BACK = "take_back";
    static final String GO = "call_go";
    static final String NO_GO = "call_no_go";
    static final String DELAY = "call_delay";
    static final String OPEN = "open_checkpoint";
    static final String READ = Forms.READ;

    /** Buttons that only modals have. */
    static final String ADD_CHANGE = "change_add";

    static final String EDIT_CHANGE = "change_edit";
    static final String TURN_SCOPE = "scope_turn";
    static final String REMOVE_CHANGE = "change_remove";
    static final String TAKE_BACK_OTHERS = "withdraw_other";

    static final String FROM = "from";

    /** A modal holds 100 blocks; each change takes two. */
    private static final int CHANGES_IN_A_VIEW = 40;

    private final Forms forms;

    Views(Forms forms) {
        this.forms = forms;
    }

    private Form form(String callbackId, String title, Memory memory) {
        return forms.form(callbackId, title, memory);
    }

    ObjectNode newRelease(
            Policy policy, PersonId by, ZoneId zone, Optional<ChannelId> channel, Instant now, Memory memory) {
        ZonedDateTime proposed = now.atZone(zone).plusDays(2);
        while (proposed.getDayOfWeek().getValue() > 4) {
            proposed = proposed.plusDays(1);
        }
        List<String> own = policy.roster().teamsOf(by).stream()
                .map(team -> team.id().value())
                .toList();
        Form form = form(NEW, "New release", memory).submit("Create");
        return releaseFields(
                        form,
                        policy,
                        new Filled(
                                "",
                                "",
                                ReleaseKind.REGULAR,
                                proposed.with(LocalTime.of(10, 0)),
                                own,
                                channel,
                                "",
                                "",
                                by))
                .view();
    }

    ObjectNode editRelease(Policy policy, Release release, Memory memory) {
        Profile profile = release.profile();
        Form form = form(EDIT, "Edit " + release.key(), memory).submit("Save");
        if (release.state().phase() == dev.releasemanager.release.ReleaseState.Phase.CLEARED) {
            form.say(Document.of(Words.strongly("Go is called. ")
                    .plain("Saving an edit voids it, and the teams that it touches are asked again.")));
        }
        return releaseFields(
                        form,
                        policy,
                        new Filled(
                                profile.title(),
                                profile.purpose(),
                                profile.kind(),
                                profile.target().atZone(profile.zone()),
                                profile.teams().stream().map(TeamId::value).toList(),
                                Optional.of(profile.channel()),
                                profile.ticket().orElse(""),
                                profile.fixes().map(ReleaseKey::value).orElse(""),
                                release.owner()))
                .view();
    }

    private record Filled(
            String title,
            String purpose,
            ReleaseKind kind,
            ZonedDateTime target,
            List<String> teams,
            Optional<ChannelId> channel,
            String ticket,
            String fixes,
            PersonId owner) {}

    private static Form releaseFields(Form form, Policy policy, Filled filled) {
        return form.text(ReleaseForm.TITLE, "Title", filled.title(), Profile.TITLE_LIMIT, true, "")
                .lines(
                        ReleaseForm.PURPOSE,
                        "Purpose",
                        filled.purpose(),
                        Profile.PURPOSE_LIMIT,
                        true,
                        "The one sentence that everything in it serves.")
                .select(
                        ReleaseForm.KIND,
                        "Kind",
                        List.of(
                                Option.of(ReleaseKind.REGULAR.word(), "Regular"),
                                Option.of(ReleaseKind.HOTFIX.word(), "Hotfix"),
                                Option.of(ReleaseKind.TRAIN.word(), "Train")),
                        Optional.of(filled.kind().word()),
                        true,
                        "Every kind passes the same gate.")
                .selectMany(
                        ReleaseForm.TEAMS,
                        "Taking-part teams",
                        policy.roster().teams().values().stream()
                                .map(team -> Option.of(team.id().value(), team.name()))
                                .toList(),
                        filled.teams(),
                        true,
                        "Each of them has to say that it is ready.")
                .date(
                        ReleaseForm.DATE,
                        "Target date",
                        Optional.of(filled.target().toLocalDate()),
                        true,
                        "")
                .time(
                        ReleaseForm.TIME,
                        "Target time",
                        Optional.of(filled.target().toLocalTime()),
                        true,
                        "")
                .text(
                        ReleaseForm.ZONE,
                        "Time zone",
                        filled.target().getZone().getId(),
                        60,
                        true,
                        "The release's own zone, such as Europe/Berlin: rules about days are judged in it.")
                .channel(
                        ReleaseForm.CHANNEL,
                        "Channel",
                        filled.channel(),
                        true,
                        "Where its board is; the bot has to be in it.")
                .text(ReleaseForm.TICKET, "Ticket link", filled.ticket(), 500, false, "")
                .text(
                        ReleaseForm.FIXES,
                        "Hotfix for the fault of",
                        filled.fixes(),
                        40,
                        false,
                        "Of a hotfix only: the key of the release that was rolled back. It doesn't wait for that review.")
                .person(
                        ReleaseForm.OWNER,
                        "Owner",
                        Optional.of(filled.owner()),
                        true,
                        "The one person who calls Go, No-Go or Delay.");
    }

    /**
     * The scope: every change with its buttons, a part at a time.
     *
     * @param place of a change that is to be seen, from 0
     * @param said what has just been done to it
     */
    ObjectNode scope(Dossier dossier, Memory memory, int place, Optional<Document> said) {
        Release release = dossier.release();
        Document.Builder document = Document.builder();
        said.ifPresent(document::all);
        List<Change> changes = dossier.scope().changes();
        document.paragraph(Words.strongly("Scope of " + release.key() + ": ")
                .plain(
                        changes.isEmpty()
                                ? "nothing in it yet."
                                : changes.size() + (changes.size() == 1 ? " change, risk " : " changes, risk ")
                                        + dossier.scope().risk().word() + "."));
        String key = release.key().value();
        List<Choice> whole = new ArrayList<>(List.of(
                Choice.of(ADD_CHANGE, key, "Add a change").primary(),
                Choice.of(ScopeTopic.PASTE, key, "Paste many").said("Paste many changes")));
        if (!changes.isEmpty()) {
            whole.add(Choice.of(ScopeTopic.NAME_VERSIONS, key, "Versions").said("Name the versions of " + key));
        }
        if (!dossier.manifest().flags().isEmpty()) {
            whole.add(FlagDocuments.look(release));
        }
        document.choices(whole);
        Stretch shown = Stretch.around(place, changes.size(), CHANGES_IN_A_VIEW);
        for (Change change : shown.of(changes)) {
            String item = key + ":" + change.id().value();
            String named = cut(change.title(), 40);
            document.paragraph(Words.strongly(cut(change.title(), 100))
                            .plain("\n" + dossier.roster().nameOf(change.team()) + " · " + change.component()
                                    + version(change, dossier) + " · "
                                    + dossier.scope().kindOf(change).name() + " · "
                                    + dossier.scope().riskOf(change).word() + " risk" + raisedBecause(change, dossier)
                                    + flag(change, dossier)))
                    .choices(
                            Choice.of(EDIT_CHANGE, item, "Edit").said("Edit " + named),
                            Choice.of(REMOVE_CHANGE, item, "Remove")
                                    .danger()
                                    .said("Remove " + named)
                                    .asking(new Question(
                                            "Remove this change?",
                                            "“" + named + "” leaves the scope, and what its team confirmed expires.",
                                            "Remove",
                                            "Keep")));
        }
        shown.turning(document, TURN_SCOPE, release.key(), "changes");
        return form(SCOPE, "Scope of " + release.key(), memory)
                .say(document.build())
                .view();
    }

    ObjectNode change(Dossier dossier, Policy policy, PersonId by, Optional<Change> change, Memory memory) {
        Release release = dossier.release();
        List<Option> teams = release.profile().teams().stream()
                .map(team -> Option.of(team.value(), policy.roster().nameOf(team)))
                .toList();
        Optional<String> own = change.map(c -> c.team().value()).or(() -> policy.roster().teamsOf(by).stream()
                .map(Team::id)
                .filter(release::hasTeam)
                .map(TeamId::value)
                .findFirst());
        List<Option> kinds = policy.changeKinds().values().stream()
                .map(kind ->
                        Option.of(kind.id(), kind.name() + " (" + kind.risk().word() + " risk)"))
                .toList();
        Optional<RaisedRisk> raised =
                change.flatMap(c -> Optional.ofNullable(dossier.scope().raised().get(c.id())));
        return form(CHANGE, change.isPresent() ? "Edit change" : "Add a change", memory)
                .submit("Save")
                .text(ChangeForm.TITLE, "What changes", of(change.map(Change::title)), Change.TITLE_LIMIT, true, "")
                .select(ChangeForm.TEAM, "Team", teams, own, true, "")
                .text(
                        ChangeForm.COMPONENT,
                        "Component",
                        of(change.map(Change::component)),
                        80,
                        true,
                        "What is deployed, such as payments-api.")
                .select(ChangeForm.KIND, "Kind", kinds, change.map(Change::kind), true, "The kind gives the risk.")
                .select(
                        ChangeForm.RISK,
                        "Risk",
                        risks(),
                        Optional.of(raised.map(r -> r.risk().word()).orElse(ChangeForm.AS_ITS_KIND)),
                        false,
                        "It can be raised above its kind, with a reason; never lowered.")
                .text(
                        ChangeForm.RISK_REASON,
                        "Why it is riskier than its kind",
                        of(raised.map(RaisedRisk::reason)),
                        Change.TEXT_LIMIT,
                        false,
                        "")
                .text(
                        ChangeForm.LINK,
                        "Link",
                        of(change.map(Change::link)),
                        Change.TEXT_LIMIT,
                        true,
                        "The pull request or ticket where it can be looked at.")
                .lines(
                        ChangeForm.USER_EFFECT,
                        "What users notice",
                        of(change.map(Change::userEffect)),
                        Change.TEXT_LIMIT,
                        true,
                        "“Nothing” is an answer.")
                .text(
                        ChangeForm.FLAG,
                        "Feature flag",
                        of(change.flatMap(Change::flag)),
                        80,
                        false,
                        "It goes out dark behind it; how it is switched on is planned with Flags, in the scope.")
                .lines(
                        ChangeForm.TROUBLE,
                        "What may go wrong for users",
                        of(change.flatMap(Change::trouble)),
                        Change.TEXT_LIMIT,
                        false,
                        "")
                .lines(
                        ChangeForm.SUPPORT_ANSWER,
                        "What support should answer",
                        of(change.flatMap(Change::supportAnswer)),
                        Change.TEXT_LIMIT,
                        false,
                        "")
                .view();
    }

    private static String version(Change change, Dossier dossier) {
        return Optional.ofNullable(dossier.scope().versions().get(change.component()))
                .map(version -> " " + cut(version, 40))
                .orElse("");
    }

    private static String raisedBecause(Change change, Dossier dossier) {
        return Optional.ofNullable(dossier.scope().raised().get(change.id()))
                .map(raised -> " (raised: " + cut(raised.reason(), 80) + ")")
                .orElse("");
    }

    private static String flag(Change change, Dossier dossier) {
        return change.flag()
                .map(flag -> " · flag " + cut(flag, 40)
                        + (dossier.manifest().details().activationOf(flag).isPresent()
                                ? ""
                                : " (nobody has planned how it is switched on)"))
                .orElse("");
    }

    private static List<Option> risks() {
        return List.of(
                Option.of(ChangeForm.AS_ITS_KIND, "As its kind gives it"),
                Option.of(Risk.LOW.word(), "Low"),
                Option.of(Risk.MEDIUM.word(), "Medium"),
                Option.of(Risk.HIGH.word(), "High"));
    }

    /** Where the person's teams stand, with what can be done about it. */
    ObjectNode answer(Dossier dossier, PersonId by, List<Team> teams, Memory memory) {
        Release release = dossier.release();
        Checkpoint checkpoint = release.state().checkpoint().orElseThrow();
        Document.Builder document = Document.builder();
        for (Team team : teams) {
            Readiness readiness = dossier.readinessOf(team.id()).orElseThrow();
            document.all(TeamDocuments.request(dossier, team, checkpoint));
            String value = new Controls.Target(
                            release.key(), checkpoint.round(), release.revision(), Optional.of(team.id()))
                    .encode();
            List<Choice> takeBack = new ArrayList<>();
            for (Confirmation answer : standing(readiness)) {
                boolean own = answer.person().equals(by);
                String whose = dossier.roster().nameOf(answer.person());
                if (own) {
                    takeBack.add(Choice.of(Controls.WITHDRAW, value, "Withdraw my answer"));
                } else if (team.isLedBy(by)) {
                    takeBack.add(Choice.of(
                                    TAKE_BACK_OTHERS,
                                    value + "|" + answer.person().value(),
                                    "Take back: " + cut(whose, 18))
                            .said("Take back the answer of " + cut(whose, 40)));
                }
            }
            document.choices(takeBack.stream().limit(20).toList()).rule();
        }
        return form(READ, "Answer for my team", memory).say(document.build()).view();
    }

    private static List<Confirmation> standing(Readiness readiness) {
        List<Confirmation> standing = new ArrayList<>(readiness.ready());
        standing.addAll(readiness.notReady());
        return standing;
    }

    ObjectNode ready(Dossier dossier, Team team, Memory memory) {
        Release release = dossier.release();
        List<Option> items = new ArrayList<>();
        for (int i = 0; i < team.checklist().size(); i++) {
            items.add(checklistItem(i, team.checklist().get(i)));
        }
        return form(READY, team.name() + " is ready", memory)
                .submit("Confirm ready")
                .say(Document.of(Words.of("You confirm for ")
                        .strong(team.name())
                        .plain(" that ")
                        .strong(release.key() + " " + cut(release.profile().title(), 80))
                        .plain(" is ready to ship as it is in revision " + release.revision() + ".")))
                .say(TeamDocuments.confirmed(dossier, team.id()))
                .checkboxes(
                        Polls.CHECKLIST,
                        "Ready means",
                        items,
                        true,
                        "Every item. If one isn't true yet, close this and answer Not ready.")
                .view();
    }

    /** Slack gives an option 75 characters, and its description as many again. */
    private static Option checklistItem(int index, String item) {
        String value = Integer.toString(index);
        if (item.length() <= 75) {
            return Option.of(value, item);
        }
        int space = item.lastIndexOf(' ', 75);
        int end = space > 30 ? space : 75;
        return new Option(value, item.substring(0, end), item.substring(end).strip());
    }

    ObjectNode notReady(Dossier dossier, Team team, Memory memory) {
        return form(NOT_READY, team.name() + ": not ready", memory)
                .submit("Say not ready")
                .say(Document.of(Words.of("The owner, ")
                        .mention(dossier.release().owner())
                        .plain(", is told at once and decides what to do.")))
                .lines(Polls.REASON, "Why", "", 1_000, true, "What is missing, in a sentence.")
                .text(Polls.ESTIMATE, "When do you expect to be ready", "", 150, true, "“Unknown” is an answer.")
                .view();
    }

    ObjectNode takeBack(Dossier dossier, Team team, PersonId whose, Memory memory) {
        return form(TAKE_BACK, "Take an answer back", memory)
                .submit("Take it back")
                .say(Document.of(Words.of("You lead ")
                        .strong(team.name())
                        .plain(" and take back the answer of ")
                        .mention(whose)
                        .plain(" on " + dossier.release().key() + ". They are told why.")))
                .lines(Polls.REASON, "Why", "", 1_000, true, "")
                .view();
    }

    /** What is being called; with the findings, and nothing to submit, while the gate is shut. */
    ObjectNode go(Dossier dossier, Memory memory) {
        Release release = dossier.release();
        if (!dossier.verdict().isOpen()) {
            return form(READ, "No Go for " + release.key(), memory)
                    .say(GateDocuments.shut(release, dossier.verdict()))
                    .view();
        }
        return form(GO, "Go for " + release.key() + "?", memory)
                .submit("Call Go")
                .say(GateDocuments.calling(dossier))
                .view();
    }

    ObjectNode noGo(Release release, Memory memory) {
        return form(NO_GO, "No-Go for " + release.key(), memory)
                .submit("Call No-Go")
                .say("The release goes back to planning with the reason. A new checkpoint asks everybody again.")
                .lines(Calls.REASON, "Why not", "", 1_000, true, "What has to change before the next checkpoint?")
                .view();
    }

    ObjectNode delay(Release release, Policy policy, Instant now, Memory memory) {
        var rules = policy.checkpoint(release.profile().kind());
        Instant until = now.plus(rules.window()).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return form(DELAY, "Delay " + release.key(), memory)
                .submit("Delay")
                .moment(Calls.UNTIL, "New checkpoint: decided by", Optional.of(until), true, "In your own time zone.")
                .moment(FROM, "Ask the teams from", Optional.empty(), false, "Left empty, they are asked at once.")
                .lines(Calls.REASON, "Why", "", 1_000, false, "")
                .view();
    }

    ObjectNode open(Release release, Policy policy, Instant now, long people, List<String> unreachable, Memory memory) {
        var rules = policy.checkpoint(release.profile().kind());
        Instant until = now.plus(rules.window()).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(people + (people == 1 ? " person" : " people"))
                        .plain(people == 1 ? " is written to." : " are written to."));
        if (!unreachable.isEmpty()) {
            document.paragraph(Words.strongly("Nobody can be asked of: ")
                    .plain(String.join(", ", unreachable)
                            + ". The gate stays shut until the configuration names people."));
        }
        return form(OPEN, "Open a checkpoint", memory)
                .submit("Ask them")
                .say(document.build())
                .moment(Calls.UNTIL, "Decide by", Optional.of(until), true, "Undecided by then, it becomes a delay.")
                .moment(FROM, "Ask the teams from", Optional.empty(), false, "Left empty, they are asked at once.")
                .view();
    }

    private static String of(Optional<String> text) {
        return text.orElse("");
    }
}
