package dev.releasemanager.criteria;

/** How the measured value must stand to its bound. */
public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    EQUAL("="),
    AT_LEAST(">="),
    GREATER(">");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    /** @throws IllegalArgumentException if there is no such sign */
    public static Comparison of(String sign) {
        for (Comparison comparison : values()) {
            if (comparison.sign.equals(sign)) {
                return comparison;
            }
        }
        throw new IllegalArgumentException("no such comparison: " + sign);
    }

    /** @param order of the observed value against the bound, as {@code compareTo} gives it */
    boolean holds(int order) {
        return switch (this) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case EQUAL -> order == 0;
            case AT_LEAST -> order >= 0;
            case GREATER -> order > 0;
        };
    }

    /** What is true when this isn't: "does not exceed" is "at most". Equality has no single opposite and stays. */
    Comparison negated() {
        return switch (this) {
            case LESS -> AT_LEAST;
            case AT_MOST -> GREATER;
            case EQUAL -> EQUAL;
            case AT_LEAST -> LESS;
            case GREATER -> AT_MOST;
        };
    }

    /** Seen from the other side: "at most 5 % below" is at least 95 %. */
    Comparison turned() {
        return switch (this) {
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case EQUAL -> EQUAL;
            case AT_LEAST -> AT_MOST;
            case GREATER -> LESS;
        };
    }

    boolean isUpper() {
        return this == LESS || this == AT_MOST;
    }
}
