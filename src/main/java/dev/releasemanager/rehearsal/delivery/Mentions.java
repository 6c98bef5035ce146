package dev.releasemanager.rehearsal.delivery;

import dev.releasemanager.rehearsal.world.Conversation;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.UserGroup;
import dev.releasemanager.rehearsal.world.World;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a person types into what the bot reads: escaped, with names as ids. Called with the lock held. */
final class Mentions {

    private static final Pattern NAME = Pattern.compile("(?<![\\w&;@#])([@#])([\\p{L}\\p{N}][\\p{L}\\p{N}._-]*)");
    private static final Pattern LINK = Pattern.compile("(?<![<|])\\bhttps?://[^\\s<>|]+");

    private final World world;

    Mentions(World world) {
        this.world = world;
    }

    static String escaped(String typed) {
        return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** As in a command with {@code should_escape}: {@code <@U1|name>}, {@code <#C1|name>}, {@code <https://…>}. */
    String inCommand(String typed) {
        return links(names(escaped(typed), true));
    }

    /** As in a message: {@code <@U1>}, {@code <#C1|name>}. */
    String inMessage(String typed) {
        return links(names(escaped(typed), false));
    }

    private static String links(String text) {
        return LINK.matcher(text).replaceAll(match -> Matcher.quoteReplacement("<" + match.group() + ">"));
    }

    private String names(String text, boolean withNames) {
        return NAME.matcher(text).replaceAll(match -> {
            String name = match.group(2).replaceAll("[._-]+$", "");
            String rest = match.group(2).substring(name.length());
            String replaced = match.group(1).equals("@") ? person(name, withNames) : channel(name);
            return Matcher.quoteReplacement(replaced.isEmpty() ? match.group() : replaced + rest);
        });
    }

    private String person(String name, boolean withNames) {
        Optional<Person> person = world.people().all().stream()
                .filter(one -> one.handle().equals(name))
                .findFirst();
        if (person.isPresent()) {
            return "<@" + person.get().id() + (withNames ? "|" + name : "") + ">";
        }
        Optional<UserGroup> group =
                world.groups().stream().filter(one -> one.handle().equals(name)).findFirst();
        if (group.isPresent()) {
            return "<!subteam^" + group.get().id() + "|@" + name + ">";
        }
        return switch (name) {
            case "here", "channel", "everyone" -> "<!" + name + ">";
            default -> "";
        };
    }

    private String channel(String name) {
        return world.conversations()
                .findByName(name)
                .filter(found -> !found.direct() && found.name().equals(name))
                .map(Conversation::id)
                .map(id -> "<#" + id + "|" + name + ">")
                .orElse("");
    }
}
