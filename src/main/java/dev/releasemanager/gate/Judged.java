package dev.releasemanager.gate;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The facts that follow from a dossier, and the verdict on them, each found out when it is first asked for: most acts never
 * ask how it stood before, and at many teams that is the dearest part of a look. Thread-safe: whoever asks at once with
 * another finds the same.
 */
public final class Judged {
    private final Supplier<Facts> finding;
    private volatile @Nullable Facts facts;
    private volatile @Nullable Verdict verdict;

    /** @param finding from what can't change any more; may be called more than once */
    Judged(Supplier<Facts> finding) {
        this.finding = finding;
    }

    Facts facts() {
        Facts known = facts;
        if (known == null) {
            known = finding.get();
            facts = known;
        }
        return known;
    }

    boolean isOpen() {
        Verdict known = verdict;
        return known == null ? Gate.isOpen(facts()) : known.isOpen();
    }

    Verdict verdict() {
        Verdict known = verdict;
        if (known == null) {
            known = Gate.judge(facts());
            verdict = known;
        }
        return known;
    }
}
