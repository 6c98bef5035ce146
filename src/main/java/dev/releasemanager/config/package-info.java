/**
 * What the operator decides: the environment of {@code serve}, and the policy in {@code config/release-manager.yaml} as
 * typed, validated values that know the line they came from. Everything that is wrong is told at once and in words that
 * name the cure; nothing here throws because of what a file or a variable holds. It may use Jackson, SnakeYAML (which
 * Jackson's YAML brings along, for the lines of every node) and SLF4J, and no other package of ours: settings are
 * strings, durations and lists, and the wiring turns them into the domain's ids.
 */
@NullMarked
package dev.releasemanager.config;

import org.jspecify.annotations.NullMarked;
