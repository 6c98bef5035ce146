package dev.releasemanager.manifest;

/** How much can go wrong (M1). The order of the constants is the order of risk. */
public enum Risk {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high");

    private final String word;

    Risk(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException if there is no such risk */
    public static Risk of(String word) {
        for (Risk risk : values()) {
            if (risk.word.equals(word)) {
                return risk;
            }
        }
        throw new IllegalArgumentException("no such risk: " + word);
    }
}
