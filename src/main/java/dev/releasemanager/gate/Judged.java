package dev.releasemanager.gate;

import org.jspecify.annotations.Nullable;

/**
 * A verdict that is judged when it is first asked for: most acts never ask, and at many teams it is the dearest part of a
 * look. Thread-safe: whoever asks at once with another judges the same.
 */
public final class Judged {
    private final Facts facts;
    private volatile @Nullable Verdict verdict;

    Judged(Facts facts) {
        this.facts = facts;
    }

    Verdict verdict() {
        Verdict known = verdict;
        if (known == null) {
            known = Gate.judge(facts);
            verdict = known;
        }
        return known;
    }
}
