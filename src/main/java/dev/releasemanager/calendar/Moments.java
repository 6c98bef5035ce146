package dev.releasemanager.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a moment from the words of a command: {@code 16:00}, {@code today 16:00}, {@code tomorrow 9:30}, {@code fri
 * 16:00}, {@code 2026-11-24 16:00}, {@code in 2h}, {@code 4pm}. Words without a zone are in the reader's.
 */
public final class Moments {
    /** What a person is told who wrote something else. */
    public static final String ACCEPTED = "16:00, today 16:00, tomorrow 9:30, fri 16:00, 2026-11-24 16:00, or in 2h";

    private static final Pattern AFTER = Pattern.compile("(?:in\\s+|\\+\\s*)(\\d.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2})(?::(\\d{2}))?(?::00)?\\s*(am|pm)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATED =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:t|\\s+)(\\S.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED = Pattern.compile("([a-z]+)\\s+(?:at\\s+)?(\\S.*)", Pattern.CASE_INSENSITIVE);
    private static final Map<String, DayOfWeek> DAYS = Map.ofEntries(
            Map.entry("mon", DayOfWeek.MONDAY),
            Map.entry("tue", DayOfWeek.TUESDAY),
            Map.entry("wed", DayOfWeek.WEDNESDAY),
            Map.entry("thu", DayOfWeek.THURSDAY),
            Map.entry("fri", DayOfWeek.FRIDAY),
            Map.entry("sat", DayOfWeek.SATURDAY),
            Map.entry("sun", DayOfWeek.SUNDAY));

    /** How much of what can't be read is said back. */
    private static final int ECHOED = 60;

    private Moments() {}

    /**
     * What was read, or why it could not be.
     *
     * @param at the moment, to the minute
     * @param fault a sentence; blank if there is a moment
     */
    public record Reading(Optional<Instant> at, String fault) {
        static Reading of(Instant at) {
            return new Reading(Optional.of(at), "");
        }

        static Reading fault(String why) {
            return new Reading(Optional.empty(), why);
        }
    }

    /** A bare time of day is the next one to come; a day of the week is the next such day, today included if still ahead. */
    public static Reading read(String words, Instant now, ZoneId zone) {
        String said = words.strip().replaceAll("\\s+", " ");
        ZonedDateTime here = now.atZone(zone);
        try {
            Matcher after = AFTER.matcher(said);
            if (after.matches() && Lengths.find(after.group(1)).isPresent()) {
                return Reading.of(
                        now.plus(Lengths.find(after.group(1)).orElseThrow()).truncatedTo(ChronoUnit.MINUTES));
            }
            Optional<LocalTime> bare = time(said);
            if (bare.isPresent()) {
                LocalDate day = here.toLocalTime().isBefore(bare.get())
                        ? here.toLocalDate()
                        : here.toLocalDate().plusDays(1);
                return at(day, bare.get(), zone, now);
            }
            if (said.toUpperCase(Locale.ROOT).matches("\\d{4}-\\d{2}-\\d{2}T.+(Z|[+-]\\d{2}:\\d{2})")) {
                return Reading.of(
                        OffsetDateTime.parse(said.toUpperCase(Locale.ROOT)).toInstant());
            }
            Matcher dated = DATED.matcher(said);
            if (dated.matches() && time(dated.group(2)).isPresent()) {
                return at(LocalDate.parse(dated.group(1)), time(dated.group(2)).orElseThrow(), zone, now);
            }
            Matcher named = NAMED.matcher(said);
            if (named.matches() && time(named.group(2)).isPresent()) {
                LocalTime time = time(named.group(2)).orElseThrow();
                Optional<LocalDate> day = day(named.group(1).toLowerCase(Locale.ROOT), time, here);
                if (day.isPresent()) {
                    return at(day.get(), time, zone, now);
                }
            }
        } catch (DateTimeException | ArithmeticException e) {
            return Reading.fault("There is no such moment as “" + shortened(said) + "”.");
        }
        return Reading.fault("“" + shortened(said) + "” isn't a time that I can read. Try " + ACCEPTED + ".");
    }

    private static Optional<LocalDate> day(String name, LocalTime time, ZonedDateTime here) {
        if (name.equals("today")) {
            return Optional.of(here.toLocalDate());
        }
        if (name.equals("tomorrow")) {
            return Optional.of(here.toLocalDate().plusDays(1));
        }
        if (name.length() < 3) {
            return Optional.empty();
        }
        DayOfWeek day = DAYS.get(name.substring(0, 3));
        if (day == null || !day.name().toLowerCase(Locale.ROOT).startsWith(name)) {
            return Optional.empty();
        }
        LocalDate same = here.toLocalDate().with(TemporalAdjusters.nextOrSame(day));
        boolean passed = same.equals(here.toLocalDate()) && !here.toLocalTime().isBefore(time);
        return Optional.of(passed ? same.plusWeeks(1) : same);
    }

    /** Of a time that the clocks show twice, the first; or the second, once the first has passed. */
    private static Reading at(LocalDate day, LocalTime time, ZoneId zone, Instant now) {
        LocalDateTime local = LocalDateTime.of(day, time);
        if (zone.getRules().getValidOffsets(local).isEmpty()) {
            return Reading.fault("The clocks in " + zone.getId() + " skip " + local.toLocalTime() + " on " + day
                    + "; name another time.");
        }
        ZonedDateTime first = local.atZone(zone);
        return Reading.of((first.toInstant().isAfter(now) ? first : first.withLaterOffsetAtOverlap()).toInstant());
    }

    private static Optional<LocalTime> time(String words) {
        Matcher time = TIME.matcher(words.strip());
        if (!time.matches() || (time.group(2) == null && time.group(3) == null)) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(time.group(1));
        int minute = time.group(2) == null ? 0 : Integer.parseInt(time.group(2));
        if (time.group(3) != null) {
            if (hour < 1 || hour > 12) {
                return Optional.empty();
            }
            hour = hour % 12 + (time.group(3).equalsIgnoreCase("pm") ? 12 : 0);
        }
        return hour > 23 || minute > 59 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
    }

    private static String shortened(String said) {
        return said.codePointCount(0, said.length()) <= ECHOED
                ? said
                : said.substring(0, said.offsetByCodePoints(0, ECHOED)) + "…";
    }
}
