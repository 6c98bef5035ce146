package dev.releasemanager.rollout;

import java.time.Instant;

/**
 * An observation in its place: one for each condition, side of a comparison and moment of a bake. What is stored first
 * stands.
 *
 * @param run the stage's run, by its number
 * @param bake by its number within the run
 * @param condition the {@link Watched#id()}
 * @param wording of the condition then
 * @param takenAt when it was asked for; the observation itself speaks of another moment
 */
public record Observed(
        int run,
        int bake,
        String condition,
        String wording,
        Question.Standpoint standpoint,
        Observation observation,
        Instant takenAt) {}
