package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.Optional;

/**
 * What is deployed as one unit, or an external system.
 *
 * @param name as it is written in a change
 * @param team who owns and deploys it; empty if nobody has said so
 * @param external nobody here deploys it: it stands in the picture and in the order of things, never in a wave
 * @param contact whom to ask about an external system
 */
public record Component(String name, Optional<TeamId> team, boolean external, Optional<String> contact)
        implements Comparable<Component> {
    public Component {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a component with a blank name");
        }
    }

    public static Component of(String name, TeamId team) {
        return new Component(name, Optional.of(team), false, Optional.empty());
    }

    public static Component ownedByNobody(String name) {
        return new Component(name, Optional.empty(), false, Optional.empty());
    }

    public static Component external(String name, String contact) {
        return new Component(name, Optional.empty(), true, Optional.of(contact).filter(text -> !text.isBlank()));
    }

    @Override
    public int compareTo(Component other) {
        return name.compareTo(other.name);
    }
}
