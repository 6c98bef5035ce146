package dev.releasemanager.calendar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write and read them: {@code 5 min}, {@code 1h 30m}, {@code 2 days}, {@code PT5M}. */
public final class Lengths {
    /** What a person is told who wrote something else. */
    public static final String ACCEPTED = "30 s, 5 min, 1h 30m or 2 days";

    private static final Pattern PART = Pattern.compile(
            "(\\d{1,6})\\s*(days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])\\s*",
            Pattern.CASE_INSENSITIVE);

    private Lengths() {}

    /** @return empty if the words are no length of time, or one of less than a second or of more than a year */
    public static Optional<Duration> find(String words) {
        String said = words.strip().toLowerCase(Locale.ROOT).replace(",", " ").replace(" and ", " ");
        Duration length = Duration.ZERO;
        if (said.startsWith("p")) {
            try {
                length = Duration.parse(said);
            } catch (java.time.format.DateTimeParseException e) {
                return Optional.empty();
            }
        } else {
            Matcher part = PART.matcher(said);
            int end = 0;
            while (part.find() && part.start() == end) {
                length = length.plus(
                        of(Long.parseLong(part.group(1)), part.group(2).charAt(0)));
                end = part.end();
            }
            if (end != said.length()) {
                return Optional.empty();
            }
        }
        return length.toSeconds() < 1 || length.compareTo(Duration.ofDays(366)) > 0
                ? Optional.empty()
                : Optional.of(length);
    }

    /** To read: "1 h 30 min", "2 days". */
    public static String words(Duration length) {
        List<String> parts = new ArrayList<>();
        if (length.toDays() > 0) {
            parts.add(length.toDays() == 1 ? "1 day" : length.toDays() + " days");
        }
        if (length.toHoursPart() > 0) {
            parts.add(length.toHoursPart() + " h");
        }
        if (length.toMinutesPart() > 0) {
            parts.add(length.toMinutesPart() + " min");
        }
        if (length.toSecondsPart() > 0) {
            parts.add(length.toSecondsPart() + " s");
        }
        return parts.isEmpty() ? "no time" : String.join(" ", parts);
    }

    private static Duration of(long amount, char unit) {
        return switch (unit) {
            case 'd' -> Duration.ofDays(amount);
            case 'h' -> Duration.ofHours(amount);
            case 'm' -> Duration.ofMinutes(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
