package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Flagged;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.rollout.FlagMark;
import dev.releasemanager.rollout.FlagMark.Kind;
import dev.releasemanager.rollout.FlagStanding;
import dev.releasemanager.rollout.Stage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flags: how each is switched on, as it is planned and as it went (S2). */
public final class FlagDocuments {
    private static final int SHOWN = 10;
    private static final int LETTERS = 200;

    private static final String UNPLANNED = "nobody has planned how it is switched on";

    private FlagDocuments() {}

    /** To all that concerns flags, where there are any. */
    public static Choice look(Release release) {
        return Choice.of(Controls.FLAGS, Phrases.value(release), "Flags").said("Show the flags of " + release.key());
    }

    private static String value(Release release, PlannedActivation activation) {
        return release.key() + ":" + activation.number();
    }

    // As it is planned

    /**
     * How it is switched on; what nobody has said is told as what holds without it.
     *
     * @return for a flag without an activation: that it stays dark
     */
    public static Words planned(Dossier dossier, Flagged flag) {
        if (flag.activation().isEmpty()) {
            return Words.of("Nobody has planned how it is switched on: it stays dark.");
        }
        PlannedActivation activation = flag.activation().get();
        Words words = Words.of("Switched on for " + activation.share() + " % by ")
                .mention(dossier.switcherOf(flag))
                .plain(activation.person().isPresent() ? "" : " (nobody is named, so it is the lead of its team)")
                .plain(", after " + moment(activation) + ". Seen by: " + Phrases.shortened(activation.check(), LETTERS)
                        + ". Way back: "
                        + Phrases.shortened(activation.backInWords(), LETTERS));
        return words.plain(activation.wayBack().isPresent() ? "." : " (the usual one; nobody has said another).");
    }

    /** "the last stage", "25 % of production". */
    private static String moment(PlannedActivation activation) {
        return activation
                .after()
                .map(id -> id.replace("production-", "") + " % of production")
                .orElse("the last stage");
    }

    /** To whom it was given to switch a flag on. */
    public static Document named(Dossier dossier, Flagged flag, PersonId by) {
        Release release = dossier.release();
        return Document.builder()
                .paragraph(Words.strongly("You are to switch the flag " + shown(flag) + " on")
                        .plain(" (" + Phrases.name(release) + "), says ")
                        .mention(by)
                        .plain(". You are asked when its moment has come; until then it stays off."))
                .paragraph(planned(dossier, flag))
                .choices(look(release))
                .build();
    }

    private static String shown(Flagged flag) {
        return Phrases.shortened(flag.flag(), 80);
    }

    /** Into the thread and to the teams behind it, who haven't confirmed it: the Go left the flag dark. */
    public static Document plannedLate(Dossier dossier, Flagged flag, PersonId by) {
        return Document.builder()
                .paragraph(Words.strongly("It is planned now how the flag " + shown(flag) + " is switched on")
                        .plain(" (" + Phrases.name(dossier.release()) + "), by ")
                        .mention(by)
                        .plain(". The Go had left it dark; what was called and confirmed stays as it was."))
                .paragraph(planned(dossier, flag))
                .choices(look(dossier.release()))
                .build();
    }

    // As it stands

    /** One line for each flag, for the board. */
    static List<Words> lines(Dossier dossier) {
        List<Words> lines = new ArrayList<>();
        List<Flagged> flags = dossier.manifest().flags();
        for (Flagged flag : flags) {
            if (lines.size() == SHOWN) {
                lines.add(Words.of("… and " + (flags.size() - SHOWN) + " more"));
                break;
            }
            lines.add(Words.none().code(shown(flag)).plain(" ").with(standing(dossier, flag)));
        }
        return lines;
    }

