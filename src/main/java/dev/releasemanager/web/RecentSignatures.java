package dev.releasemanager.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** The last few thousand signatures, only to notice in the log that one came again. Safe for use by many threads. */
final class RecentSignatures {
    private static final int KEPT = 4096;

    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KEPT;
        }
    };

    /** Whether it wasn't there yet. */
    synchronized boolean addIfNew(String signature) {
        return seen.put(signature, true) == null;
    }
}
