package dev.releasemanager.slack.message;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.PartVisitor;
import dev.releasemanager.notice.Words;
import java.util.ArrayList;
import java.util.List;

/** Shorter versions of a document that say what they leave out. Knows nothing of Block Kit. */
final class Folding {
    /** What the name of a person, a channel or a moment takes, about. */
    private static final int NAME = 20;

    private Folding() {}

    /** Each list, table of facts and run of rows with at most that many entries, followed by how many more there are. */
    static Document entries(Document document, int most, String rest) {
        List<Document.Part> folded = new ArrayList<>();
        int rowsInARow = 0;
        int rowsLeftOut = 0;
        for (Document.Part part : document.parts()) {
            if (part instanceof Document.Row) {
                if (++rowsInARow <= most) {
                    folded.add(part);
                } else {
                    rowsLeftOut++;
                }
                continue;
            }
            if (rowsLeftOut > 0) {
                folded.add(more(rowsLeftOut, rest));
            }
            rowsInARow = 0;
            rowsLeftOut = 0;
            if (part instanceof Document.Items items && items.items().size() > most) {
                folded.add(new Document.Items(items.items().subList(0, most), items.numbered()));
                folded.add(more(items.items().size() - most, rest));
            } else if (part instanceof Document.Facts facts && facts.facts().size() > most) {
                folded.add(new Document.Facts(facts.facts().subList(0, most)));
                folded.add(more(facts.facts().size() - most, rest));
            } else {
                folded.add(part);
            }
        }
        if (rowsLeftOut > 0) {
            folded.add(more(rowsLeftOut, rest));
        }
        return new Document(folded);
    }

    /** The longest list, table of facts or run of rows. */
    static int longest(Document document) {
        int longest = 0;
        int rows = 0;
        for (Document.Part part : document.parts()) {
            rows = part instanceof Document.Row ? rows + 1 : 0;
            longest = Math.max(longest, rows);
            if (part instanceof Document.Items items) {
                longest = Math.max(longest, items.items().size());
            } else if (part instanceof Document.Facts facts) {
                longest = Math.max(longest, facts.facts().size());
            }
        }
        return longest;
    }

    /** Every run of words with at most that many letters. */
    static Document letters(Document document, int most) {
        PartVisitor<Document.Part> shorter = new PartVisitor<>() {
            @Override
            public Document.Part heading(Document.Heading heading) {
                return heading;
            }

            @Override
            public Document.Part paragraph(Document.Paragraph paragraph) {
                return new Document.Paragraph(cut(paragraph.words(), most));
            }

            @Override
            public Document.Part items(Document.Items items) {
                return new Document.Items(
                        items.items().stream().map(words -> cut(words, most)).toList(), items.numbered());
            }

            @Override
            public Document.Part facts(Document.Facts facts) {
                return new Document.Facts(facts.facts().stream()
                        .map(fact -> new Document.Fact(fact.label(), cut(fact.value(), most)))
                        .toList());
            }

            @Override
            public Document.Part aside(Document.Aside aside) {
                return new Document.Aside(cut(aside.words(), most));
            }

            @Override
            public Document.Part rule(Document.Rule rule) {
                return rule;
            }

            @Override
            public Document.Part choices(Document.Choices choices) {
                return choices;
            }

            @Override
            public Document.Part row(Document.Row row) {
                return new Document.Row(cut(row.words(), most), row.choice());
            }
        };
        return new Document(document.parts().stream().map(shorter::visit).toList());
    }

    /** Without the last parts but for the buttons, of which none is left out before all else is. */
    static Document parts(Document document, int leftOut, String rest) {
        List<Document.Part> kept = new ArrayList<>();
        int toDrop = leftOut;
        boolean said = false;
        List<Document.Part> parts = document.parts();
        for (int i = parts.size() - 1; i >= 0; i--) {
            Document.Part part = parts.get(i);
            if (toDrop > 0 && !(part instanceof Document.Choices)) {
                toDrop--;
                if (!said) {
                    said = true;
                    kept.add(0, new Document.Aside(Words.of("… and more; " + rest)));
                }
            } else {
                kept.add(0, part);
            }
        }
        return new Document(toDrop == 0 ? kept : kept.subList(Math.min(toDrop, kept.size()), kept.size()));
    }

    private static Document.Part more(int count, String rest) {
        return new Document.Aside(Words.of("… and " + count + " more; " + rest));
    }

    /** Words with at most about that many letters; mentions, channels and moments count as twenty and aren't cut. */
    static Words cut(Words words, int most) {
        List<Words.Span> kept = new ArrayList<>();
        int left = most;
        for (Words.Span span : words.spans()) {
            int length = span instanceof Words.Written written ? written.text().length() : NAME;
            if (length > left) {
                kept.addAll(shortened(span, left));
                return new Words(kept);
            }
            kept.add(span);
            left -= length;
        }
        return words;
    }

    private static List<Words.Span> shortened(Words.Span span, int most) {
        if (!(span instanceof Words.Written written) || written.text().isEmpty() || most < 2) {
            return List.of(new Words.Plain("…"));
        }
        String cut = TypedText.cut(TypedText.visible(written.text()), most);
        if (span instanceof Words.Strong) {
            return List.of(new Words.Strong(cut));
        }
        if (span instanceof Words.Soft) {
            return List.of(new Words.Soft(cut));
        }
        if (span instanceof Words.Code) {
            return List.of(new Words.Code(cut));
        }
        if (span instanceof Words.Link link) {
            return List.of(new Words.Link(link.url(), cut));
        }
        return List.of(new Words.Plain(cut));
    }
}
