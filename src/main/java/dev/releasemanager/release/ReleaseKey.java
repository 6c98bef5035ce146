package dev.releasemanager.release;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people call a release: a prefix, a dash and a number that counts up, such as {@code PAY-12}. */
public record ReleaseKey(String value) implements Comparable<ReleaseKey> {
    private static final Pattern SHAPE = Pattern.compile("[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,8}");

    public ReleaseKey {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a release key: " + value);
        }
    }

    /**
     * A key from words that a person typed: case and surrounding space don't matter.
     *
     * @return empty if the words have not the shape of a key
     */
    public static Optional<ReleaseKey> find(String words) {
        String candidate = Objects.requireNonNull(words, "words").strip().toUpperCase(Locale.ROOT);
        return SHAPE.matcher(candidate).matches() ? Optional.of(new ReleaseKey(candidate)) : Optional.empty();
    }

    public static ReleaseKey of(String prefix, long number) {
        return new ReleaseKey(prefix + "-" + number);
    }

    public String prefix() {
        return value.substring(0, value.lastIndexOf('-'));
    }

    public long number() {
        return Long.parseLong(value.substring(value.lastIndexOf('-') + 1));
    }

    /** By prefix, then by number: {@code PAY-9} before {@code PAY-10}. Also the order in which releases are locked. */
    @Override
    public int compareTo(ReleaseKey other) {
        int byPrefix = prefix().compareTo(other.prefix());
        return byPrefix != 0 ? byPrefix : Long.compare(number(), other.number());
    }

    @Override
    public String toString() {
        return value;
    }
}
