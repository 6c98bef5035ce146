package dev.releasemanager.manifest;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name that somebody may have meant who wrote another. */
public final class NearestName {
    private static final int LONGEST = 80;

    private NearestName() {}

    /**
     * The name that takes the fewest changes of letters to get to, large and small alike; the first of several. Empty
     * where it would be a guess: if more than half of the letters would change.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        String said = word.toLowerCase(Locale.ROOT);
        if (said.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<String> best = Optional.empty();
        int least = Math.max(1, said.length() / 2) + 1;
        for (String name : known) {
            int changes = changes(said, name.toLowerCase(Locale.ROOT));
            if (changes < least) {
                least = changes;
                best = Optional.of(name);
            }
        }
        return best;
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
