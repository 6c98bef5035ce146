package dev.releasemanager.slack.inbound;

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
            new Subcommand("rollback-plan", "KEY", "how it is undone: steps, triggers, window"),
            new Subcommand("check", "KEY", "the gate's findings, and who can do what about them"),
            new Subcommand("open", "KEY [from TIME] until TIME", "open a checkpoint: the teams are asked"),
            new Subcommand("answer", "KEY", "answer for my team"),
            new Subcommand("go", "KEY", "call Go (owner or delegate)"),
            new Subcommand("no-go", "KEY", "call No-Go, with the reason"),
            new Subcommand("delay", "KEY", "delay to a new checkpoint"),
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
        String said = word.toLowerCase(Locale.ROOT).replace('_', '-');
        if (said.length() > 40) {
            return Optional.empty();
        }
        String best = "";
        int least = Integer.MAX_VALUE;
        for (Subcommand known : ALL) {
            int changes = changes(said, known.word());
            if (changes < least) {
                least = changes;
                best = known.word();
            }
        }
        return least <= Math.max(1, said.length() / 2) ? Optional.of(best) : Optional.empty();
    }

    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
