package dev.releasemanager.manifest;

import java.util.List;

/**
 * Components that may be deployed in parallel, for none of them needs another.
 *
 * @param number counts from 1, in the order in which they go; in a rollback, in the order in which they are undone
 * @param components by name
 */
public record Wave(int number, List<String> components) {
    public Wave {
        components = List.copyOf(components);
    }
}
