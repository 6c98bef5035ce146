package dev.releasemanager.rehearsal.world;

import java.time.Instant;

/** What Slack itself tells one person: time-outs and errors. {@code level} is {@code error} or {@code info}. */
public record Toast(String id, String level, String text, Instant at) {}
