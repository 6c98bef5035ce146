package dev.releasemanager.criteria;

import java.util.regex.Pattern;

/** What in a clause is an answer about which no two people differ: a number, a code, something quoted, a date. */
final class Answers {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final Clause clause;

    Answers(Clause clause) {
        this.clause = clause;
    }

    /** Whether what is to be seen is said: a number, "no red panel", something quoted. */
    boolean isConcrete(int from) {
        for (int i = from; i < clause.size(); i++) {
            if (clause.at(i).kind() == Token.Kind.NUMBER
                    || clause.at(i).isQuoted()
                    || clause.isOneOf(i, CheckWords.CONCRETE)
                    || Lexicon.NUMERALS.containsKey(clause.at(i).key())) {
                return true;
            }
        }
        return clause.isOneOf(from - 1, CheckWords.CONCRETE_LAST);
    }

    /** A number of something, or "6/6". */
    boolean isCounted(int i) {
        int at = clause.isOneOf(i, Lexicon.AROUND_NUMBERS) ? i + 1 : i;
        return at < clause.size()
                && !clause.at(at).isQuoted()
                && (Character.isDigit(clause.at(at).text().charAt(0))
                        || Lexicon.NUMERALS.containsKey(clause.at(at).key()));
    }

    /** Something quoted, a code in capitals, a version: a word that is there or isn't. */
    boolean isExact(int i) {
        if (i >= clause.size()) {
            return false;
        }
        Token token = clause.at(i);
        if (token.isQuoted()) {
            return true;
        }
        String text = token.text();
        boolean capitals = text.length() > 1
                && Character.isUpperCase(text.charAt(0))
                && text.chars().noneMatch(Character::isLowerCase);
        boolean digits = token.kind() != Token.Kind.MARK && text.chars().anyMatch(Character::isDigit);
        return (capitals || digits) && !Lexicon.COMMON_CAPITALS.contains(token.key());
    }

    boolean hasQuoted(int from) {
        return clause.tokens().stream().skip(from).anyMatch(Token::isQuoted);
    }

    /** "no critical findings", "no issue of severity High"; but not "no issues". */
    boolean isNoneOfCountable(int after) {
        boolean none = clause.is(after, "no") || clause.is(after - 1, "no") || clause.isOneOf(after, Lexicon.NONE);
        for (int i = after; none && i < clause.size(); i++) {
            if (clause.isOneOf(i, Lexicon.UNCOUNTABLE)) {
                return clause.hasName(i + 1, clause.size()) && !clause.isOneOf(i + 1, PlaceWords.PLACING);
            }
        }
        return none;
    }

    /** "shows Phase: Completed". */
    boolean hasState(int from) {
        for (int i = from; i < clause.size(); i++) {
            if (isState(i) || clause.at(i).isQuoted()) {
                return true;
            }
        }
        return false;
    }

    /** A state by its name: "is Synced". */
    boolean isState(int i) {
        return i < clause.size()
                && Character.isUpperCase(clause.at(i).text().charAt(0))
                && !clause.isOneOf(i, CheckWords.CLOSED)
                && !Lexicon.COMMON_CAPITALS.contains(clause.at(i).key());
    }

    /** "A+", "B". */
    boolean isGrade(int i) {
        if (i >= clause.size()) {
            return false;
        }
        String text = clause.at(i).text();
        return text.length() <= 2
                && text.charAt(0) >= 'A'
                && text.charAt(0) <= 'F'
                && (text.length() == 1 || text.charAt(1) == '+' || text.charAt(1) == '-');
    }

    /** "within the last 90 days". */
    boolean isLately(int i) {
        int time = i + 1;
        while (clause.isOneOf(time, Lexicon.ARTICLES) || clause.isOneOf(time, TimeWords.RECENT)) {
            time++;
        }
        Amounts.Amount amount =
                clause.isOneOf(i, TimeWords.SPANNING) && time > i + 1 ? Amounts.at(clause.tokens(), time) : null;
        return amount != null && amount.isTime();
    }

    /** A date as the last word. */
    boolean isDate(int from) {
        int last = clause.size() - 1;
        boolean month = from <= last - 1
                && (clause.isOneOf(last, TimeWords.MONTHS) || clause.isOneOf(last - 1, TimeWords.MONTHS))
                && (clause.at(last).number().isPresent()
                        || clause.at(last - 1).number().isPresent());
        if (month) {
            return true;
        }
        return from <= last && DATE.matcher(clause.at(last).text()).matches();
    }

    /** "by 04:30", "before 7 am". */
    boolean isDeadline(int i) {
        return clause.isOneOf(i, CheckWords.DEADLINES) && i + 1 < clause.size() && isClock(i + 1);
    }

    private boolean isClock(int i) {
        Token token = clause.at(i);
        return Character.isDigit(token.text().charAt(0))
                && (token.text().indexOf(':') > 0
                        || clause.isOneOf(i + 1, TimeWords.CLOCKS)
                        || token.key().endsWith("am")
                        || token.key().endsWith("pm"));
    }
}
