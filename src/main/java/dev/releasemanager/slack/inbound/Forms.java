package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.Document;
import dev.releasemanager.slack.message.DocumentRenderer;
import dev.releasemanager.slack.message.Form;
import java.util.concurrent.atomic.AtomicLong;

/** Blank modals. Each drawing has ids of its own, so that Slack doesn't fill in what was typed into another. Thread-safe. */
final class Forms {
    static final String READ = "read";

    private final DocumentRenderer renderer;
    private final AtomicLong drawings = new AtomicLong(System.nanoTime() & 0xFFFFFF);

    Forms(DocumentRenderer renderer) {
        this.renderer = renderer;
    }

    Form form(String callbackId, String title, Memory memory) {
        return new Form(
                renderer,
                callbackId,
                title,
                memory.encode(),
                Long.toString(drawings.incrementAndGet(), Character.MAX_RADIX));
    }

    /** Something to be read, with whatever buttons it brings. */
    ObjectNode read(String title, Document document, Memory memory) {
        return form(READ, title, memory).say(document).view();
    }

    static String cut(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…";
    }
}
