package dev.releasemanager.criteria;

/**
 * What a relative bound is measured against.
 *
 * @param name {@code staging}, {@code before}, or what somebody named ("last week"): such a one has its value from a
 *     person, for no source measures it
 */
public record Baseline(String name) {
    public static final Baseline STAGING = new Baseline("staging");

    /** Production ahead of this stage. */
    public static final Baseline BEFORE = new Baseline("before");

    public Baseline {
        String clean = Phrase.clean(name);
        name = clean.startsWith("the ") ? clean.substring(4) : clean;
    }
}
