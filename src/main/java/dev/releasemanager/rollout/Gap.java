package dev.releasemanager.rollout;

/** Why nothing was seen at a moment (H1). None of them is ever a pass. */
public enum Gap {
    NO_DATA("no_data", "no data"),
    NOT_A_NUMBER("not_a_number", "not a number"),
    STALE("stale", "data too old"),
    TOO_FEW_POINTS("too_few_points", "fewer points than asked"),
    SOURCE_DOWN("source_down", "the source did not answer"),
    UNREADABLE("unreadable", "the source's answer can't be read"),
    CLOCK_OFF("clock_off", "the source's clock is off"),
    NO_SOURCE("no_source", "no source answers it"),
    /** Its moment passed and nobody looked. */
    NOT_TAKEN("not_taken", "not observed");

    private final String word;
    private final String words;

    Gap(String word, String words) {
        this.word = word;
        this.words = words;
    }

    /** The name in the store. */
    public String word() {
        return word;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** @throws IllegalArgumentException if there is no such word */
    public static Gap of(String word) {
        for (Gap gap : values()) {
            if (gap.word.equals(word)) {
                return gap;
            }
        }
        throw new IllegalArgumentException("no such gap: " + word);
    }
}
