package dev.releasemanager.gate;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Turns of phrase that several requirements share. */
final class Sentences {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Sentences() {}

    static List<PersonId> deciders(Release release) {
        List<PersonId> deciders = new ArrayList<>(List.of(release.owner()));
        release.delegate().ifPresent(deciders::add);
        return deciders;
    }

    static String inline(String typed) {
        String one = SPACES.matcher(typed.strip()).replaceAll(" ");
        String cut = one.codePointCount(0, one.length()) > 200
                ? one.substring(0, one.offsetByCodePoints(0, 199)) + "…"
                : one;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
