package dev.releasemanager.rollback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of one step's text: whether something in it has a name, and whether it says by what means. */
final class StepParts {
    private static final Pattern TOKEN = Pattern.compile(
            "`(?<code>[^`]+)`|\"(?<q1>[^\"]+)\"|“(?<q2>[^”]+)”|(?<![\\p{L}\\d])'(?<q3>[^']+)'|(?<end>[,;:!?\\n]+(?=\\s|$)|\\.(?=\\s|$)|[()])"
                    + "|(?<word>[^\\s,;()\"“”`]+)");

    private static final Pattern VERSION = Pattern.compile(
            "v?\\d+(\\.\\d+)+([-+.][\\w.]+)?|v\\d+|[0-9a-f]*\\d[0-9a-f]*[a-f][0-9a-f]{5,}|\\d{4}-\\d\\d-\\d\\d.*");
    private static final Pattern NUMBER = Pattern.compile("#?\\d+([.,]\\d+)?");
    private static final Pattern UNIT =
            Pattern.compile("%|percent|s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?|days?|times|people|users?|ms");
    private static final Pattern NUMBERED =
            Pattern.compile("version|revision|build|release|tag|migration|backup|snapshot|image|offset|key|generation");
    private static final Pattern AMOUNT = Pattern.compile("\\d+([.,]\\d+)?[a-z]{0,4}|\\d+(st|nd|rd|th)|[hpt]\\d+");
    private static final Pattern SCRIPT = Pattern.compile(".+\\.(sh|sql|py|ya?ml|rb|ps1|bat|pl|js|ts|tf|json)");
    private static final Pattern SQL = Pattern.compile(
            "(drop|alter|truncate|create|rename) (table|index|column|view|schema|database|trigger|sequence)"
                    + "( if exists)? \\w+.*|update \\w+ set .+|delete from \\w+.*|insert into \\w+.*");
    private static final Set<String> HTTP = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** What a quotation mark or a space sets apart. */
    private record Token(String text, Kind kind) {
        String key() {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    private enum Kind {
        WORD,
        CODE,
        QUOTED,
        END
    }

    private final List<Token> tokens = new ArrayList<>();
    private boolean object;
    private boolean means;

    private StepParts() {}

    static StepParts of(String text) {
        StepParts parts = new StepParts();
        Matcher found = TOKEN.matcher(text);
        while (found.find()) {
            if (found.group("code") != null) {
                parts.tokens.add(new Token(found.group("code"), Kind.CODE));
            } else if (found.group("end") != null) {
                parts.tokens.add(new Token(found.group("end"), Kind.END));
            } else if (found.group("word") != null) {
                String word = found.group("word").replaceAll("[.:!?']+$", "");
                if (!word.isEmpty()) {
                    parts.tokens.add(new Token(word, Kind.WORD));
                }
                if (word.length() < found.group("word").length()
                        && !found.group("word").endsWith("'")) {
                    parts.tokens.add(new Token(".", Kind.END));
                }
            } else {
                String quoted = found.group("q1") != null
                        ? found.group("q1")
                        : found.group("q2") != null ? found.group("q2") : found.group("q3");
                parts.tokens.add(new Token(quoted, Kind.QUOTED));
            }
        }
        parts.read(text);
        return parts;
    }

    boolean hasObject() {
        return object;
    }

    boolean hasMeans() {
        return means;
    }

    private void read(String text) {
        if (SQL.matcher(text.strip().toLowerCase(Locale.ROOT)).matches()) {
            object = true;
            means = true;
        }
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.get(i).kind()) {
                case CODE, QUOTED -> quoted(i);
                case WORD -> word(i);
                case END -> {}
            }
        }
        means |= object && deed();
    }

    /** Words in quotation marks are a name; in backticks, what is typed as well. Unless they name nothing. */
    private void quoted(int at) {
        Token token = tokens.get(at);
        boolean names = List.of(token.key().split("[\\s,]+")).stream()
                .map(word -> word.replaceAll("[^\\p{L}\\d_/.-]", ""))
                .anyMatch(word -> !word.isEmpty() && !StepVocabulary.isPlain(word));
        boolean run = isAfterRun(at);
        object |= names || run;
        means |= run;
        if (names && token.kind() == Kind.CODE && token.text().matches("(?s).*[\\s/=].*")) {
            means = true;
        }
        means |= names && (isTurnedTo(at) || isAfterSource(at));
    }

