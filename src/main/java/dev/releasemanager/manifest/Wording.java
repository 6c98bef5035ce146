package dev.releasemanager.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lists and numbers as one says them. */
final class Wording {
    /** What stands by name before the rest is counted. */
    private static final int SHOWN = 5;

    private Wording() {}

    /** "a", "a and b", "a, b and c", and past five "a, b, c, d, e and 7 more". */
    static String list(Collection<?> things) {
        List<String> words = new ArrayList<>();
        things.forEach(thing -> words.add(thing.toString()));
        if (words.size() > SHOWN + 1) {
            return String.join(", ", words.subList(0, SHOWN)) + " and " + (words.size() - SHOWN) + " more";
        }
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** "change #1", "changes #1 and #2". */
    static String changes(List<ChangeId> ids) {
        return (ids.size() == 1 ? "change " : "changes ") + list(ids);
    }

    /** "1 part", "2 parts". */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    static String capital(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
