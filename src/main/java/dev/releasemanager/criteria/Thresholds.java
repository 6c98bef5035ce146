package dev.releasemanager.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Several thresholds in one sentence, parted by strokes: "p50 / p95 / p99 of search <= 80 / 250 / 600 ms". */
final class Thresholds {
    private static final Pattern NUMBERS = Pattern.compile(
            "(?:<=?|>=?|≤|≥|=|below|under|above|than|most|least)\\s*(\\d[\\d.,]*(?:\\s*/\\s*\\d[\\d.,]*)+)(?![\\w/])");

    private static final Pattern NAMES = Pattern.compile("[\\w.%-]+(?:\\s*/\\s*[\\w.%-]+)+");

    private Thresholds() {}

    /**
     * The same sentence with each of them alone. No sentences if it isn't said what each is of; empty if there is one
     * threshold.
     */
    static Optional<List<String>> split(String sentence, Clause clause) {
        if (sentence.indexOf('/') < 0
                || sentence.indexOf('/') == sentence.lastIndexOf('/')
                || clause.tokens().stream().anyMatch(Token::isQuoted)) {
            return Optional.empty();
        }
        Matcher numbers = NUMBERS.matcher(sentence);
        if (!numbers.find()) {
            return Optional.empty();
        }
        String[] values = numbers.group(1).split("/", -1);
        Matcher names = NAMES.matcher(sentence.substring(0, numbers.start(1)));
        while (names.find()) {
            String[] of = names.group().split("/", -1);
            if (of.length == values.length) {
                List<String> each = new ArrayList<>();
                for (int i = 0; i < of.length; i++) {
                    each.add(sentence.substring(0, names.start())
                            + of[i].strip()
                            + sentence.substring(names.end(), numbers.start(1))
                            + values[i].strip()
                            + sentence.substring(numbers.end(1)));
                }
                return Optional.of(each);
            }
        }
        return Optional.of(List.of());
    }
}