    /** On, waiting, dark: with who and why. */
    public static Words standing(Dossier dossier, Flagged flag) {
        FlagStanding standing = dossier.rollout().standingOf(flag.flag());
        ZoneId zone = dossier.release().profile().zone();
        if (standing.isOn()) {
            FlagMark on = standing.on().orElseThrow();
            Words words = Words.strongly("ON for " + on.share() + " %")
                    .plain(" since ")
                    .moment(on.at(), zone);
            words = on.by().map(words.plain(", by ")::mention).orElse(words);
            return words.plain(standing.checked()
                    .map(mark -> (mark.kind() == Kind.WORKS ? "; it works: " : "; it does NOT work: ")
                            + Phrases.shortened(mark.seen(), 100))
                    .orElseGet(() -> standing.unseen()
                                    .map(mark -> "; its source gave no value: " + Phrases.shortened(mark.seen(), 100)
                                            + ", and ")
                                    .orElse("; ")
                            + "nobody has looked yet whether it works"));
        }
        Words dark = Words.strongly("dark");
        if (flag.activation().isEmpty()) {
            return dark.plain(": " + UNPLANNED);
        }
        if (standing.off().isPresent()) {
            FlagMark off = standing.off().get();
            Words words = dark.plain(", switched off again ").moment(off.at(), zone);
            return off.by()
                    .map(words.plain(" by ")::mention)
                    .orElse(words)
                    .plain(": " + Phrases.shortened(off.seen(), 100));
        }
        PlannedActivation activation = flag.activation().get();
        if (standing.postponed().isPresent()) {
            FlagMark put = standing.postponed().get();
            return put.by()
                    .map(dark.plain(", put off by ")::mention)
                    .orElse(dark)
                    .plain("; it can be switched on at any time");
        }
        if (dossier.rollout().isDue(activation)) {
            return dark.plain(", waits for ")
                    .mention(dossier.switcherOf(flag))
                    .plain(" to switch it on for " + activation.share() + " %");
        }
        return dark.plain(" until " + awaited(dossier, activation) + " has passed; then ")
                .mention(dossier.switcherOf(flag))
                .plain(" switches it on for " + activation.share() + " %");
    }

    private static String awaited(Dossier dossier, PlannedActivation activation) {
        return dossier.rollout().awaitedBy(activation).map(Stage::words).orElseGet(() -> moment(activation));
    }

    /** What a flag waits for before it can be switched on; completes "It waits until …". */
    public static String waitsUntil(Dossier dossier, PlannedActivation activation) {
        return awaited(dossier, activation) + " has passed";
    }

    /** What is live, flag by flag, for a summary. */
    static List<Words> live(Dossier dossier) {
        return dossier.manifest().flags().stream()
                .filter(flag -> dossier.rollout().standingOf(flag.flag()).isOn())
                .map(flag -> {
                    FlagStanding standing = dossier.rollout().standingOf(flag.flag());
                    FlagMark on = standing.on().orElseThrow();
                    Words words = titled(flag).plain(" (on for " + on.share() + " %");
                    words = on.by().map(words.plain(", by ")::mention).orElse(words);
                    return words.plain(standing.checked()
                                    .map(mark -> (mark.kind() == Kind.WORKS ? "; works: " : "; does not work: ")
                                            + Phrases.shortened(mark.seen(), 100))
                                    .orElse("; nobody has looked yet whether it works"))
                            .plain(")");
                })
                .toList();
    }

    /** What is dark, flag by flag, with what it waits for. */
    static List<Words> dark(Dossier dossier) {
        return dossier.manifest().flags().stream()
                .filter(flag -> !dossier.rollout().standingOf(flag.flag()).isOn())
                .map(flag ->
                        titled(flag).plain(" (").with(whyDark(dossier, flag)).plain(")"))
                .toList();
    }

    static boolean isAnyUnplanned(Dossier dossier) {
        return dossier.manifest().flags().stream()
                .anyMatch(flag -> flag.activation().isEmpty());
    }

    private static Words titled(Flagged flag) {
        return Words.none().code(shown(flag)).plain(": " + Phrases.shortened(flag.titles(), 150));
    }

