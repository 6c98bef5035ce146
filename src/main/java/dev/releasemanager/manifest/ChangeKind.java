package dev.releasemanager.manifest;

/**
 * What sort of change it is; the kind gives the risk (M1).
 *
 * @param id the configuration's name, such as {@code database-migration}
 * @param name to read, such as "database migration"
 */
public record ChangeKind(String id, String name, Risk risk) {
    /** What nobody has classified is taken for high. */
    public static ChangeKind unclassified(String id) {
        return new ChangeKind(id, id.isBlank() ? "unclassified" : id, Risk.HIGH);
    }
}
