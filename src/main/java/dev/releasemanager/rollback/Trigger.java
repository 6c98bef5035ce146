package dev.releasemanager.rollback;

/**
 * A condition that starts the rollback.
 *
 * @param condition in the standard form of a criterion
 * @param automatic whether the bot begins by itself when it is met
 */
public record Trigger(String condition, boolean automatic) {
    public static final int LIMIT = 300;
}
