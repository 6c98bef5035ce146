package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** What a number counts. Units of one dimension are compared with each other exactly; others aren't compared at all. */
public enum Unit {
    ONE("", Dimension.NUMBER, "1"),
    PERCENT("%", Dimension.NUMBER, "0.01"),
    PERMILLE("‰", Dimension.NUMBER, "0.001"),
    /** A difference of two percentages; as a tolerance it isn't taken of the baseline. */
    PERCENTAGE_POINT("pp", Dimension.NUMBER, "0.01"),

    MICROSECOND("µs", Dimension.TIME, "0.000001"),
    MILLISECOND("ms", Dimension.TIME, "0.001"),
    SECOND("s", Dimension.TIME, "1"),
    MINUTE("min", Dimension.TIME, "60"),
    HOUR("h", Dimension.TIME, "3600"),
    DAY("d", Dimension.TIME, "86400"),

    BYTE("B", Dimension.SIZE, "1"),
    KILOBYTE("kB", Dimension.SIZE, "1000"),
    MEGABYTE("MB", Dimension.SIZE, "1000000"),
    GIGABYTE("GB", Dimension.SIZE, "1000000000"),
    TERABYTE("TB", Dimension.SIZE, "1000000000000"),
    KIBIBYTE("KiB", Dimension.SIZE, "1024"),
    MEBIBYTE("MiB", Dimension.SIZE, "1048576"),
    GIBIBYTE("GiB", Dimension.SIZE, "1073741824"),

    PER_SECOND("/s", Dimension.RATE, "86400"),
    PER_MINUTE("/min", Dimension.RATE, "1440"),
    PER_HOUR("/h", Dimension.RATE, "24"),
    PER_DAY("/d", Dimension.RATE, "1"),

    BYTE_PER_SECOND("B/s", Dimension.FLOW, "1"),
    KILOBYTE_PER_SECOND("kB/s", Dimension.FLOW, "1000"),
    MEGABYTE_PER_SECOND("MB/s", Dimension.FLOW, "1000000"),
    GIGABYTE_PER_SECOND("GB/s", Dimension.FLOW, "1000000000");

    /** Plain numbers and shares of one are one dimension: 0.1 % is 0.001. */
    public enum Dimension {
        NUMBER,
        TIME,
        SIZE,
        RATE,
        FLOW
    }

    private final String symbol;
    private final Dimension dimension;
    private final BigDecimal factor;

    Unit(String symbol, Dimension dimension, String factor) {
        this.symbol = symbol;
        this.dimension = dimension;
        this.factor = new BigDecimal(factor);
    }

    /** As it is written behind a number; empty for a plain number. */
    public String symbol() {
        return symbol;
    }

    /** The unit with this symbol; empty for a plain number's, which has none. */
    public static Optional<Unit> find(String symbol) {
        return Arrays.stream(values())
                .filter(unit -> !symbol.isEmpty() && unit.symbol.equals(symbol))
                .findFirst();
    }

    public Dimension dimension() {
        return dimension;
    }

    /** How many of the dimension's smallest common unit it is; rates are counted per day, so that each is a whole number. */
    BigDecimal factor() {
        return factor;
    }
}
