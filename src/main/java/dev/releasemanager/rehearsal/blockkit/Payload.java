package dev.releasemanager.rehearsal.blockkit;

import java.util.ArrayList;
import java.util.List;

/** What all blocks of one message or view must be together. */
final class Payload {
    private Payload() {}

    /** The blocks, those inside containers and carousels included, in order. */
    private static List<Cursor> all(Cursor blocks) {
        List<Cursor> all = new ArrayList<>();
        for (Cursor block : blocks.items()) {
            all.add(block);
            if (block.text("type").equals("container")) {
                all.addAll(block.field("child_blocks").items());
            } else if (block.text("type").equals("carousel")) {
                all.addAll(block.field("elements").items());
            }
        }
        return all;
    }

    private static List<Cursor> ofType(List<Cursor> blocks, String type) {
        return blocks.stream().filter(block -> block.text("type").equals(type)).toList();
    }

    static void uniqueBlockIds(Cursor blocks) {
        Rules.unique(all(blocks), "block_id");
    }

    static void message(Cursor blocks) {
        List<Cursor> all = all(blocks);
        ofType(all, "table").stream().skip(1).forEach(table -> table.refuse("one-table", "only_one_table_allowed"));
        cells(ofType(all, "table"), Limits.TABLE_CONTENT);
        cells(ofType(all, "data_table"), Limits.of("data_table.content.max_length"));
        ofType(all, "data_visualization").stream()
                .skip(Limits.CHARTS)
                .forEach(chart -> chart.refuse("too-many", "too many data_visualization blocks"));
        if (!ofType(all, "plan").isEmpty()) {
            ofType(all, "task_card")
                    .forEach(card -> card.refuse("exclusive", "`task_card` cannot stand beside a `plan`"));
        }
        markdown(ofType(all, "markdown"));
    }

    private static void cells(List<Cursor> tables, int max) {
        long length = 0;
        for (Cursor table : tables) {
            length += Tables.contentLength(table.node());
            if (length > max) {
                table.refuse("too-long", "must be less than " + (max + 1) + " characters");
                return;
            }
        }
    }

    private static void markdown(List<Cursor> blocks) {
        int max = Limits.of("markdown.text.max_length");
        long before = 0;
        for (Cursor block : blocks) {
            String text = block.text("text");
            int length = text.codePointCount(0, text.length());
            // A single block that is too long by itself has been told already.
            if (before > 0 && length <= max && before + length > max) {
                block.field("text")
                        .refuse("too-long", "must be less than " + (max + 1) + " characters in all markdown blocks");
                return;
            }
            before += length;
        }
    }

    /** At most one element of a view may ask for the focus. */
    static void oneFocus(Cursor blocks) {
        List<Cursor> elements = new ArrayList<>();
        for (Cursor block : all(blocks)) {
            elements.add(block.field("element"));
            elements.add(block.field("accessory"));
            elements.addAll(block.field("elements").items());
        }
        elements.stream()
                .map(element -> element.field("focus_on_load"))
                .filter(focus -> focus.node().isBoolean() && focus.node().booleanValue())
                .skip(1)
                .forEach(focus -> focus.refuse("focus", "only one element can have `focus_on_load` set to true"));
    }

    /** A modal that asks for input must be able to submit it. */
    static void submitForInput(Cursor modal) {
        if (!modal.has("submit")) {
            modal.field("blocks").items().stream()
                    .filter(block -> block.text("type").equals("input"))
                    .forEach(block -> block.field("input")
                            .refuse("submit-required", "must define `submit` to use an `input` block in modals"));
        }
    }
}
