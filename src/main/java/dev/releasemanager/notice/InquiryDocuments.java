package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ManifestDiff;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.PlanStanding.OfStep;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Trigger;
import dev.releasemanager.rollout.StageJudgement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers to those who look: one release, several, its history, and what waits for a person. */
public final class InquiryDocuments {
    private static final int DIFF_LINES = 40;
    private static final Pattern PERSON = Pattern.compile("\\b[UW][A-Z0-9]{7,20}\\b");

    private static final int CHANGES = 25;

    /** Steps to accept and tests to attest in Home; the rest is in the plans. */
    private static final int ASKED = 8;

    private InquiryDocuments() {}

    /** The whole release; "how do we reverse this" comes first (S1). */
    public static Document show(Dossier dossier, String command) {
        Release release = dossier.release();
        ZoneId zone = release.profile().zone();
        Document.Builder document = Document.builder()
                .heading(Phrases.name(release))
                .paragraph(Words.strongly("How do we reverse this? ")
                        .plain(Phrases.rollback(dossier.planStanding()) + "."));
        plan(document, dossier);
        document.facts(List.of(
                new Fact("State", Words.of(Phrases.state(release))),
                new Fact("Owner", Words.mentioning(release.owner())),
                new Fact("Target", Words.none().moment(release.profile().target(), zone)),
                new Fact("Kind", Words.of(release.profile().kind().word())),
                new Fact("Risk", Words.of(Phrases.risk(dossier.scope()))),
                new Fact("Revision", Words.of(Integer.toString(release.revision())))));
        document.paragraph(Words.strongly("Purpose: ").plain(release.profile().purpose()));
        release.profile()
                .ticket()
                .ifPresent(ticket ->
                        document.paragraph(Words.strongly("Ticket: ").link(ticket, Phrases.shortened(ticket, 80))));
        release.profile()
                .fixes()
                .ifPresent(fixed -> document.paragraph(
                        Words.strongly("Hotfix for the fault of ").plain(fixed.value() + ".")));
        document.paragraph(Words.strongly("Teams"));
        document.items(dossier.readiness().stream()
                .limit(CHANGES)
                .map(readiness -> Phrases.readiness(readiness, dossier))
                .toList());
        more(document, dossier.readiness().size() - CHANGES, command + " status " + release.key());
        List<PlannedCriterion> criteria = dossier.manifest().details().criteria();
        if (!criteria.isEmpty()) {
            document.paragraph(Words.strongly("Criteria"));
            document.items(criteria.stream()
                    .limit(CHANGES)
                    .map(criterion -> CriteriaDocuments.line(criterion, dossier))
                    .toList());
            more(document, criteria.size() - CHANGES, command + " criteria " + release.key());
        }
        document.paragraph(
                Words.strongly("Scope: ").plain(dossier.scope().changes().size() + " changes"));
        List<Words> changes = new ArrayList<>();
        for (Change change : dossier.scope().changes().stream().limit(CHANGES).toList()) {
            changes.add(change(change, dossier));
        }
        document.items(changes);
        more(document, dossier.scope().changes().size() - CHANGES, command + " scope " + release.key());
        return document.choices(choices(release)).build();
    }

    private static void more(Document.Builder document, int more, String command) {
        if (more > 0) {
            document.paragraph(Words.of("… and " + more + " more: ").code(command));
        }
    }

    private static Words change(Change change, Dossier dossier) {
        return Words.strongly(Phrases.shortened(change.title(), 100))
                .plain(" (" + dossier.roster().nameOf(change.team()) + ", " + change.component() + ", "
                        + dossier.scope().kindOf(change).name() + ", "
                        + dossier.scope().riskOf(change).word() + ") ")
                .link(change.link(), "look")
                .plain(" Users notice: " + Phrases.shortened(change.userEffect(), 120));
    }

