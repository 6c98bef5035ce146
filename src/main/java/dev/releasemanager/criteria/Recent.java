package dev.releasemanager.criteria;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what texts were read as, for a reading that depends on its text alone and gives something immutable: the same
 * wording is read again in every act on its release. It forgets everything once it is full. Thread-safe.
 */
public final class Recent<T> {
    /** Of how many texts; a release has at most 100 steps and 100 criteria. */
    static final int MOST = 4_000;

    /** A longer text is read each time, so that what is remembered stays a few megabytes at most. */
    static final int LETTERS = 1_000;

    private final Function<String, T> reading;
    private final Map<String, T> known = new ConcurrentHashMap<>();

    public Recent(Function<String, T> reading) {
        this.reading = reading;
    }

    public T of(String text) {
        T before = known.get(text);
        if (before != null) {
            return before;
        }
        T read = reading.apply(text);
        if (text.length() <= LETTERS) {
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(text, read);
        }
        return read;
    }

    int size() {
        return known.size();
    }
}
