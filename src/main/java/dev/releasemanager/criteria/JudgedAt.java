package dev.releasemanager.criteria;

/** When a criterion is judged. Kept beside it by whoever holds it: the criterion reads the same either way. */
public enum JudgedAt {
    /** Before the call: its evidence is a requirement of the gate. */
    CHECKPOINT,
    /** During a stage, by its bake. */
    STAGE
}
