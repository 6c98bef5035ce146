package dev.releasemanager.rehearsal.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Slack's lengths and counts. Most are read from {@code slack/blockkit-limits.json} (from slackblocks' specification,
 * MIT); those that it lacks stand here, with the page of docs.slack.dev that states them.
 */
final class Limits {
    /** Blocks of one message (reference/block-kit/blocks). */
    static final int MESSAGE_BLOCKS = 50;
    /** Bytes of one view's JSON: "250 KB" (views.open, {@code view_too_large}), read as the larger kilobyte. */
    static final int VIEW_BYTES = 250 * 1024;
    /** Characters of a view's {@code external_id} (reference/views). */
    static final int EXTERNAL_ID = 255;
    /** Characters of an image block's title (reference/block-kit/blocks/image-block). */
    static final int IMAGE_TITLE = 2000;
    /** Rows, and cells of a row, of a table (reference/block-kit/blocks/table-block). */
    static final int TABLE_ROWS = 100;

    static final int TABLE_COLUMNS = 20;
    /** Characters of all table cells of one message together (same page). */
    static final int TABLE_CONTENT = 10_000;
    /** Charts of one message (reference/block-kit/blocks/data-visualization-block). */
    static final int CHARTS = 2;
    /** Lines of a rich text input (reference/block-kit/block-elements/rich-text-input-element). */
    static final int INPUT_LINES = 100;
    /** Deepest indent of a rich text list (doc comment of @slack/types). */
    static final int LIST_INDENT = 8;

    private static final JsonNode DATA = read();

    private Limits() {}

    /** The number at a dotted path such as {@code button.text.max_length}; a path that isn't there is a bug. */
    static int of(String path) {
        JsonNode value = DATA.at("/" + path.replace('.', '/'));
        if (!value.isInt()) {
            throw new IllegalStateException("No limit named " + path + " in slack/blockkit-limits.json");
        }
        return value.intValue();
    }

    private static JsonNode read() {
        try (InputStream in = Limits.class.getResourceAsStream("/slack/blockkit-limits.json")) {
            if (in == null) {
                throw new IllegalStateException("slack/blockkit-limits.json is not on the classpath");
            }
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("slack/blockkit-limits.json cannot be read", e);
        }
    }
}