    private static Words whyDark(Dossier dossier, Flagged flag) {
        if (flag.activation().isEmpty()) {
            return Words.of(UNPLANNED);
        }
        return dossier.rollout().standingOf(flag.flag()).off().isPresent()
                ? Words.of("switched off again")
                : Words.of("waits for ").mention(dossier.switcherOf(flag)).plain(" to switch it on");
    }

    /** All flags, with what can be done about each now. */
    public static Document overview(Dossier dossier, String command) {
        Release release = dossier.release();
        boolean started = release.state().rollout().isPresent();
        Document.Builder document = Document.builder();
        List<Flagged> flags = dossier.manifest().flags();
        if (flags.isEmpty()) {
            return document.paragraph("No change of " + release.key() + " goes out behind a flag. A change names its"
                            + " flag in its form: " + command + " scope " + release.key() + ".")
                    .build();
        }
        document.aside("What is behind a flag goes out dark; switching it on is a step of its own, with its own check,"
                + " its own person and its own way back.");
        for (Flagged flag : flags) {
            document.paragraph(Words.none()
                    .code(shown(flag))
                    .plain("  " + Phrases.shortened(flag.titles(), LETTERS) + "\n")
                    .with(started ? standing(dossier, flag) : planned(dossier, flag)));
            if (started && flag.activation().isPresent()) {
                document.aside(planned(dossier, flag));
            }
            List<Choice> choices = started ? switching(dossier, flag) : planning(release, flag);
            if (!choices.isEmpty()) {
                document.choices(choices);
            }
        }
        return document.build();
    }

    /** Buttons that only the list of flags has. */
    public static final String PLAN = "flag_plan";

    public static final String FORGET = "flag_forget";

    private static List<Choice> planning(Release release, Flagged flag) {
        if (release.state().isClosed()) {
            return List.of();
        }
        List<Choice> choices = new ArrayList<>();
        if (flag.activation().isEmpty()) {
            choices.add(toPlan(release, flag, "Plan it …").primary());
        } else {
            choices.add(toPlan(release, flag, "Edit …"));
            choices.add(Choice.of(FORGET, value(release, flag.activation().get()), "Leave it dark")
                    .said("Leave " + shown(flag) + " dark")
                    .asking(new Document.Question(
                            "Leave this flag dark?",
                            "How it is switched on is planned no more, and what its team confirmed expires.",
                            "Leave it dark",
                            "Keep the plan")));
        }
        return choices;
    }

    private static Choice toPlan(Release release, Flagged flag, String label) {
        return Choice.of(PLAN, release.key() + ":" + flag.flag(), label)
                .said((label.startsWith("Plan") ? "Plan" : "Edit") + " how " + shown(flag) + " is switched on");
    }

    private static List<Choice> switching(Dossier dossier, Flagged flag) {
        Release release = dossier.release();
        if (flag.activation().isEmpty()) {
            boolean takesPlans = release.state()
                    .planFlag(dossier.standards().now())
                    .changed()
                    .isPresent();
            return takesPlans ? List.of(toPlan(release, flag, "Plan it …")) : List.of();
        }
        if (release.state().phase() == Phase.ROLLING_BACK) {
            return List.of();
        }
        PlannedActivation activation = flag.activation().get();
        if (dossier.rollout().standingOf(flag.flag()).isOn()) {
            return List.of(works(release, activation), fails(release, activation), off(release, activation));
        }
        boolean goesOn =
                release.state().phase() == Phase.ROLLING_OUT || release.state().phase() == Phase.COMPLETED;
        return goesOn && dossier.rollout().isDue(activation)
                ? List.of(on(release, activation), notNow(release, activation))
                : List.of();
    }

    private static Choice on(Release release, PlannedActivation activation) {
        return Choice.of(Controls.FLAG_ON, value(release, activation), "It is on")
                .primary()
                .said("Say that the flag " + Phrases.shortened(activation.flag(), 40) + " is on");
    }

