package dev.releasemanager.slack.inbound;

import dev.releasemanager.manifest.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words that the command takes, and the nearest one to a mistyped word. */
final class Subcommands {
    /** One line of help. */
    record Subcommand(String word, String usage, String does) {}

    static final List<Subcommand> ALL = List.of(
            new Subcommand("new", "", "make a release"),
            new Subcommand("edit", "KEY", "change anything that a release says of itself"),
            new Subcommand("scope", "KEY", "what ships: add, change, remove"),
            new Subcommand("needs", "KEY [A needs B]", "what needs what, and the order; or add a dependency"),
            new Subcommand("manifest", "KEY", "all of it: undo, changes, order, criteria; as a page, as a file"),
            new Subcommand("criteria", "KEY [SENTENCE]", "what has to be true, measurably: add, change, remove"),
            new Subcommand("evidence", "KEY", "state what was seen for a criterion"),
            new Subcommand("rollback-plan", "KEY", "how it is undone: steps, triggers, window"),
            new Subcommand("flags", "KEY", "which flags there are, how each is switched on, and switching them"),
            new Subcommand("bakes", "KEY", "have stages watched for longer than is configured"),
            new Subcommand("staging", "KEY", "begin staging, and who deploys and verifies what now"),
            new Subcommand("check", "KEY", "the gate's findings, and who can do what about them"),
            new Subcommand("open", "KEY [from TIME] until TIME", "open a checkpoint: the teams are asked"),
            new Subcommand("answer", "KEY", "answer for my team"),
            new Subcommand("go", "KEY", "call Go (owner or delegate)"),
            new Subcommand("no-go", "KEY", "call No-Go, with the reason"),
            new Subcommand("delay", "KEY", "delay to a new checkpoint"),
            new Subcommand("start", "KEY", "start the rollout in production, after the Go (owner or delegate)"),
            new Subcommand("advance", "KEY", "go on to the next stage, once this one has passed"),
            new Subcommand("extend", "KEY LENGTH", "watch the stage longer that is being watched"),
            new Subcommand("stop", "KEY REASON", "stop a rollout, at once: anyone who takes part"),
            new Subcommand("resume", "KEY REASON", "have a stopped rollout go on (owner or delegate)"),
            new Subcommand("rollback", "KEY", "undo what is out, step by step, by its plan"),
            new Subcommand("review", "KEY", "what happened, and what is learned from it; lessons for releases to come"),
            new Subcommand("report", "KEY", "what shipped, how it went, who decided what; as a page, as a file"),
            new Subcommand("ticket", "KEY [LINK]", "the release's ticket: link one, say that it is closed"),
            new Subcommand("read", "KEY", "say that support has read what changes for users"),
            new Subcommand(
                    "defer",
                    "KEY TEAM|#CHANGE [REASON]",
                    "move changes, and what depends on them, to a follow-up release"),
            new Subcommand("split", "KEY", "how it would be split into parts, and doing it"),
            new Subcommand("relate", "KEY", "say how separate groups of changes belong together"),
            new Subcommand("diff", "KEY [FROM TO]", "what changed between two revisions, and by whom"),
            new Subcommand("hold", "KEY [REASON | lift]", "make it wait without losing a confirmation"),
            new Subcommand("except", "KEY [X2 | H2]", "ask an executive for an exception, where one is allowed"),
            new Subcommand("list", "[all]", "open releases, or all"),
            new Subcommand("show", "KEY", "the whole release, rollback first"),
            new Subcommand("status", "KEY", "where every team stands"),
            new Subcommand("history", "KEY", "the record: who did what, when"),
            new Subcommand("verify-record", "KEY [DIGEST…]", "check that nobody altered the record"),
            new Subcommand("delegate", "KEY @person | nobody", "who may decide in the owner's place"),
            new Subcommand("owner", "KEY @person", "hand a release over"),
            new Subcommand("cancel", "KEY REASON", "give a release up"),
            new Subcommand("help", "", "this"));

    private Subcommands() {}

    static Optional<Subcommand> find(String word) {
        String said = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return ALL.stream().filter(known -> known.word().equals(said)).findFirst();
    }

    /** The known word that takes the fewest changes of letters to get to; empty if it would be a guess. */
    static Optional<String> nearest(String word) {
        return NearestName.of(
                word.replace('_', '-'), ALL.stream().map(Subcommand::word).toList());
    }
}
