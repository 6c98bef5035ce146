package dev.releasemanager.slack.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.Document;
import dev.releasemanager.slack.message.DocumentRenderer;
import dev.releasemanager.slack.message.Rendered;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Words through a click's own address, past the outbox: for when the outbox's store is away. Thread-safe. */
public final class DirectAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(DirectAnswers.class);

    private final SlackWeb web;
    private final DocumentRenderer renderer;

    public DirectAnswers(SlackClient client, DocumentRenderer renderer) {
        this.web = client.web();
        this.renderer = renderer;
    }

    /** Tells the person who clicked, and nobody else; tried once. Takes up to ten seconds and never throws. */
    public void say(String responseUrl, Document document) {
        try {
            Rendered rendered = renderer.message(document, Optional.empty());
            ObjectNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("response_type", "ephemeral")
                    .put("replace_original", false)
                    .put("text", rendered.text());
            body.set("blocks", rendered.blocks());
            Answer answer = web.respond(responseUrl, body);
            if (!(answer instanceof Answer.Done)) {
                LOG.atWarn()
                        .setMessage("A person could not be answered directly")
                        .addKeyValue("answer", answer.words())
                        .log();
            }
        } catch (RuntimeException e) {
            LOG.atError().setMessage("A direct answer broke off").setCause(e).log();
        }
    }
}
