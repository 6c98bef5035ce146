package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a team is asked and told (K1): exactly what is needed, by when, and where it stands in the order. */
public final class TeamDocuments {
    private static final int CHANGES = 10;
    private static final int TEAMS = 8;

    private TeamDocuments() {}

    private static Controls.Target target(Release release, Checkpoint checkpoint, TeamId team) {
        return new Controls.Target(release.key(), checkpoint.round(), release.revision(), Optional.of(team));
    }

    /** The readiness request: no one is asked "are you ready?" without the definition of ready beside it. */
    public static Document request(Dossier dossier, Team team, Checkpoint checkpoint) {
        String value = target(dossier.release(), checkpoint, team.id()).encode();
        return asking(
                dossier,
                team,
                checkpoint,
                Choice.of(Controls.READY, value, "Ready").said("Answer ready" + about(dossier, team)),
                Words.strongly(Phrases.name(dossier.release()))
                        .plain(": is ")
                        .strong(team.name())
                        .plain(" ready?"));
    }

    /** Asked again after an edit: what was confirmed is no longer what would ship. */
    public static Document again(Dossier dossier, Team team, Checkpoint checkpoint, PersonId editor, String what) {
        return again(
                dossier,
                team,
                checkpoint,
                Words.strongly(Phrases.name(dossier.release()))
                        .plain(" was edited by ")
                        .mention(editor)
                        .plain(" (" + what + "), so your confirmation has expired. Is "));
    }

    private static Document again(Dossier dossier, Team team, Checkpoint checkpoint, Words why) {
        String value = target(dossier.release(), checkpoint, team.id()).encode() + "|" + dossier.seal(team.id());
        return asking(
                dossier,
                team,
                checkpoint,
                Choice.of(Controls.STILL_READY, value, "Seen, still ready")
                        .said("Seen, still ready" + about(dossier, team)),
                why.strong(team.name()).plain(" still ready?"));
    }

    /** Asked again because the configuration says something else now of what the team confirmed: an edge, an owner. */
    public static Document againByConfiguration(Dossier dossier, Team team, Checkpoint checkpoint) {
        return again(
                dossier,
                team,
                checkpoint,
                Words.strongly(Phrases.name(dossier.release()))
                        .plain(": the configuration changed what your team waits for or answers for, so your"
                                + " confirmation has expired. Is "));
    }

    private static String about(Dossier dossier, Team team) {
        return " for " + team.name() + " on " + dossier.release().key();
    }

    private static Document asking(Dossier dossier, Team team, Checkpoint checkpoint, Choice ready, Words question) {
        Release release = dossier.release();
        ZoneId zone = release.profile().zone();
        List<TeamId> order = release.profile().teams();
        Document.Builder request = Document.builder()
                .paragraph(question)
                .facts(List.of(
                        new Fact("Answer by", Words.none().moment(checkpoint.until(), zone)),
                        new Fact("Ships", Words.none().moment(release.profile().target(), zone)),
                        new Fact(
                                "Your place",
                                Words.of("team " + (order.indexOf(team.id()) + 1) + " of " + order.size()
                                        + place(dossier, team.id())
                                        + (team.confirmations() > 1
                                                ? "; " + team.confirmations() + " people of the team confirm"
                                                : ""))),
                        new Fact(
                                "You wait for",
                                teams(dossier, dossier.manifest().graph().waitsFor(team.id()))),
                        new Fact(
                                "Waiting for you",
                                teams(dossier, dossier.manifest().graph().waitedForBy(team.id()))),
                        new Fact("Owner", Words.mentioning(release.owner()))));
        request.paragraph(Words.strongly("Ready means"));
        request.items(team.checklist().stream().map(Words::of).toList());
        content(request, dossier, team.id());
        earlier(dossier, team.id()).ifPresent(request::aside);
        String value = target(release, checkpoint, team.id()).encode();
        return request.choices(
                        ready.primary(),
                        Choice.of(Controls.NOT_READY, value, "Not ready")
                                .danger()
                                .said("Answer not ready" + about(dossier, team)),
                        Choice.of(Controls.SHOW, value, "Show the release").said("Show " + release.key()))
                .build();
    }

