package dev.releasemanager.release;

import java.util.List;

/**
 * People of whom always somebody is there: what is asked of a rota is asked of everybody in it, and whoever answers first
 * answers for all.
 *
 * @param title what people call it
 * @param people those whom the workspace has, each once, in the configuration's order; who has left is among them until
 *     the configuration or the group says otherwise
 */
public record Rota(RotaId id, String title, List<PersonId> people) {
    public static final int TITLE_LIMIT = 60;

    public Rota {
        people = List.copyOf(people);
    }
}