    private void word(int at) {
        String word = tokens.get(at).text();
        String key = tokens.get(at).key();
        if (isProgram(at)) {
            means = true;
            arguments(at);
        } else if (SCRIPT.matcher(key).matches() || word.startsWith("./")) {
            means = true;
            object = true;
        } else if (HTTP.contains(word) && key(at + 1).startsWith("/")) {
            means = true;
        } else if (isVersion(at)) {
            means = true;
            object |= isName(at - 1) || (Set.of("to", "at", "in").contains(key(at - 1)) && isName(at - 2));
        } else if (isPosition(at)) {
            means = true;
        } else if (isIdentifier(word) || (isJoined(key) && StepVocabulary.THINGS.contains(key(at - 1)))) {
            object = true;
            means |= isTurnedTo(at) || isAfterRun(at) || isAfterSource(at);
        } else if (isName(at) && isNamed(at)) {
            object = true;
            means |= isAfterRun(at) || StepVocabulary.RUN.contains(key(at + 1));
        } else if (isProperName(at)) {
            object = true;
        }
        if (word.matches("[A-Za-z_][\\w.]*=\\S+")) {
            means = true;
        }
    }

    private boolean isProgram(int at) {
        String key = key(at);
        if (!StepVocabulary.PROGRAMS.contains(key)) {
            return false;
        }
        boolean begins = at == 0
                || tokens.get(at - 1).kind() == Kind.END
                || Set.of("run", "and", "then", "with", "by", "via", "sudo", "execute", "type", "a", "do")
                        .contains(key(at - 1));
        String next = key(at + 1);
        boolean told = StepVocabulary.SUBCOMMANDS.contains(next) || next.startsWith("-") || isIdentifier(next);
        return key.equals("make")
                ? begins && !next.isEmpty() && !StepVocabulary.FILLER.contains(next)
                : told || (begins && !next.isEmpty() && !StepVocabulary.FILLER.contains(next));
    }

    /** Whatever a program is given that isn't a way of asking is what it acts on. */
    private void arguments(int program) {
        for (int i = program + 1; i < tokens.size() && tokens.get(i).kind() != Kind.END; i++) {
            String key = key(i);
            if (Set.of("then", "and", "on", "in").contains(key)) {
                return;
            }
            boolean asks = key.startsWith("-")
                    || StepVocabulary.SUBCOMMANDS.contains(key)
                    || StepVocabulary.isPlain(key)
                    || key.contains("=")
                    || NUMBER.matcher(key).matches();
            object |= !asks;
        }
    }

    private boolean isVersion(int at) {
        String key = key(at);
        if (VERSION.matcher(key).matches() && key.matches(".*\\d.*")) {
            return !UNIT.matcher(key(at + 1)).matches();
        }
        return NUMBER.matcher(key).matches()
                && NUMBERED.matcher(key(at - 1)).matches()
                && !UNIT.matcher(key(at + 1)).matches();
    }

    /** Off, on, or to a number: what a switch or a dial is set to. */
    private boolean isPosition(int at) {
        String key = key(at);
        if (key.equals("off")) {
            return !Set.of("sign", "hours", "of").contains(key(at - 1));
        }
        if (key.equals("on")) {
            String next = key(at + 1);
            boolean last = at + 1 == tokens.size()
                    || tokens.get(at + 1).kind() == Kind.END
                    || Set.of("for", "again").contains(next);
            return has("switch", "turn", "flip", "toggle", "set")
                    && (last || Set.of("switch", "turn", "flip").contains(key(at - 1)));
        }
        if (NUMBER.matcher(key).matches() || key.matches("\\d+%")) {
            return Set.of("to", "=", "at").contains(key(at - 1))
                    && !key(at + 1).matches("people|users?|times|minutes?|hours?|days?|min|h");
        }
        if (Set.of("false", "true", "disabled", "enabled", "read-only", "maintenance", "zero")
                .contains(key)) {
            return Set.of("to", "=", "as", "into", "in").contains(key(at - 1));
        }
        return false;
    }

    private boolean isTurnedTo(int at) {
        int before = at - 1;
        while ((StepVocabulary.FILLER.contains(key(before)) && !key(before).equals("to"))
                || StepVocabulary.THINGS.contains(key(before))
                || key(before).equals("group")) {
            before--;
        }
        boolean to = key(before).equals("to");
        return to && turns();
    }

    /** Whether something is turned; in "the change" nothing is. */
    private boolean turns() {
        for (int i = 0; i < tokens.size(); i++) {
            if (StepVocabulary.TURNING.contains(key(i))
                    && !Set.of("the", "this", "a", "our", "any").contains(key(i - 1))) {
                return true;
            }
        }
        return false;
    }

    /** "snapshot orders-2026-11-20", "branch release-41": from what it is taken. */
    private boolean isAfterSource(int at) {
        return Set.of("snapshot", "backup", "dump", "image", "tag", "branch", "commit", "file", "copy")
                .contains(key(at - 1));
    }

    /** "pipeline deploy-prod", "the job 'undo'". */
    private boolean isAfterRun(int at) {
        return StepVocabulary.RUN.contains(key(at - 1)) || StepVocabulary.RUN.contains(key(at + 1));
    }

