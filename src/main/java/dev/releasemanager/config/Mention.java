package dev.releasemanager.config;

/**
 * One place of the file that names a person, group or channel, so that {@code check-config --slack} can say where the one
 * stands that it can't find.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param path as in {@code teams.payments.members}
 */
public record Mention(Reference reference, int line, int column, String path) {

    /** The fault of this place: what was written there and what is wrong with it. */
    public Fault fault(String source, String message) {
        return new Fault(source, line, column, path, '"' + reference.text() + "\" " + message);
    }
}