    /** In which waves something of the team's is deployed; blank while nothing of it ships. */
    private static String place(Dossier dossier, TeamId team) {
        DependencyGraph graph = dossier.manifest().graph();
        List<String> waves = graph.placeOf(team).stream()
                .map(number -> Integer.toString(number))
                .toList();
        return waves.isEmpty()
                ? ""
                : "; deployed in wave " + String.join(", ", waves) + " of "
                        + graph.waves().size();
    }

    private static Words teams(Dossier dossier, Set<TeamId> teams) {
        List<String> names = teams.stream()
                .limit(TEAMS)
                .map(team -> dossier.roster().nameOf(team))
                .toList();
        return Words.of(
                names.isEmpty()
                        ? "nobody"
                        : String.join(", ", names)
                                + (teams.size() > TEAMS ? " and " + (teams.size() - TEAMS) + " more" : ""));
    }

    private static void criteria(Document.Builder request, Dossier dossier, TeamId team) {
        List<PlannedCriterion> criteria = dossier.criteriaOf(team);
        if (criteria.isEmpty()) {
            return;
        }
        request.paragraph(Words.strongly("Your criteria, with what was seen so far"));
        request.items(criteria.stream()
                .limit(CHANGES)
                .map(criterion -> CriteriaDocuments.line(criterion, dossier))
                .toList());
        if (criteria.size() > CHANGES) {
            request.paragraph("… and " + (criteria.size() - CHANGES) + " more.");
        }
    }

    /** What a <em>ready</em> is said to, shown where it is said: the team's changes, criteria and rollback steps as they are now. */
    public static Document confirmed(Dossier dossier, TeamId team) {
        Document.Builder document = Document.builder();
        content(document, dossier, team);
        return document.build();
    }

    private static void content(Document.Builder document, Dossier dossier, TeamId team) {
        List<Change> changes = dossier.scope().of(team);
        if (changes.isEmpty()) {
            document.paragraph("Your team has no changes in it so far.");
        } else {
            document.paragraph(
                    Words.strongly(changes.size() == 1 ? "Your change" : "Your " + changes.size() + " changes"));
            document.items(changes.stream()
                    .limit(CHANGES)
                    .map(change -> change(change, dossier))
                    .toList());
            if (changes.size() > CHANGES) {
                document.paragraph("… and " + (changes.size() - CHANGES) + " more.");
            }
        }
        criteria(document, dossier, team);
        List<Step> steps = dossier.plan().steps().stream()
                .filter(step -> step.team().filter(team::equals).isPresent())
                .toList();
        if (!steps.isEmpty()) {
            document.paragraph(Words.strongly(
                    steps.size() == 1 ? "Your rollback step" : "Your " + steps.size() + " rollback steps"));
            document.numbered(
                    steps.stream().limit(CHANGES).map(TeamDocuments::step).toList());
            if (steps.size() > CHANGES) {
                document.paragraph("… and " + (steps.size() - CHANGES) + " more.");
            }
        }
    }

    private static Words step(Step step) {
        Words words = Words.of(Phrases.shortened(step.what(), 200) + " (");
        words = step.executor().isPresent()
                ? RollbackDocuments.by(words, step.executor().get())
                : words.plain("nobody named");
        return words.plain(", " + step.lasts().map(Lengths::words).orElse("no time given") + ")");
    }

    private static Words change(Change change, Dossier dossier) {
        Words words = Words.of(Phrases.shortened(change.title(), 120) + " (" + change.component() + ", "
                + dossier.scope().kindOf(change).name() + ", "
                + dossier.scope().riskOf(change).word() + " risk) ");
        return change.link().isBlank() ? words : words.link(change.link(), "look");
    }

