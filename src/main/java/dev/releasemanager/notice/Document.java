package dev.releasemanager.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a message says, from top to bottom: headings, text, lists, facts and the choices that a person has. A document
 * carries its full meaning in its text: emoji and colour are never the only carrier. Immutable.
 */
public record Document(List<Part> parts) {
    public Document {
        parts = List.copyOf(parts);
    }

    /** One piece of a document. */
    public sealed interface Part {}

    /** A title; plain text, at most 150 characters are shown. */
    public record Heading(String text) implements Part {}

    /** A paragraph. */
    public record Paragraph(Words words) implements Part {}

    /** A list; in order if numbered. */
    public record Items(List<Words> items, boolean numbered) implements Part {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Labelled values side by side where there is room. */
    public record Facts(List<Fact> facts) implements Part {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /** One labelled value. */
    public record Fact(String label, Words value) {}

    /** A small line that stands back: as of when, where it comes from. */
    public record Aside(Words words) implements Part {}

    /** A line across. */
    public record Rule() implements Part {}

    /** Buttons. */
    public record Choices(List<Choice> choices) implements Part {
        public Choices {
            choices = List.copyOf(choices);
        }
    }

    /** A paragraph with the one button that belongs to it. */
    public record Row(Words words, Choice choice) implements Part {}

    /**
     * A button: a verb and its outcome.
     *
     * @param act what it asks for, such as {@code answer_ready}; becomes the action's id
     * @param value what it is about, such as {@code PAY-12:2:payments}; compared with the truth when it is clicked
     * @param label what stands on it, at most 30 characters are sure to be seen on a phone
     * @param said what a screen reader says instead of the label where several look alike, else the label itself
     * @param asks a question to be confirmed first, if any
     */
    public record Choice(String act, String value, String label, Weight weight, String said, Optional<Question> asks) {
        public static Choice of(String act, String value, String label) {
            return new Choice(act, value, label, Weight.PLAIN, label, Optional.empty());
        }

        public Choice primary() {
            return new Choice(act, value, label, Weight.PRIMARY, said, asks);
        }

        public Choice danger() {
            return new Choice(act, value, label, Weight.DANGER, said, asks);
        }

        public Choice said(String words) {
            return new Choice(act, value, label, weight, words, asks);
        }

        public Choice asking(Question question) {
            return new Choice(act, value, label, weight, said, Optional.of(question));
        }
    }

    /** How a button weighs: at most one primary in a set, danger only for what stops or undoes. */
    public enum Weight {
        PLAIN,
        PRIMARY,
        DANGER
    }

    /** "Are you sure": its title, what will happen, and what the two buttons say. */
    public record Question(String title, String text, String yes, String no) {}

    public static Builder builder() {
        return new Builder();
    }

    /** A document of one paragraph. */
    public static Document of(Words words) {
        return builder().paragraph(words).build();
    }

    /** A document of one plain paragraph. */
    public static Document of(String text) {
        return of(Words.of(text));
    }

    /** Collects parts in order. Not for several threads. */
    public static final class Builder {
        private final List<Part> parts = new ArrayList<>();

        private Builder() {}

        public Builder heading(String text) {
            return add(new Heading(text));
        }

        public Builder paragraph(Words words) {
            return add(new Paragraph(words));
        }

        public Builder paragraph(String text) {
            return add(new Paragraph(Words.of(text)));
        }

        public Builder items(List<Words> items) {
            return items.isEmpty() ? this : add(new Items(items, false));
        }

        public Builder numbered(List<Words> items) {
            return items.isEmpty() ? this : add(new Items(items, true));
        }

        public Builder facts(List<Fact> facts) {
            return facts.isEmpty() ? this : add(new Facts(facts));
        }

        public Builder aside(Words words) {
            return add(new Aside(words));
        }

        public Builder aside(String text) {
            return add(new Aside(Words.of(text)));
        }

        public Builder rule() {
            return add(new Rule());
        }

        public Builder choices(List<Choice> choices) {
            return choices.isEmpty() ? this : add(new Choices(choices));
        }

        public Builder choices(Choice... choices) {
            return choices(List.of(choices));
        }

        public Builder row(Words words, Choice choice) {
            return add(new Row(words, choice));
        }

        public Builder add(Part part) {
            parts.add(part);
            return this;
        }

        public Builder all(Document other) {
            parts.addAll(other.parts());
            return this;
        }

        public Document build() {
            return new Document(parts);
        }
    }
}
