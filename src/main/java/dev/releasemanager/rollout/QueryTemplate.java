package dev.releasemanager.rollout;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query or an address with places to fill, such as {@code {{component}}}. What is filled in comes from people; it is
 * written so that it stays one value, whatever it is: escaped within a string of PromQL, encoded in an address.
 */
public final class QueryTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z_]*)\\s*}}");
    private static final Pattern REGEX_MATCHER = Pattern.compile("(=~|!~)\\s*$");
    private static final String META = "\\.+*?()|[]{}^$";

    /** What may stand between the braces. */
    public enum Place {
        RELEASE("release"),
        COMPONENT("component"),
        STAGE("stage"),
        /** In percent, without its sign. */
        SHARE("share"),
        /** For PromQL a duration such as {@code 1800s}, in an address a number of seconds. */
        SPAN("span"),
        /** Where the span begins, in seconds since 1970. */
        FROM("from"),
        /** Where it ends. */
        UNTIL("until");

        private final String word;

        Place(String word) {
            this.word = word;
        }

        private static Optional<Place> find(String word) {
            for (Place place : values()) {
                if (place.word.equals(word)) {
                    return Optional.of(place);
                }
            }
            return Optional.empty();
        }

        /** Written by people, so that it can be anything. */
        private boolean isFree() {
            return this == RELEASE || this == COMPONENT || this == STAGE;
        }
    }

    /** How what is filled in is written. */
    private enum Quoting {
        BARE,
        STRING,
        REGEX,
        RAW,
        ENCODED
    }

    private record Part(String before, Place place, Quoting quoting, char quote) {}

    private final String text;
    private final List<Part> parts;
    private final String rest;

    private QueryTemplate(String text, List<Part> parts, String rest) {
        this.text = text;
        this.parts = List.copyOf(parts);
        this.rest = rest;
    }

    /**
     * A query of PromQL.
     *
     * @throws IllegalArgumentException with words for whoever wrote it
     */
    public static QueryTemplate promql(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int from = 0;
        char quote = 0;
        Quoting quoting = Quoting.BARE;
        while (places.find()) {
            for (int i = from; i < places.start(); i++) {
                char c = text.charAt(i);
                if (quote == 0 && (c == '"' || c == '\'' || c == '`')) {
                    quote = c;
                    boolean regex = REGEX_MATCHER.matcher(text.substring(0, i)).find();
                    quoting = c == '`' ? Quoting.RAW : regex ? Quoting.REGEX : Quoting.STRING;
                } else if (quote != 0 && c == '\\' && quote != '`') {
                    i++;
                } else if (quote != 0 && c == quote) {
                    quote = 0;
                    quoting = Quoting.BARE;
                }
            }
            Place place = place(places.group(1));
            if (quoting == Quoting.BARE && place.isFree()) {
                throw new IllegalArgumentException(
                        "{{" + place.word + "}} stands outside of quotes; accepted: as (part of)"
                                + " a label's value, such as app=\"{{" + place.word + "}}\"");
            }
            parts.add(new Part(text.substring(from, places.start()), place, quoting, quote));
            from = places.end();
        }
        return new QueryTemplate(text, parts, text.substring(from));
    }

    /**
     * The part of an address behind its host.
     *
     * @throws IllegalArgumentException with words for whoever wrote it
     */
    public static QueryTemplate path(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int from = 0;
        while (places.find()) {
            parts.add(
                    new Part(text.substring(from, places.start()), place(places.group(1)), Quoting.ENCODED, (char) 0));
            from = places.end();
        }
        return new QueryTemplate(text, parts, text.substring(from));
    }

    private static Place place(String word) {
        return Place.find(word)
                .orElseThrow(() -> new IllegalArgumentException("{{" + word + "}} is not known; accepted: {{release}},"
                        + " {{component}}, {{stage}}, {{share}}, {{span}}, {{from}}, {{until}}"));
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    public boolean names(Place place) {
        return parts.stream().anyMatch(part -> part.place() == place);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QueryTemplate template && template.text.equals(text) && template.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** Empty if a value can't be written there so that it stays itself. */
    public Optional<String> fill(Question question) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            String value = value(part.place(), question, part.quoting());
            Optional<String> written = written(value, part);
            if (written.isEmpty()) {
                return Optional.empty();
            }
            filled.append(part.before()).append(written.get());
        }
        return Optional.of(filled.append(rest).toString());
    }

    private static String value(Place place, Question question, Quoting quoting) {
        return switch (place) {
            case RELEASE -> question.release().value();
            case COMPONENT -> question.component();
            case STAGE -> question.stage();
            case SHARE -> Integer.toString(question.share());
            case SPAN ->
                quoting == Quoting.ENCODED
                        ? seconds(question.span())
                        : question.span().toMillis() + "ms";
            case FROM -> seconds(question.at().minus(question.span()));
            case UNTIL -> seconds(question.at());
        };
    }

    private static Optional<String> written(String value, Part part) {
        return switch (part.quoting()) {
            case BARE -> Optional.of(value);
            case STRING -> Optional.of(escaped(value, part.quote()));
            case REGEX -> Optional.of(escaped(literal(value), part.quote()));
            case RAW -> value.indexOf('`') >= 0 ? Optional.empty() : Optional.of(value);
            case ENCODED -> value.equals(".") || value.equals("..") ? Optional.empty() : Optional.of(encoded(value));
        };
    }

    private static String escaped(String value, char quote) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || c == quote) {
                escaped.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String literal(String value) {
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            if (META.indexOf(value.charAt(i)) >= 0) {
                literal.append('\\');
            }
            literal.append(value.charAt(i));
        }
        return literal.toString();
    }

    /** By RFC 3986: all but the unreserved letters as bytes of UTF-8. */
    public static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** With three decimals at most, without an exponent. */
    public static String seconds(Instant at) {
        return seconds(Duration.between(Instant.EPOCH, at));
    }

    /** Likewise. */
    public static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
