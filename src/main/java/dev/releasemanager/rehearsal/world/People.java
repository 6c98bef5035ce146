package dev.releasemanager.rehearsal.world;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All people of the workspace, in the order of the description. Guarded by the world's lock. */
public final class People {

    private final Map<String, Person> byId = new LinkedHashMap<>();

    Person add(WorkspaceDescription.Person about) {
        Person person = new Person(about, byId.size());
        if (byId.putIfAbsent(about.id(), person) != null) {
            throw new IllegalArgumentException("two people have the id " + about.id());
        }
        return person;
    }

    public Collection<Person> all() {
        return byId.values();
    }

    public Optional<Person> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** By id, else by handle (with or without the at sign). */
    public Optional<Person> findByName(String idOrHandle) {
        String handle = idOrHandle.startsWith("@") ? idOrHandle.substring(1) : idOrHandle;
        return find(idOrHandle).or(() -> byId.values().stream()
                .filter(person -> person.handle().equals(handle))
                .findFirst());
    }

    public Optional<Person> findByEmail(String email) {
        String wanted = email.strip().toLowerCase(Locale.ROOT);
        return byId.values().stream()
                .filter(person ->
                        person.about().email().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
