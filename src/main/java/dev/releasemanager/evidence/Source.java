package dev.releasemanager.evidence;

import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;

/**
 * One thing that can be asked for one measure. Thread-safe; answers within its time limit, never throws, and never answers a
 * value that it isn't sure of.
 */
interface Source {
    Observation ask(Question question);
}
