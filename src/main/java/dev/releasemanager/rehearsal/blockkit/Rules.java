package dev.releasemanager.rehearsal.blockkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The simple rules of which the others are made. Their words are those of Slack's own JSON Schema checker
 * (slackhq/hack-json-schema), which speaks in the API's answers; lengths are counted in code points, as it does.
 */
final class Rules {
    static final Rule ANY = at -> {};
    static final Rule BOOLEAN = at -> {
        if (!at.node().isBoolean()) {
            at.refuse("wrong-type", "must be a boolean");
        }
    };
    static final Rule NUMBER = at -> {
        if (!at.node().isNumber()) {
            at.refuse("wrong-type", "must provide a number");
        }
    };
    static final Rule STRING = string(0, Integer.MAX_VALUE);
    static final Rule FILLED = string(1, Integer.MAX_VALUE);

    private Rules() {}

    static Rule upTo(int max) {
        return string(0, max);
    }

    static Rule string(int min, int max) {
        return at -> {
            if (!at.node().isTextual()) {
                at.refuse("wrong-type", "must provide a string");
                return;
            }
            String text = at.node().textValue();
            int length = text.codePointCount(0, text.length());
            if (length > max) {
                at.refuse("too-long", "must be less than " + (max + 1L) + " characters");
            } else if (length < min) {
                at.refuse("too-short", "must be more than " + (min - 1) + " characters");
            }
        };
    }

    static Rule pattern(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return matching(text -> pattern.matcher(text).matches(), "pattern", "input must match regex pattern: " + regex);
    }

    static Rule matching(Predicate<String> test, String rule, String words) {
        return at -> {
            if (!at.node().isTextual()) {
                at.refuse("wrong-type", "must provide a string");
            } else if (!test.test(at.node().textValue())) {
                at.refuse(rule, words);
            }
        };
    }

    static Rule oneOf(String... allowed) {
        Set<String> values = Set.of(allowed);
        return matching(values::contains, "not-in-enum", "must be a valid enum value");
    }

    static Rule integer(long min, long max) {
        return at -> {
            if (!at.node().isNumber()) {
                at.refuse("wrong-type", "must provide a number");
            } else if (!at.node().canConvertToExactIntegral() || !at.node().canConvertToLong()) {
                at.refuse("wrong-type", "must provide an integer");
            } else if (at.node().longValue() > max) {
                at.refuse("out-of-range", "must be less than " + max);
            } else if (at.node().longValue() < min) {
                at.refuse("out-of-range", "must be greater than " + min);
            }
        };
    }

    static Rule list(int min, int max, Rule item) {
        return at -> {
            if (!at.node().isArray()) {
                at.refuse("wrong-type", "must provide an array");
                return;
            }
            if (at.node().size() > max) {
                at.refuse("too-many", "no more than " + max + " items allowed");
            } else if (at.node().size() < min) {
                at.refuse("too-few", "must provide at least " + min + " items");
            }
            at.items().forEach(item::check);
        };
    }

    static Rule list(int min, Rule item) {
        return list(min, Integer.MAX_VALUE, item);
    }

    static Rule orNull(Rule rule) {
        return at -> {
            if (!at.node().isNull()) {
                rule.check(at);
            }
        };
    }

    /** At least one of the fields must be there. Slack names the first as missing. */
    static Rule needsOneOf(String... fields) {
        return at -> {
            if (at.node().isObject() && List.of(fields).stream().noneMatch(at::has)) {
                at.refuse("missing-field", "missing required field: " + fields[0]);
            }
        };
    }

    static Rule notBoth(String one, String other) {
        return at -> {
            if (at.has(one) && at.has(other)) {
                at.refuse("exclusive", "failed to match exactly one allowed schema: `" + one + "` and `" + other + "`");
            }
        };
    }

    /** A value of {@code field} may occur only once among {@code places}; a missing or empty one doesn't count. */
    static void unique(List<Cursor> places, String field) {
        Set<String> seen = new HashSet<>();
        for (Cursor place : places) {
            if (!place.text(field).isEmpty() && !seen.add(place.text(field))) {
                place.field(field).refuse("duplicate", "`" + field + "` \"" + place.text(field) + "\" already exists");
            }
        }
    }
}