    private static void plan(Document.Builder document, Dossier dossier) {
        PlanStanding standing = dossier.planStanding();
        Release release = dossier.release();
        RollbackPlan plan = standing.plan();
        List<Words> steps = new ArrayList<>();
        for (OfStep of : standing.steps().stream().limit(CHANGES).toList()) {
            Step step = of.step();
            Words words = Words.of(Phrases.shortened(step.what(), 200) + " (");
            words = step.executor().isPresent()
                    ? RollbackDocuments.by(words, step.executor().get())
                    : words.plain("nobody named");
            steps.add(words.plain(", "
                    + step.lasts()
                            .map(dev.releasemanager.calendar.Lengths::words)
                            .orElse("no time given")
                    + (of.readiness() == PlanStanding.Readiness.ACCEPTED ? ", accepted)" : ", not accepted)")));
        }
        document.numbered(steps);
        if (plan.steps().size() > CHANGES) {
            document.paragraph("… and " + (plan.steps().size() - CHANGES) + " more steps.");
        }
        if (!plan.triggers().isEmpty()) {
            document.paragraph(Words.strongly("It starts when: ")
                    .plain(String.join(
                            "; ",
                            plan.triggers().stream()
                                    .map(Trigger::condition)
                                    .map(condition -> Phrases.shortened(condition, 150))
                                    .toList())));
        }
        plan.notUndone()
                .ifPresent(left ->
                        document.paragraph(Words.strongly("Not undone by it: ").plain(Phrases.shortened(left, 300))));
        document.items(standing.tests().stream()
                .limit(CHANGES)
                .map(of -> Words.of(
                                "Migration “" + Phrases.shortened(of.change().title(), 100) + "”: ")
                        .with(RollbackDocuments.standing(of, release)))
                .toList());
    }

    /** Everything that ships, complete as a page. */
    static Choice manifest(Release release) {
        return Choice.of(Controls.MANIFEST, Phrases.value(release), "Manifest")
                .said("Show the manifest of " + release.key());
    }

    /** What needs what, as text and as a picture. */
    static Choice order(Release release) {
        return Choice.of(Controls.NEEDS, Phrases.value(release), "Order")
                .said("Show what needs what in " + release.key());
    }

    private static List<Choice> choices(Release release) {
        String value = Phrases.value(release);
        if (release.state().isClosed()) {
            return List.of(
                    manifest(release),
                    Choice.of(Controls.HISTORY, value, "History").said("Show the history of " + release.key()));
        }
        return List.of(
                Choice.of(Controls.ROLLBACK_PLAN, value, "Rollback plan")
                        .said("Edit the rollback plan of " + release.key()),
                Choice.of(Controls.SCOPE, value, "Scope").said("Edit the scope of " + release.key()),
                Choice.of(Controls.CRITERIA, value, "Criteria").said("Edit the criteria of " + release.key()),
                order(release),
                manifest(release),
                Choice.of(Controls.CHECK, value, "Check the gate").said("Show the findings on " + release.key()),
                Choice.of(Controls.HISTORY, value, "History").said("Show the history of " + release.key()));
    }

