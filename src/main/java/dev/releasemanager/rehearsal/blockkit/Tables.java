package dev.releasemanager.rehearsal.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The table and the data table. */
final class Tables {
    private static final Rule CELL_TEXT = Rules.string(Limits.of("data_table.cell_text.min_length"), Integer.MAX_VALUE);

    private static final Kinds CELL = new Kinds()
            .with("raw_text", Fields.of().need("text", CELL_TEXT))
            .with("raw_number", Fields.of().need("value", Rules.NUMBER).may("text", CELL_TEXT))
            .with("rich_text", RichText.fields());

    private static final Rule COLUMN =
            Fields.of().may("align", Rules.oneOf("left", "center", "right")).may("is_wrapped", Rules.BOOLEAN);

    private Tables() {}

    static Fields table() {
        return Fields.of()
                .need("rows", Rules.list(1, Limits.TABLE_ROWS, Rules.list(1, Limits.TABLE_COLUMNS, CELL)))
                .may("column_settings", Rules.list(0, Limits.TABLE_COLUMNS, Rules.orNull(COLUMN)));
    }

    static Fields dataTable() {
        int columns = Limits.of("data_table.columns.max_items");
        return Fields.of()
                .need("caption", Rules.FILLED)
                .need(
                        "rows",
                        Rules.list(
                                Limits.of("data_table.rows.min_items"),
                                Limits.of("data_table.rows.max_items"),
                                Rules.list(Limits.of("data_table.columns.min_items"), columns, CELL)))
                .may(
                        "page_size",
                        Rules.integer(Limits.of("data_table.page_size.min"), Limits.of("data_table.page_size.max")))
                .may("row_header_column_index", Rules.integer(0, columns - 1L))
                .also(Tables::plainHeader)
                .also(Tables::rowsOfOneLength);
    }

    /** The characters of all cells. */
    static long contentLength(JsonNode table) {
        long length = 0;
        for (JsonNode row : table.path("rows")) {
            for (JsonNode cell : row) {
                length += TextLength.of(cell);
            }
        }
        return length;
    }

    private static void plainHeader(Cursor at) {
        List<Cursor> rows = at.field("rows").items();
        if (!rows.isEmpty()) {
            for (Cursor cell : rows.get(0).items()) {
                if (cell.text("type").equals("rich_text")) {
                    cell.field("type").refuse("unsupported-type", "unsupported type: rich_text");
                }
            }
        }
    }

    private static void rowsOfOneLength(Cursor at) {
        List<Cursor> rows = at.field("rows").items();
        for (Cursor row : rows) {
            if (row.node().isArray()
                    && rows.get(0).node().isArray()
                    && row.node().size() != rows.get(0).node().size()) {
                row.refuse("uneven-rows", "all rows must have the same number of cells");
            }
        }
    }
}
