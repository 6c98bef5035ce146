package dev.releasemanager.rollback;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Rota;
import dev.releasemanager.release.RotaId;
import java.util.List;
import java.util.Optional;

/** Who carries a step out (M4): a real person, or a rota, of whom whoever comes first does it. */
public sealed interface Executor {
    /** One person. */
    record OfPerson(PersonId id) implements Executor {}

    /**
     * A rota.
     *
     * @param title as it was when it was named, to be read once the configuration no longer has it
     */
    record OfRota(RotaId id, String title) implements Executor {}

    String ROTA = "rota:";

    static Executor of(PersonId person) {
        return new OfPerson(person);
    }

    static Executor of(Rota rota) {
        return new OfRota(rota.id(), rota.title());
    }

    /** From what {@link #stored()} gave. */
    static Executor parse(String stored) {
        if (!stored.startsWith(ROTA)) {
            return of(new PersonId(stored));
        }
        String[] parts = stored.substring(ROTA.length()).split(" ", 2);
        return new OfRota(new RotaId(parts[0]), parts.length > 1 ? parts[1] : parts[0]);
    }

    /** The person's id, or the rota's with its title. */
    default String stored() {
        return this instanceof OfRota of ? text() + " " + of.title() : text();
    }

    /** What people confirm with it: the person's id, or the rota's; neither its title nor who is in it just now. */
    default String text() {
        return this instanceof OfRota of
                ? ROTA + of.id().value()
                : ((OfPerson) this).id().value();
    }

    default Optional<RotaId> rota() {
        return this instanceof OfRota of ? Optional.of(of.id()) : Optional.empty();
    }

    default Optional<PersonId> person() {
        return this instanceof OfPerson of ? Optional.of(of.id()) : Optional.empty();
    }

    /** Those who can be asked now; empty if the person has left, or everybody of the rota, or the rota is gone. */
    default List<PersonId> people(Roster roster) {
        return everybody(roster).stream().filter(roster::isPresent).toList();
    }

    default boolean isPresent(Roster roster) {
        return !people(roster).isEmpty();
    }

    /** Whether this person may speak for it. */
    default boolean includes(PersonId person, Roster roster) {
        return everybody(roster).contains(person);
    }

    private List<PersonId> everybody(Roster roster) {
        return person().map(List::of)
                .orElseGet(() -> rota().flatMap(roster::find).map(Rota::people).orElse(List.of()));
    }

    /** A name to read: the person's, or the rota's title. */
    default String name(Roster roster) {
        return this instanceof OfRota of
                ? roster.find(of.id()).map(Rota::title).orElse(of.title())
                : person().map(roster::nameOf).orElse("");
    }

    /** Why nobody can be asked, completing a sentence that has named the step; to be called if it isn't present. */
    default String absence(Roster roster) {
        if (person().isPresent()) {
            return name(roster) + " has left";
        }
        return rota().flatMap(roster::find).isPresent()
                ? "nobody of the rota " + name(roster) + " is left"
                : "the configuration no longer has the rota " + name(roster);
    }
}