    private static Choice notNow(Release release, PlannedActivation activation) {
        return Choice.of(Controls.FLAG_NOT_NOW, value(release, activation), "Not now")
                .said("Leave the flag " + Phrases.shortened(activation.flag(), 40) + " dark for now");
    }

    private static Choice works(Release release, PlannedActivation activation) {
        return Choice.of(Controls.FLAG_WORKS, value(release, activation), "It works …")
                .primary()
                .said("Say what was seen of the flag " + Phrases.shortened(activation.flag(), 40));
    }

    private static Choice fails(Release release, PlannedActivation activation) {
        return Choice.of(Controls.FLAG_FAILS, value(release, activation), "It doesn't work …")
                .danger()
                .said("Say that the flag " + Phrases.shortened(activation.flag(), 40) + " doesn't work");
    }

    private static Choice off(Release release, PlannedActivation activation) {
        return Choice.of(Controls.FLAG_OFF, value(release, activation), "Switch off again …")
                .danger()
                .said("Switch the flag " + Phrases.shortened(activation.flag(), 40) + " off again");
    }

    // As it goes

    /** To whoever switches it, once its moment has come. */
    public static Document asked(Dossier dossier, Flagged flag) {
        Release release = dossier.release();
        PlannedActivation activation = flag.activation().orElseThrow();
        return Document.builder()
                .paragraph(Words.strongly("The flag " + shown(flag) + " can be switched on now")
                        .plain(" (" + Phrases.name(release) + "): " + waitsUntil(dossier, activation)
                                + ". What is behind it is out and dark: "
                                + Phrases.sentence(Phrases.shortened(flag.titles(), 300))))
                .facts(List.of(
                        new Fact("For how many", Words.of(activation.share() + " %")),
                        new Fact("Seen by", Words.of(Phrases.shortened(activation.check(), 300))),
                        new Fact("Way back", Words.of(Phrases.shortened(activation.backInWords(), 500)))))
                .choices(on(release, activation), notNow(release, activation))
                .aside("Switch it where you always do, then say so here. Not now leaves it dark.")
                .build();
    }

    /** Once more, to whoever has not answered yet. */
    public static Document reminder(Dossier dossier, Flagged flag) {
        Release release = dossier.release();
        PlannedActivation activation = flag.activation().orElseThrow();
        return Document.builder()
                .paragraph(waits(dossier, flag))
                .choices(on(release, activation), notNow(release, activation))
                .aside("Switch it where you always do, then say so here. Not now leaves it dark.")
                .build();
    }

    private static Words waits(Dossier dossier, Flagged flag) {
        Release release = dossier.release();
        PlannedActivation activation = flag.activation().orElseThrow();
        Words words = Words.strongly(Phrases.name(release))
                .plain("  The flag ")
                .code(shown(flag))
                .plain(" waits for you");
        return dossier.rollout()
                .standingOf(flag.flag())
                .awaitedSince()
                .map(since ->
                        words.plain(" since ").moment(since, release.profile().zone()))
                .orElse(words)
                .plain(", to be switched on for " + activation.share() + " %: "
                        + Phrases.sentence(Phrases.shortened(flag.titles(), LETTERS)));
    }

    /** What waits for a person in Home, at most so much: the flags that they were asked to switch on; gives how many. */
    static int waiting(Document.Builder document, PersonId person, Dossier dossier, int most) {
        int waiting = 0;
        for (Flagged flag : dossier.manifest().flags()) {
            if (waiting < most && isAwaitedOf(person, dossier, flag)) {
                PlannedActivation activation = flag.activation().orElseThrow();
                waiting++;
                document.paragraph(waits(dossier, flag))
                        .choices(on(dossier.release(), activation), notNow(dossier.release(), activation));
            }
        }
        return waiting;
    }

