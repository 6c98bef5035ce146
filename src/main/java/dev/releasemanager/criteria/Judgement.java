package dev.releasemanager.criteria;

/** What a criterion says of what was seen (H5). Only {@link #PASSED} is a pass: no data is none. */
public enum Judgement {
    PASSED,
    FAILED,
    /** Nothing was seen, it was too old, or it can't be compared: another dimension, no baseline. */
    NO_JUDGEMENT
}
