package dev.releasemanager.web;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How far something is behind: the age of the oldest thing that is due and not done, zero if there is none. It is
 * reported, never judged.
 *
 * @param name one word: "outbox", "timers"
 * @param behind asked at every probe and scrape; one that throws is reported as unknown
 */
public record Lag(String name, Supplier<Duration> behind) {}
