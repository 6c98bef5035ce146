package dev.releasemanager.notice;

/**
 * One answer for each kind of part of a document. Whoever turns documents into something (Block Kit, plain text,
 * Markdown) implements this, so that a new kind of part is missed by nobody.
 *
 * @param <R> what a part is turned into
 */
public interface PartVisitor<R> {
    R heading(Document.Heading heading);

    R paragraph(Document.Paragraph paragraph);

    R items(Document.Items items);

    R facts(Document.Facts facts);

    R aside(Document.Aside aside);

    R rule(Document.Rule rule);

    R choices(Document.Choices choices);

    R row(Document.Row row);

    /** What this visitor makes of a part. */
    default R visit(Document.Part part) {
        if (part instanceof Document.Heading heading) {
            return heading(heading);
        }
        if (part instanceof Document.Paragraph paragraph) {
            return paragraph(paragraph);
        }
        if (part instanceof Document.Items items) {
            return items(items);
        }
        if (part instanceof Document.Facts facts) {
            return facts(facts);
        }
        if (part instanceof Document.Aside aside) {
            return aside(aside);
        }
        if (part instanceof Document.Rule rule) {
            return rule(rule);
        }
        if (part instanceof Document.Choices choices) {
            return choices(choices);
        }
        if (part instanceof Document.Row row) {
            return row(row);
        }
        throw new IllegalStateException("a part that no visitor knows: " + part.getClass());
    }
}