    /** What the team said at the checkpoint before: shown, never counted. */
    private static Optional<Words> earlier(Dossier dossier, TeamId team) {
        List<Words> said = new ArrayList<>();
        for (Confirmation answer : dossier.earlier()) {
            if (answer.team().equals(team) && answer.withdrawn().isEmpty()) {
                said.add(Words.mentioning(answer.person()).plain(answer.ready() ? " ready" : " not ready"));
            }
        }
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.of("At the last checkpoint (not counted any more): ")
                        .with(Words.listing(said)));
    }

    /** A private nudge to somebody who still owes an answer. */
    public static Document reminder(Dossier dossier, Team team, Checkpoint checkpoint, Instant now, boolean toLead) {
        Release release = dossier.release();
        Duration left = Duration.between(now, checkpoint.until());
        Words words = Words.strongly(
                        toLead ? "An answer of " + team.name() + " is still missing" : "Your answer is missing")
                .plain(": is " + team.name() + " ready for " + Phrases.name(release) + "? It is decided by ")
                .moment(checkpoint.until(), release.profile().zone())
                .plain(", in " + Lengths.words(minutes(left)) + ". Silence counts as not ready.");
        String value = target(release, checkpoint, team.id()).encode();
        String about = " for " + team.name() + " on " + release.key();
        return Document.builder()
                .paragraph(words)
                .paragraph(Words.strongly("Ready means"))
                .items(team.checklist().stream().map(Words::of).toList())
                .choices(
                        Choice.of(Controls.READY, value, "Ready").primary().said("Answer ready" + about),
                        Choice.of(Controls.NOT_READY, value, "Not ready")
                                .danger()
                                .said("Answer not ready" + about))
                .build();
    }

    private static Duration minutes(Duration left) {
        return left.compareTo(Duration.ofMinutes(1)) < 0 ? Duration.ofMinutes(1) : Duration.ofMinutes(left.toMinutes());
    }

    /** What takes the place of a request that was answered. */
    public static Document answered(Dossier dossier, Team team, Checkpoint checkpoint, Confirmation answer) {
        Release release = dossier.release();
        String value = target(release, checkpoint, team.id()).encode();
        String about = " for " + team.name() + " on " + release.key();
        Words words = answer.ready()
                ? Words.strongly("✅ Ready").plain(": you confirmed for ").strong(team.name())
                : Words.strongly("⛔ Not ready").plain(": you said so for ").strong(team.name());
        words = words.plain(" on " + Phrases.name(release) + ", revision " + answer.revision() + ", ")
                .moment(answer.at(), release.profile().zone())
                .plain(".");
        if (!answer.ready()) {
            words = words.plain("\nReason: " + answer.reason().orElse("") + "\nExpected: "
                    + answer.estimate().orElse(""));
        }
        Choice other = answer.ready()
                ? Choice.of(Controls.NOT_READY, value, "Not ready after all")
                        .danger()
                        .said("Answer not ready" + about)
                : Choice.of(Controls.READY, value, "Ready now").primary().said("Answer ready" + about);
        return Document.builder()
                .paragraph(words)
                .choices(Choice.of(Controls.WITHDRAW, value, "Withdraw").said("Withdraw your answer" + about), other)
                .aside(Words.of("It can be taken back until ")
                        .moment(checkpoint.until(), release.profile().zone())
                        .plain("."))
                .build();
    }

    public static Document withdrawn(Dossier dossier, Team team, Checkpoint checkpoint) {
        Release release = dossier.release();
        String value = target(release, checkpoint, team.id()).encode();
        String about = " for " + team.name() + " on " + release.key();
        return Document.builder()
                .paragraph(Words.of("You took your answer for ")
                        .strong(team.name())
                        .plain(" on " + Phrases.name(release)
                                + " back. It counts as unanswered, and that is not ready."))
                .choices(
                        Choice.of(Controls.READY, value, "Ready").primary().said("Answer ready" + about),
                        Choice.of(Controls.NOT_READY, value, "Not ready")
                                .danger()
                                .said("Answer not ready" + about))
                .build();
    }

    /** Told to a person whose answer the lead took back. */
    public static Document takenBack(Release release, Team team, PersonId by, String reason) {
        return Document.of(Words.mentioning(by)
                .plain(", who leads ")
                .strong(team.name())
                .plain(", took back your answer on " + Phrases.name(release) + ": " + reason));
    }
}
