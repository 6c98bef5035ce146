package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a number counts. Units of one dimension are compared with each other exactly; others aren't compared at all. Those
 * that are constants here are known; any other symbol (mA, dB, EUR) is a unit of its own, compared only with itself.
 */
public final class Unit implements Comparable<Unit> {
    private static final List<Unit> KNOWN = new ArrayList<>();

    /** Characters of a symbol. */
    private static final int LONGEST = 12;

    /** Symbols that could be words, were it not for the number ahead of them. */
    private static final Set<String> SMALL = Set.of(
            ("g kg mg t l ml mm cm km ft lx lux fps dpi ppm ppb bpm mph kbps mbps gbps kbit mbit gbit pa hpa kpa Nm Pa W nm"
                            + " volt volts watt watts amp amps ampere amperes celsius kelvin")
                    .split(" "));

    private static final Map<String, String> CURRENCIES = Map.ofEntries(
            Map.entry("$", "USD"),
            Map.entry("usd", "USD"),
            Map.entry("dollar", "USD"),
            Map.entry("dollars", "USD"),
            Map.entry("€", "EUR"),
            Map.entry("eur", "EUR"),
            Map.entry("euro", "EUR"),
            Map.entry("euros", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("gbp", "GBP"),
            Map.entry("pounds", "GBP"));

    private static final Set<String> FURTHER_CURRENCIES =
            Set.of("chf", "sek", "nok", "dkk", "pln", "czk", "jpy", "cad", "aud", "nzd", "inr", "brl");

    public static final Unit ONE = known("ONE", "", Dimension.NUMBER, "1");
    public static final Unit PERCENT = known("PERCENT", "%", Dimension.NUMBER, "0.01");
    public static final Unit PERMILLE = known("PERMILLE", "‰", Dimension.NUMBER, "0.001");
    /** A difference of two percentages; as a tolerance it isn't taken of the baseline. */
    public static final Unit PERCENTAGE_POINT = known("PERCENTAGE_POINT", "pp", Dimension.NUMBER, "0.01");

    public static final Unit MICROSECOND = known("MICROSECOND", "µs", Dimension.TIME, "0.000001");
    public static final Unit MILLISECOND = known("MILLISECOND", "ms", Dimension.TIME, "0.001");
    public static final Unit SECOND = known("SECOND", "s", Dimension.TIME, "1");
    public static final Unit MINUTE = known("MINUTE", "min", Dimension.TIME, "60");
    public static final Unit HOUR = known("HOUR", "h", Dimension.TIME, "3600");
    public static final Unit DAY = known("DAY", "d", Dimension.TIME, "86400");

    public static final Unit BYTE = known("BYTE", "B", Dimension.SIZE, "1");
    public static final Unit KILOBYTE = known("KILOBYTE", "kB", Dimension.SIZE, "1000");
    public static final Unit MEGABYTE = known("MEGABYTE", "MB", Dimension.SIZE, "1000000");
    public static final Unit GIGABYTE = known("GIGABYTE", "GB", Dimension.SIZE, "1000000000");
    public static final Unit TERABYTE = known("TERABYTE", "TB", Dimension.SIZE, "1000000000000");
    public static final Unit KIBIBYTE = known("KIBIBYTE", "KiB", Dimension.SIZE, "1024");
    public static final Unit MEBIBYTE = known("MEBIBYTE", "MiB", Dimension.SIZE, "1048576");
    public static final Unit GIBIBYTE = known("GIBIBYTE", "GiB", Dimension.SIZE, "1073741824");

    public static final Unit PER_SECOND = known("PER_SECOND", "/s", Dimension.RATE, "86400");
    public static final Unit PER_MINUTE = known("PER_MINUTE", "/min", Dimension.RATE, "1440");
    public static final Unit PER_HOUR = known("PER_HOUR", "/h", Dimension.RATE, "24");
    public static final Unit PER_DAY = known("PER_DAY", "/d", Dimension.RATE, "1");

    public static final Unit BYTE_PER_SECOND = known("BYTE_PER_SECOND", "B/s", Dimension.FLOW, "1");
    public static final Unit KILOBYTE_PER_SECOND = known("KILOBYTE_PER_SECOND", "kB/s", Dimension.FLOW, "1000");
    public static final Unit MEGABYTE_PER_SECOND = known("MEGABYTE_PER_SECOND", "MB/s", Dimension.FLOW, "1000000");
    public static final Unit GIGABYTE_PER_SECOND = known("GIGABYTE_PER_SECOND", "GB/s", Dimension.FLOW, "1000000000");

    /** Plain numbers and shares of one are one dimension: 0.1 % is 0.001. */
    public enum Dimension {
        NUMBER,
        TIME,
        SIZE,
        RATE,
        FLOW,
        /** Anything else: two of them are the same only if their symbol is. */
        OTHER
    }

    private final String name;
    private final String symbol;
    private final Dimension dimension;
    private final BigDecimal factor;
    private final int place;

    private Unit(String name, String symbol, Dimension dimension, String factor, int place) {
        this.name = name;
        this.symbol = symbol;
        this.dimension = dimension;
        this.factor = new BigDecimal(factor);
        this.place = place;
    }

    private static Unit known(String name, String symbol, Dimension dimension, String factor) {
        Unit unit = new Unit(name, symbol, dimension, factor, KNOWN.size());
        KNOWN.add(unit);
        return unit;
    }

    /** Those that are known, smaller ones of a dimension first. */
    public static Unit[] values() {
        return KNOWN.toArray(Unit[]::new);
    }

    /**
     * The unit of this {@link #name()}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Unit valueOf(String name) {
        return KNOWN.stream()
                .filter(unit -> unit.name.equals(name))
                .findFirst()
                .or(() -> findOther(name))
                .orElseThrow(() -> new IllegalArgumentException("no unit: " + name));
    }

    /** The unit with this symbol; empty for a plain number's, which has none, and for what is no symbol. */
    public static Optional<Unit> find(String symbol) {
        return KNOWN.stream()
                .filter(unit -> !symbol.isEmpty() && unit.symbol.equals(symbol))
                .findFirst()
                .or(() -> findOther(symbol));
    }

    /** A unit that isn't known, by its symbol as it is written behind a number; empty if that looks like a word. */
    static Optional<Unit> findOther(String written) {
        int stroke = written.indexOf('/');
        String base = stroke < 0 ? written : written.substring(0, stroke);
        String currency = currency(base);
        boolean plural = base.length() > 2 && base.endsWith("s") && !SMALL.contains(base.toLowerCase(Locale.ROOT));
        boolean symbol = currency != null
                || (!plural && isSymbol(base))
                || (stroke > 0 && !plural && base.length() <= 4 && isLetters(base));
        boolean ratio = stroke < 0
                || (stroke > 0 && written.length() - stroke <= 4 && isLetters(written.substring(stroke + 1)));
        if (!symbol || !ratio || written.length() > LONGEST) {
            return Optional.empty();
        }
        String canonical = (currency == null ? base : currency) + (stroke < 0 ? "" : written.substring(stroke));
        return Optional.of(new Unit(canonical, canonical, Dimension.OTHER, "1", Integer.MAX_VALUE));
    }

    private static @Nullable String currency(String text) {
        String key = text.toLowerCase(Locale.ROOT);
        return FURTHER_CURRENCIES.contains(key) ? text.toUpperCase(Locale.ROOT) : CURRENCIES.get(key);
    }

    /** mA, dB, kWh, °C: a capital that no word would have there. */
    private static boolean isSymbol(String text) {
        if (SMALL.contains(text.length() < 3 ? text : text.toLowerCase(Locale.ROOT))) {
            return true;
        }
        String letters = text.startsWith("°") || text.startsWith("µ") ? text.substring(1) : text;
        boolean marked = letters.length() < text.length() || text.indexOf('Ω') >= 0;
        return letters.length() <= 4 && isLetters(letters) && (marked || hasInnerCapital(letters));
    }

    private static boolean hasInnerCapital(String letters) {
        boolean inner = false;
        boolean small = Character.isLowerCase(letters.charAt(0));
        for (int i = 1; i < letters.length(); i++) {
            inner |= Character.isUpperCase(letters.charAt(i));
            small |= Character.isLowerCase(letters.charAt(i));
        }
        return inner && small;
    }

    private static boolean isLetters(String text) {
        boolean letters = !text.isEmpty();
        for (int i = 0; i < text.length() && letters; i++) {
            letters = Character.isLetter(text.charAt(i));
        }
        return letters;
    }

    /** Of a known one its constant's, of another one its symbol: as it is kept. */
    public String name() {
        return name;
    }

    /** As it is written behind a number; empty for a plain number. */
    public String symbol() {
        return symbol;
    }

    public Dimension dimension() {
        return dimension;
    }

    /** Whether quantities of the two can be compared. */
    public boolean isComparableWith(Unit other) {
        return dimension == Dimension.OTHER ? equals(other) : dimension == other.dimension;
    }

    /** How many of the dimension's smallest common unit it is; rates are counted per day, so that each is a whole number. */
    BigDecimal factor() {
        return factor;
    }

    @Override
    public int compareTo(Unit other) {
        return place == other.place ? symbol.compareTo(other.symbol) : Integer.compare(place, other.place);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Unit unit && name.equals(unit.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
