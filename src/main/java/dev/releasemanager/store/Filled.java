package dev.releasemanager.store;

import java.util.ArrayList;
import java.util.List;

/** Lists as they are bound to {@code in (<…>)}. */
final class Filled {
    private Filled() {}

    /** The last one again, up to a power of two, so that few different statements are prepared. */
    static <T> List<T> up(List<T> values) {
        List<T> filled = new ArrayList<>(values);
        while (Integer.bitCount(filled.size()) != 1) {
            filled.add(values.get(values.size() - 1));
        }
        return filled;
    }
}
