package dev.releasemanager.notice;

import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of text in spans. What people typed goes into a span as it is: the renderer escapes, nobody else does. Immutable;
 * each method gives new words with one more span at the end.
 */
public record Words(List<Span> spans) {
    public Words {
        spans = List.copyOf(spans);
    }

    /** A piece of text of one kind. */
    public sealed interface Span {}

    /** One that has a text of its own; the others are shown as Slack, or whoever shows them, names what they point at. */
    public sealed interface Written extends Span {
        String text();
    }

    /** Text as it is. A line break is a line break. */
    public record Plain(String text) implements Written {}

    /** Text that stands out. */
    public record Strong(String text) implements Written {}

    /** Text that stands back: an aside, a quotation. */
    public record Soft(String text) implements Written {}

    /** Text to be typed or compared letter by letter: a command, a digest. */
    public record Code(String text) implements Written {}

    /** A person by name; mentioning notifies them where they can read it. */
    public record Mention(PersonId person) implements Span {}

    /** A channel by name. */
    public record Channel(ChannelId channel) implements Span {}

    /**
     * A moment, shown to each reader in the reader's own zone where the medium can.
     *
     * @param zone for readers whose zone isn't known: the release's
     */
    public record Moment(Instant at, ZoneId zone) implements Span {}

    /** A link with its words. Only http and https addresses become links; anything else is shown as text. */
    public record Link(String url, String text) implements Written {}

    public static Words of(String text) {
        return new Words(List.of(new Plain(text)));
    }

    public static Words none() {
        return new Words(List.of());
    }

    public static Words mentioning(PersonId person) {
        return none().mention(person);
    }

    public static Words strongly(String text) {
        return none().strong(text);
    }

    public Words plain(String text) {
        return with(new Plain(text));
    }

    public Words strong(String text) {
        return with(new Strong(text));
    }

    public Words soft(String text) {
        return with(new Soft(text));
    }

    public Words code(String text) {
        return with(new Code(text));
    }

    public Words mention(PersonId person) {
        return with(new Mention(person));
    }

    public Words channel(ChannelId channel) {
        return with(new Channel(channel));
    }

    public Words moment(Instant at, ZoneId zone) {
        return with(new Moment(at, zone));
    }

    public Words link(String url, String text) {
        return with(new Link(url, text));
    }

    public Words with(Span span) {
        List<Span> longer = new ArrayList<>(spans);
        longer.add(span);
        return new Words(longer);
    }

    public Words with(Words more) {
        List<Span> longer = new ArrayList<>(spans);
        longer.addAll(more.spans);
        return new Words(longer);
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    /** Several people (or other words) as an enumeration: "A", "A and B", "A, B and C". */
    public static Words listing(List<Words> all) {
        Words listed = none();
        for (int i = 0; i < all.size(); i++) {
            if (i > 0) {
                listed = listed.plain(i == all.size() - 1 ? " and " : ", ");
            }
            listed = listed.with(all.get(i));
        }
        return listed;
    }
}