    /** A word that stands beside a thing that there are many of: "billing service", "table orders". */
    private boolean isNamed(int at) {
        return StepVocabulary.THINGS.contains(key(at + 1))
                || (StepVocabulary.THINGS.contains(key(at - 1)) && !key(at).matches(".*(ed|ing|ly)"));
    }

    private boolean isName(int at) {
        String key = key(at);
        if (key.isEmpty() || tokens.get(at).kind() != Kind.WORD || !key.matches("\\p{L}[\\p{L}\\d_]*")) {
            return false;
        }
        return !StepVocabulary.isPlain(key) && !key.matches(".*(ed|ly)");
    }

    /** A word with a capital inside a sentence, which nobody is asked by. */
    private boolean isProperName(int at) {
        String word = tokens.get(at).text();
        return at > 0
                && tokens.get(at - 1).kind() != Kind.END
                && isName(at)
                && word.matches("\\p{Lu}\\p{Ll}.*")
                && !Set.of("ask", "call", "tell", "by", "page", "inform", "contact", "with", "notify")
                        .contains(key(at - 1));
    }

    private static boolean isJoined(String key) {
        return key.matches(".*[\\p{L}\\d][-_/.:][\\p{L}\\d].*");
    }

    /** Whether a token could stand in a terminal or a configuration only. */
    private static boolean isIdentifier(String word) {
        String key = word.toLowerCase(Locale.ROOT);
        if (!key.matches(".*\\p{L}.*")
                || VERSION.matcher(key).matches()
                || AMOUNT.matcher(key).matches()
                || StepVocabulary.TOOLS.contains(key)
                || StepVocabulary.GENERIC.contains(key)
                || key.startsWith("-")
                || key.contains("=")
                || Set.of("e.g", "i.e", "w/o", "etc", "a.k.a", "n/a").contains(key)) {
            return false;
        }
        if (key.startsWith("#") || key.startsWith("@") || key.startsWith("http")) {
            return false;
        }
        if (isJoined(key) || key.startsWith("/")) {
            List<String> parts = List.of(key.split("[-_/.:]+", 0));
            boolean named = false;
            for (String part : parts) {
                boolean thing = StepVocabulary.THINGS.contains(part) || StepVocabulary.GENERIC.contains(part);
                boolean plain =
                        StepVocabulary.isPlain(part) || PLAIN_PARTS.contains(part) || part.matches(".*(ed|ly)|\\d+");
                named |= !part.isEmpty() && (!plain || thing);
            }
            String head = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
            if (named && !StepVocabulary.UNDONE.contains(head) && !HEADS.contains(head)) {
                return true;
            }
            return (key.matches(".*[_/].*\\p{L}.*") && !key.matches("\\p{L}+/\\p{L}+")) || key.matches(".*\\d.*");
        }
        return word.matches("\\p{L}+\\d\\w*") || word.matches("\\p{Ll}+\\p{Lu}\\w*");
    }

    /** Parts of words that are written with a hyphen. */
    private static final Set<String> PLAIN_PARTS = Set.of(
            "re",
            "un",
            "pre",
            "post",
            "non",
            "well",
            "one",
            "step",
            "hot",
            "call",
            "follow",
            "green",
            "blue",
            "wide",
            "read",
            "day",
            "fail",
            "safe",
            "scale",
            "end",
            "real",
            "zero",
            "downtime",
            "self",
            "auto",
            "semi",
            "co",
            "sub",
            "multi");

    /** Last parts of words that are written with a hyphen and name a sort of thing, not a thing. */
    private static final Set<String> HEADS = Set.of(
            "flag",
            "flags",
            "toggle",
            "balancer",
            "wide",
            "side",
            "time",
            "plan",
            "procedure",
            "call",
            "prod",
            "production",
            "staging",
            "environment",
            "system");

    /** Whether a verb that says what is done is done to something with a name, not to "the change". */
    private boolean deed() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.WORD && StepVocabulary.DEEDS.contains(key(i))) {
                int to = i + 1;
                while (to < tokens.size()
                        && StepVocabulary.FILLER.contains(key(to))
                        && !StepVocabulary.UNDONE.contains(key(to))) {
                    to++;
                }
                boolean thing =
                        StepVocabulary.THINGS.contains(key(to)) && !key(to + 1).isEmpty();
                if (to < tokens.size() && (thing || !StepVocabulary.UNDONE.contains(key(to)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean has(String... words) {
        return tokens.stream()
                .anyMatch(token -> token.kind() == Kind.WORD && Set.of(words).contains(token.key()));
    }

    private String key(int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at).kind() != Kind.END
                ? tokens.get(at).key()
                : "";
    }
}
