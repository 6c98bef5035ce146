package dev.releasemanager.notice;

import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.release.ReleaseKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As much of a long list as one modal shows, and the buttons to go on: Slack's limit of blocks folds the rest.
 *
 * @param from the place of the first that is shown, from 0
 * @param until the place behind the last
 */
public record Stretch(int from, int until, int total, int size) {
    /** The one that this place is in; of a place behind the end the last one. */
    public static Stretch around(int place, int total, int size) {
        int last = total == 0 ? 0 : (total - 1) / size * size;
        int from = Math.min(Math.max(place, 0) / size * size, last);
        return new Stretch(from, Math.min(from + size, total), total, size);
    }

    public <T> List<T> of(List<T> all) {
        return all.subList(from, until);
    }

    /** Whether it is all there is. */
    public boolean isWhole() {
        return from == 0 && until == total;
    }

    /** Which part is shown, with the buttons to the others; nothing where all of it is shown. */
    public void turning(Document.Builder document, String control, ReleaseKey key, String named) {
        if (isWhole()) {
            return;
        }
        document.paragraph((from + 1) + " to " + until + " of " + total + " " + named + ".");
        List<Choice> choices = new ArrayList<>();
        if (from > size) {
            choices.add(turn(control, key, 0, "First").said("Show the first " + named));
        }
        if (from > 0) {
            choices.add(turn(control, key, from - size, "Earlier").said("Show the " + named + " before these"));
        }
        if (until < total) {
            choices.add(turn(control, key, until, "More").said("Show the " + named + " after these"));
        }
        if (until + size < total) {
            choices.add(turn(control, key, total - 1, "Last").said("Show the last " + named));
        }
        document.choices(choices);
    }

    private static Choice turn(String control, ReleaseKey key, int place, String label) {
        return Choice.of(control, key + ":" + place, label);
    }

    /**
     * What a button of {@link #turning} is about.
     *
     * @param place from 0
     */
    public record Turn(ReleaseKey key, int place) {
        /** Empty if the value isn't one of ours. */
        public static Optional<Turn> find(String value) {
            String[] parts = value.split(":", 2);
            return parts.length < 2 || !parts[1].matches("\\d{1,6}")
                    ? Optional.empty()
                    : ReleaseKey.find(parts[0]).map(key -> new Turn(key, Integer.parseInt(parts[1])));
        }
    }
}
