package dev.releasemanager.criteria;

/**
 * Where a clause measures.
 *
 * @param environment whether it is just an environment, and no list, dashboard or other thing of a name
 */
record PlacePart(String text, boolean environment) {
    static PlacePart environment(String name) {
        return new PlacePart(name, true);
    }
}
