package dev.releasemanager.criteria;

/** When a criterion is judged. Kept beside it by whoever holds it: the criterion reads the same either way. */
public enum JudgedAt {
    /** Before the call: its evidence is a requirement of the gate. */
    CHECKPOINT("before the call"),
    /** During a stage, by its bake. */
    STAGE("in a stage");

    private final String words;

    JudgedAt(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
