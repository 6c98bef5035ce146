package dev.releasemanager.release;

import java.util.Optional;

/**
 * A tracker of tickets that takes the summary of a completed release, as the configuration names it (M7).
 *
 * @param address http or https; the summary is posted to it
 * @param authorization the name of the environment variable that holds the header's whole value
 */
public record TrackerSystem(String address, Optional<String> authorization) {}
