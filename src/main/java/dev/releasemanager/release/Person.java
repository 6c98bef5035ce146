package dev.releasemanager.release;

import java.time.ZoneId;

/**
 * Somebody in the workspace, as the directory knows them now.
 *
 * @param name what they are called, for reading; a mention is made from the id
 * @param zone their own time zone
 * @param active false once they have left the workspace
 * @param guest guests may look at nothing and do nothing
 */
public record Person(PersonId id, String name, ZoneId zone, boolean active, boolean guest) {}
