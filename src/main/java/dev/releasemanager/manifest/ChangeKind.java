package dev.releasemanager.manifest;

/**
 * What sort of change it is; the kind gives the risk (M1).
 *
 * @param id the configuration's name, such as {@code database-migration}
 * @param name to read, such as "database migration"
 */
public record ChangeKind(String id, String name, Risk risk) {
    /** A change of a database's shape or content: its reversal wants a test (M4), and what shares it ships together. */
    public boolean isMigration() {
        return id.contains("migration");
    }

    /** What nobody has classified is taken for high. */
    public static ChangeKind unclassified(String id) {
        return new ChangeKind(id, id.isBlank() ? "unclassified" : id, Risk.HIGH);
    }
}