    private static boolean isAwaitedOf(PersonId person, Dossier dossier, Flagged flag) {
        Phase phase = dossier.release().state().phase();
        return (phase == Phase.ROLLING_OUT || phase == Phase.COMPLETED)
                && flag.activation().filter(dossier.rollout()::isDue).isPresent()
                && dossier.rollout().standingOf(flag.flag()).awaitedSince().isPresent()
                && dossier.switcherOf(flag).equals(person);
    }

    /**
     * To whoever has just said that it is on.
     *
     * @param source that is asked for its check, by its name; empty if a person has to look
     * @param asked when
     */
    public static Document lookNow(Dossier dossier, Flagged flag, Optional<String> source, Optional<Instant> asked) {
        Release release = dossier.release();
        PlannedActivation activation = flag.activation().orElseThrow();
        Words words = Words.strongly("Noted: " + shown(flag) + " is on for " + activation.share() + " %")
                .plain(" (" + Phrases.name(release) + "). Now look whether it works: "
                        + Phrases.shortened(activation.check(), 300) + ".");
        return Document.builder()
                .paragraph(
                        source.isPresent() && asked.isPresent()
                                ? words.plain(" " + source.get() + " is asked for it ")
                                        .moment(asked.get(), release.profile().zone())
                                        .plain(", and you are told; if you see earlier that it doesn't work, say so.")
                                : words)
                .choices(works(release, activation), fails(release, activation), off(release, activation))
                .build();
    }

    public static Document putOff(Release release, Flagged flag, String command) {
        return Document.builder()
                .paragraph(Words.strongly("Noted: " + shown(flag) + " stays dark")
                        .plain(" for now (" + Phrases.name(release) + "). When it is time, switch it on with ")
                        .code(command + " flags " + release.key())
                        .plain("."))
                .choices(look(release))
                .build();
    }

    /** Into the thread and to those who decide. */
    public static Document postponed(Release release, Flagged flag, PersonId by) {
        return Document.of(Words.strongly("Not now: ")
                .mention(by)
                .plain(" leaves the flag ")
                .code(shown(flag))
                .plain(" of " + release.key() + " dark for now."));
    }

    /** Into the thread and to those who decide. */
    public static Document switchedOn(Dossier dossier, Flagged flag, PersonId by) {
        Release release = dossier.release();
        PlannedActivation activation = flag.activation().orElseThrow();
        return Document.of(Words.strongly("FLAG ON: ")
                .code(shown(flag))
                .plain(" of " + Phrases.name(release) + " is on for " + activation.share() + " %, says ")
                .mention(by)
                .plain(". Live with it: " + Phrases.sentence(Phrases.shortened(flag.titles(), 300))
                        + " It is looked at by: " + Phrases.shortened(activation.check(), LETTERS) + "."));
    }

    /** To product and support: what users meet from now on. */
    public static Document live(Release release, Flagged flag, int share) {
        List<Words> changes = flag.changes().stream()
                .limit(SHOWN)
                .map(change -> Words.strongly(Phrases.shortened(change.title(), 150))
                        .plain(": users notice "
                                + Phrases.sentence(Phrases.shortened(change.userEffect(), 300))
                                + answer(change)))
                .toList();
        return Document.builder()
                .paragraph(Words.strongly("Live now for " + (share == 100 ? "everybody" : share + " %") + ": ")
                        .plain(Phrases.name(release) + " went out before with this still dark."))
                .items(changes)
                .build();
    }

    private static String answer(Change change) {
        return change.supportAnswer()
                .map(words -> " Support answers: " + Phrases.sentence(Phrases.shortened(words, 300)))
                .orElse("");
    }

    public static Document works(Release release, Flagged flag, FlagMark mark) {
        return Document.of(seen(Words.strongly("✅ It works: "), release, flag, mark));
    }

