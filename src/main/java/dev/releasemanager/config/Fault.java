package dev.releasemanager.config;

/**
 * One thing that is wrong with a setting, in words for the operator.
 *
 * @param source the file's name, or {@code environment}
 * @param line counted from 1; 0 where the source has no lines
 * @param column counted from 1; 0 where the source has no lines
 * @param path where it stands, as in {@code teams.payments.ask.people}; empty for the file as a whole
 * @param message the value seen (never a secret), what is accepted, and the cure
 */
public record Fault(String source, int line, int column, String path, String message) {

    /** As printed by {@code check-config} and at the start: {@code release-manager.yaml:27:13: teams.payments: …}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(source);
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        text.append(": ");
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        return text.append(message).toString();
    }
}