    /** Every team's standing, one a line. */
    public static Document status(Dossier dossier, Instant asOf, Optional<StageJudgement> seen) {
        Release release = dossier.release();
        ZoneId zone = release.profile().zone();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(Phrases.name(release) + ": ").with(BoardDocument.state(dossier)));
        if (release.state().isUnderWay()) {
            document.all(RolloutDocuments.board(dossier, asOf, seen));
        } else if (release.state().rollout().isEmpty() && !release.state().isClosed()) {
            document.items(dossier.readiness().stream()
                    .map(readiness -> Phrases.readiness(readiness, dossier))
                    .toList());
        }
        if (!release.state().isClosed()) {
            document.choices(
                    Choice.of(Controls.CHECK, Phrases.value(release), "Check the gate")
                            .said("Show the findings on " + release.key()),
                    Choice.of(Controls.SHOW, Phrases.value(release), "Show").said("Show " + release.key()));
        }
        return document.aside(Words.of("as of ").moment(asOf, zone)).build();
    }

    /** What changed between two revisions, in words, by whom. */
    public static Document diff(
            Release release, int from, int to, ManifestDiff diff, List<Words> editors, Roster roster) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(Phrases.name(release) + ", revision " + from + " to " + to)
                        .plain(diff.isEmpty() ? ": nothing differs." : ""));
        if (!editors.isEmpty()) {
            document.items(editors);
        }
        sections(document, diff, roster);
        return document.build();
    }

    private static void sections(Document.Builder document, ManifestDiff diff, Roster roster) {
        int shown = 0;
        for (ManifestDiff.Section section : diff.sections()) {
            if (shown >= DIFF_LINES) {
                document.paragraph("… and more.");
                return;
            }
            document.paragraph(Words.strongly(section.name()));
            List<String> lines = section.lines();
            int fits = Math.min(lines.size(), DIFF_LINES - shown);
            document.items(lines.subList(0, fits).stream()
                    .map(line -> Words.of(Phrases.shortened(named(line, roster), 300)))
                    .toList());
            if (fits < lines.size()) {
                document.paragraph("… and " + (lines.size() - fits) + " more.");
            }
            shown += fits;
        }
    }

    /** A person's id in the canonical form, read as a name. */
    private static String named(String line, Roster roster) {
        return PERSON.matcher(line).replaceAll(id -> Matcher.quoteReplacement(roster.nameOf(new PersonId(id.group()))));
    }

    /** Above a form that somebody else was faster with. */
    public static Document conflict(Release release, ManifestDiff diff, Set<PersonId> editors, Roster roster) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("Not saved yet: ")
                        .with(Words.listing(
                                editors.stream().map(Words::mentioning).toList()))
                        .plain(" changed the same thing meanwhile; " + release.key() + " is revision "
                                + release.revision() + " now. What you typed stands below: save again to put it in the"
                                + " place of this, or correct it first."));
        sections(document, diff, roster);
        return document.build();
    }

    public static Document list(List<Release> releases, String command, boolean closedToo) {
        if (releases.isEmpty()) {
            return Document.of(Words.of(closedToo ? "There is no release yet. " : "No release is open. ")
                    .code(command + " new")
                    .plain(" makes one."));
        }
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(closedToo ? "The newest releases" : "Open releases, soonest first"));
        for (Release release : releases) {
            document.row(
                    line(release),
                    Choice.of(Controls.SHOW, Phrases.value(release), "Show").said("Show " + release.key()));
        }
        return document.build();
    }

    private static Words line(Release release) {
        return Words.strongly(release.key().value())
                .plain(" " + Phrases.shortened(release.profile().title(), 80) + ": " + Phrases.state(release)
                        + ", for ")
                .moment(release.profile().target(), release.profile().zone())
                .plain(", ")
                .mention(release.owner());
    }

    /** The record, readable: what happened, oldest first. */
    public static Document history(Release release, List<RecordEntry> entries, boolean more) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("History of " + Phrases.name(release))
                        .plain(more ? " (the newest " + entries.size() + " entries)" : ""));
        List<Words> lines = new ArrayList<>();
        for (RecordEntry entry : entries) {
            Words line =
                    Words.none().moment(entry.at(), release.profile().zone()).plain("  ");
            line = entry.by().isPresent() ? line.mention(entry.by().get()) : line.plain("by itself");
            lines.add(line.plain(
                    ": " + entry.what().replace('_', ' ') + " (revision " + entry.revision() + ")" + details(entry)));
        }
        return document.items(lines).build();
    }

    private static String details(RecordEntry entry) {
        List<String> parts = new ArrayList<>();
        entry.details().forEach((name, value) -> {
            boolean noise = name.equals("seal") || name.equals("digest") || value.isBlank();
            boolean person = name.equals("whose") || name.equals("owner") || name.equals("to") || name.equals("of");
            if (!noise && !person) {
                parts.add(name + ": " + Phrases.shortened(value, 80));
            }
        });
        return parts.isEmpty() ? "" : ", " + String.join(", ", parts);
    }

    /**
     * What the chain says of itself.
     *
     * @param calls the entries whose digests were posted into the thread
     * @param faults as the chain's own check found them
     * @param compared what comparing with posted digests came to, a sentence; empty if there was nothing to compare with
     */
    public static Document verified(
            Release release, int entries, List<RecordEntry> calls, List<String> faults, Optional<String> compared) {
        Document.Builder document = Document.builder();
        if (faults.isEmpty()) {
            document.paragraph(Words.strongly("✅ The record of " + Phrases.name(release) + " is whole")
                    .plain(": " + entries + " entries, each following from the one before."));
        } else {
            document.paragraph(Words.strongly("⛔ The record of " + Phrases.name(release) + " was altered")
                    .plain(": " + faults.size() + (faults.size() == 1 ? " fault." : " faults.")));
            document.items(faults.stream().limit(10).map(Words::of).toList());
        }
        compared.ifPresent(document::paragraph);
        if (!calls.isEmpty()) {
            document.paragraph(Words.strongly("Compare with what stands in the thread"));
            document.items(calls.stream()
                    .map(call -> Words.of(call.what().replace('_', ' ') + " ")
                            .moment(call.at(), release.profile().zone())
                            .plain(" ")
                            .code(call.digest()))
                    .toList());
        }
        return document.build();
    }

    /** A closed release of which something still waits for somebody. */
    public record Unsettled(Dossier dossier, Optional<Review> review, Optional<Ticket> ticket) {}

    /**
     * What waits for a person: in Home, and in answer to the bare command.
     *
     * @param unsettled closed releases of which something may wait for them
     */
    public static Document waiting(
            PersonId person,
            List<Dossier> concerning,
            List<Unsettled> unsettled,
            String command,
            Instant asOf,
            ZoneId zone) {
        Document.Builder document = Document.builder().heading("What waits for you");
        int waiting = 0;
        int askedInAll = 0;
        for (Unsettled one : unsettled) {
            waiting += unsettled(document, person, one, ASKED - waiting);
        }
        for (Dossier dossier : concerning) {
            waiting += FlagDocuments.waiting(document, person, dossier, ASKED - waiting);
        }
        List<Dossier> others = new ArrayList<>();
        for (Dossier dossier : concerning) {
            int asked = RollbackDocuments.waiting(document, person, dossier, ASKED - askedInAll);
            askedInAll += asked;
            waiting += asked;
            List<Choice> choices = waitsFor(person, dossier);
            if (choices.isEmpty()) {
                if (asked == 0) {
                    others.add(dossier);
                }
                continue;
            }
            waiting++;
            document.paragraph(waits(person, dossier)).choices(choices);
        }
        if (waiting == 0) {
            document.paragraph("Nothing. Enjoy the quiet.");
        }
        if (!others.isEmpty()) {
            document.rule().paragraph(Words.strongly("Also yours"));
            others.stream()
                    .limit(10)
                    .forEach(dossier -> document.row(
                            line(dossier.release()),
                            Choice.of(Controls.SHOW, Phrases.value(dossier.release()), "Show")
                                    .said("Show " + dossier.release().key())));
        }
        return document.rule()
                .choices(Choice.of(Controls.NEW, "new", "New release"))
                .aside(Words.of("as of ").moment(asOf, zone).plain(" · ").code(command + " help"))
                .build();
    }

    /** At most so much of a closed release; gives how much. */
    private static int unsettled(Document.Builder document, PersonId person, Unsettled one, int most) {
        Release release = one.dossier().release();
        boolean decides = release.isDecidedBy(person);
        int waiting = 0;
        if (decides && waiting < most && one.review().filter(Review::awaits).isPresent()) {
            waiting++;
            document.paragraph(Words.strongly(Phrases.name(release))
                            .plain("  Its review is open, and other releases wait until it is closed, with a lesson or"
                                    + " with the reason why there is none."))
                    .choices(ReviewDocuments.look(release, "Open the review").primary());
        }
        if (decides && waiting < most && one.ticket().filter(Ticket::isOwners).isPresent()) {
            waiting++;
            document.paragraph(Words.strongly(Phrases.name(release))
                            .plain("  Its ticket is to be closed with what the report says: ")
                            .with(TicketDocuments.standing(release, one.ticket())))
                    .choices(TicketDocuments.closing(release), ReportDocuments.look(release));
        }
        return waiting + FlagDocuments.waiting(document, person, one.dossier(), most - waiting);
    }

    private static Words waits(PersonId person, Dossier dossier) {
        Release release = dossier.release();
        Words name = Words.strongly(Phrases.name(release)).plain("  ");
        if (release.state().phase() == Phase.POLLING) {
            Instant until = release.state().checkpoint().orElseThrow().until();
            Optional<Team> owing = owing(person, dossier);
            Words words = owing.isPresent()
                    ? name.plain("Your answer for " + owing.get().name() + " is missing. ")
                    : name.plain(
                            dossier.verdict().isOpen()
                                    ? "The gate is open: the call is yours. "
                                    : "The call is yours; the gate is shut by "
                                            + dossier.verdict().open().size() + " findings. ");
            return words.plain("Decided by ")
                    .moment(until, release.profile().zone())
                    .plain(".");
        }
        if (dossier.currentStage().isPresent() && release.state().phase() != Phase.CLEARED) {
            return name.with(StageDocuments.standing(
                    dossier, dossier.currentStage().get(), dossier.standards().now()));
        }
        if (release.state().phase() == Phase.CLEARED) {
            return name.plain("Go is called; the rollout is the owner's to start.");
        }
        if (!dossier.planStanding().isComplete()) {
            return name.plain("How do we reverse this? " + Phrases.rollback(dossier.planStanding()) + ".");
        }
        return name.plain("Planned; the next step is to open a checkpoint.");
    }

    private static Optional<Team> owing(PersonId person, Dossier dossier) {
        return dossier.readiness().stream()
                .filter(readiness -> dossier.isOwedBy(person, readiness))
                .map(Readiness::team)
                .flatMap(team -> dossier.roster().find(team).stream())
                .filter(team -> team.members().contains(person))
                .findFirst();
    }

    private static List<Choice> waitsFor(PersonId person, Dossier dossier) {
        Release release = dossier.release();
        String value = Phrases.value(release);
        boolean decides = release.isDecidedBy(person);
        if (release.state().phase() == Phase.POLLING) {
            List<Choice> choices = new ArrayList<>();
            owing(person, dossier).ifPresent(team -> {
                String own = new Controls.Target(
                                release.key(),
                                release.state().checkpoint().orElseThrow().round(),
                                release.revision(),
                                Optional.of(team.id()))
                        .encode();
                choices.add(Choice.of(Controls.READY, own, "Ready").primary().said("Answer ready for " + team.name()));
                choices.add(Choice.of(Controls.NOT_READY, own, "Not ready")
                        .danger()
                        .said("Answer not ready for " + team.name()));
            });
            if (decides) {
                boolean open = dossier.verdict().isOpen();
                Choice go = Choice.of(Controls.GO, value, "Go").said("Call Go for " + release.key());
                choices.add(open && choices.isEmpty() ? go.primary() : go);
                choices.add(Choice.of(Controls.NO_GO, value, "No-Go").danger().said("Call No-Go for " + release.key()));
                choices.add(Choice.of(Controls.DELAY, value, "Delay").said("Delay " + release.key()));
            }
            return choices;
        }
        if (release.state().isUnderWay()) {
            return RolloutDocuments.choices(dossier);
        }
        if (decides && release.state().phase() == Phase.CLEARED) {
            return List.of(Choice.of(Controls.START, release.key().value(), "Start the rollout")
                    .primary()
                    .said("Start the rollout of " + release.key()));
        }
        boolean planned =
                release.state().phase() == Phase.PLANNING || release.state().phase() == Phase.DELAYED;
        if (decides && planned && release.state().checkpoint().isEmpty()) {
            return dossier.planStanding().isComplete()
                    ? List.of(Choice.of(Controls.OPEN, value, "Open checkpoint")
                            .primary()
                            .said("Open a checkpoint for " + release.key()))
                    : List.of(
                            Choice.of(Controls.ROLLBACK_PLAN, value, "Write rollback plan")
                                    .primary()
                                    .said("Write the rollback plan of " + release.key()),
                            Choice.of(Controls.OPEN, value, "Open checkpoint")
                                    .said("Open a checkpoint for " + release.key()));
        }
        return List.of();
    }
}