    private static Words seen(Words head, Release release, Flagged flag, FlagMark mark) {
        Words words = head.code(shown(flag)).plain(" of " + Phrases.name(release));
        words = mark.by()
                .map(words.plain(", says ")::mention)
                .orElse(words.plain(", by “"
                        + Phrases.shortened(flag.activation().orElseThrow().check(), LETTERS) + "”"))
                .plain(": " + Phrases.sentence(Phrases.shortened(mark.seen(), FlagMark.SEEN_LIMIT)));
        return mark.link().isBlank() ? words : words.plain(" ").link(mark.link(), "look");
    }

    /** Into the thread, to those who decide and to whoever switches it: the way back is the next step. */
    public static Document fails(Release release, Flagged flag, FlagMark mark) {
        return Document.builder()
                .paragraph(seen(Words.strongly("⛔ It doesn't work: "), release, flag, mark))
                .paragraph(wayBack(flag))
                .choices(off(release, flag.activation().orElseThrow()))
                .build();
    }

    /** To whoever switches it: its source said nothing that can be judged, so that a person has to look. */
    public static Document unseen(Release release, Flagged flag, String words, boolean isAskedAgain) {
        PlannedActivation activation = flag.activation().orElseThrow();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("Look yourself whether " + shown(flag) + " works")
                        .plain(" (" + Phrases.name(release) + "): its source gave no value for “"
                                + Phrases.shortened(activation.check(), 300) + "”: "
                                + Phrases.sentence(Phrases.shortened(words, FlagMark.SEEN_LIMIT))))
                .choices(works(release, activation), fails(release, activation), off(release, activation));
        return isAskedAgain
                ? document.aside("It is asked again; what it says later is told.")
                        .build()
                : document.build();
    }

    private static Words wayBack(Flagged flag) {
        return Words.strongly("The way back: ")
                .plain(Phrases.sentence(
                        Phrases.shortened(flag.activation().orElseThrow().backInWords(), 500)));
    }

    /** To product and support: what doesn't work, without technique. */
    public static Document failsToAudience(Release release, Flagged flag, PersonId switcher) {
        return Document.of(Words.strongly("Not as it should be: ")
                .plain(Phrases.shortened(flag.titles(), 300) + " (" + Phrases.name(release)
                        + ") is live and doesn't work as it should. ")
                .mention(switcher)
                .plain(" is asked to switch it off; until you hear that it is off, users have it. Questions go to ")
                .mention(release.owner())
                .plain("."));
    }

    /** Below the question whether it is off again. */
    public static Document goingOff(Release release, Flagged flag) {
        return Document.builder()
                .paragraph(wayBack(flag))
                .paragraph("Do that first, then say here that " + shown(flag) + " of " + release.key() + " is off.")
                .build();
    }

    /** Into the thread and to those who decide. */
    public static Document switchedOff(Release release, Flagged flag, PersonId by, String why) {
        return Document.of(Words.strongly("FLAG OFF: ")
                .code(shown(flag))
                .plain(" of " + Phrases.name(release) + " is off again, says ")
                .mention(by)
                .plain(": " + Phrases.sentence(Phrases.shortened(why, FlagMark.SEEN_LIMIT))));
    }

    /** To product and support. */
    public static Document goneAgain(Release release, Flagged flag) {
        return Document.of(Words.strongly("Taken back: ")
                .plain(Phrases.shortened(flag.titles(), 300) + " (" + Phrases.name(release)
                        + ") is switched off. Users have what they had before."));
    }

    /** What is asked of whoever states what they saw. */
    public static Words check(Flagged flag) {
        return Words.strongly("By: ")
                .plain(Phrases.shortened(
                        flag.activation().map(PlannedActivation::check).orElse(""), 300));
    }

    /** For the head of a list: how many are live, and how many dark. */
    static Optional<String> counted(Dossier dossier) {
        int flags = dossier.manifest().flags().size();
        int live = live(dossier).size();
        return flags == 0
                ? Optional.empty()
                : Optional.of(Phrases.count(flags, "flag") + ": " + live + " live, " + (flags - live) + " dark.");
    }
}
