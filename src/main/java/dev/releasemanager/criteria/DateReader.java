package dev.releasemanager.criteria;

import org.jspecify.annotations.Nullable;

/** Finds times that stand in a calendar or on a clock: "between 09:00 and 11:00", "from 5 to 19 June", "after mock cutover 3". */
final class DateReader {
    /** Tokens of the name of an event. */
    private static final int LONGEST_NAME = 5;

    /** Tokens of a date with its preposition. */
    private static final int LONGEST_DATE = 8;

    /** A time that ends ahead of a token. */
    record Found(Span span, int to) {}

    private final Clause clause;
    private final Roles roles;

    DateReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
    }

    /** "after mock cutover 3": the moment after something that there is one of. */
    @Nullable
    Found event(int i) {
        if (!clause.is(i, "after") || roles.isUsed(i)) {
            return null;
        }
        int to = i + 1;
        while (to < clause.size() && to < i + LONGEST_NAME && !roles.endsPhrase(to)) {
            to++;
        }
        boolean numbered =
                to > i + 2 && Character.isDigit(clause.at(to - 1).text().charAt(0));
        return numbered && clause.hasOneOf(i, to, TimeWords.PERIODS)
                ? new Found(new Span.Named("the time " + clause.text(i, to)), to)
                : null;
    }

    /** "between 09:00 and 11:00 UTC", "from 14:00 to 16:00". */
    @Nullable
    Found clock(int i) {
        boolean two = (clause.is(i, "between") || clause.is(i, "from"))
                && isClock(i + 1)
                && (clause.is(i + 2, "and") || clause.is(i + 2, "to"))
                && isClock(i + 3);
        int hours = clause.is(i + 4, "on") ? i + 5 : i + 4;
        boolean day = clause.is(i, "from")
                && isHour(i + 1)
                && clause.is(i + 2, "to")
                && isHour(i + 3)
                && clause.isOneOf(hours, TimeWords.DAYS);
        if (day && !roles.isUsed(i)) {
            return new Found(new Span.Named(clause.text(i + 1, hours + 1)), hours + 1);
        }
        int to = clause.isOneOf(i + 4, TimeWords.CLOCKS) ? i + 5 : i + 4;
        return two && !roles.isUsed(i)
                ? new Found(new Span.Named(clause.text(i + 1, to).replace(" and ", " to ")), to)
                : null;
    }

    private boolean isHour(int i) {
        return i < clause.size()
                && clause.at(i).text().length() <= 2
                && Character.isDigit(clause.at(i).text().charAt(0));
    }

    private boolean isClock(int i) {
        return i < clause.size()
                && clause.at(i).text().indexOf(':') > 0
                && Character.isDigit(clause.at(i).text().charAt(0));
    }

    /** "from 5 to 19 June", "in May", "on the 3rd of March". */
    @Nullable
    Found date(int i) {
        if (!clause.isOneOf(i, TimeWords.DATING) || roles.isUsed(i)) {
            return null;
        }
        int to = i + 1;
        boolean month = false;
        while (to < clause.size() && to < i + LONGEST_DATE && !roles.isUsed(to)) {
            boolean named = clause.isOneOf(to, TimeWords.MONTHS)
                    && Character.isUpperCase(clause.at(to).text().charAt(0));
            boolean day = Character.isDigit(clause.at(to).text().charAt(0))
                    && clause.at(to).text().length() <= 4;
            if (!named && !day && !clause.isOneOf(to, TimeWords.IN_DATES)) {
                break;
            }
            month |= named;
            to++;
        }
        while (to > i + 1 && clause.isOneOf(to - 1, TimeWords.IN_DATES)) {
            to--;
        }
        boolean ends = to == clause.size() || roles.endsPhrase(to) || Verbs.isFinite(clause, to);
        return month && ends ? new Found(new Span.Named(clause.text(i + 1, to)), to) : null;
    }

    /** Behind "between Friday 16:00 and Sunday 22:00"; where it begins if it is no such thing. */
    int untilOfDays(int between) {
        int and = between + 1;
        while (and < clause.size() && and < between + 4 && !clause.is(and, "and")) {
            and++;
        }
        boolean days = clause.is(and, "and")
                && clause.hasOneOf(between, and, TimeWords.DAYS)
                && clause.hasOneOf(and, Math.min(clause.size(), and + 3), TimeWords.DAYS);
        int to = and + 1;
        while (days && to < clause.size() && to < and + 4 && !roles.endsPhrase(to)) {
            to++;
        }
        return days ? to : between;
    }
}
