package dev.releasemanager.rehearsal.blockkit;

/** The rich text block: sections, lists, quotes and preformatted text, and what may stand inside them. */
final class RichText {
    private static final Rule STYLE = Fields.of()
            .may("bold", Rules.BOOLEAN)
            .may("italic", Rules.BOOLEAN)
            .may("strike", Rules.BOOLEAN)
            .may("code", Rules.BOOLEAN)
            .may("underline", Rules.BOOLEAN)
            .may("highlight", Rules.BOOLEAN)
            .may("client_highlight", Rules.BOOLEAN)
            .may("unlink", Rules.BOOLEAN);

    private static final Kinds INLINE = new Kinds()
            .with("text", inline().need("text", Rules.FILLED))
            .with(
                    "link",
                    flags(
                            strings(inline().need("url", Rules.FILLED), "text"),
                            "unsafe",
                            "from_llm",
                            "is_slack_url",
                            "truncated"))
            .with("user", flags(inline().need("user_id", Rules.FILLED), "from_llm"))
            .with("usergroup", inline().need("usergroup_id", Rules.FILLED))
            .with("team", inline().need("team_id", Rules.FILLED))
            .with("channel", flags(strings(inline().need("channel_id", Rules.FILLED), "tab_id"), "from_llm"))
            .with(
                    "emoji",
                    strings(inline().need("name", Rules.FILLED), "unicode", "url", "display_url", "display_team_id")
                            .may("skin_tone", Rules.NUMBER))
            .with("broadcast", inline().need("range", Rules.oneOf("here", "channel", "everyone")))
            .with("color", inline().need("value", Rules.FILLED))
            .with(
                    "date",
                    strings(
                            inline().need("timestamp", Rules.integer(Long.MIN_VALUE, Long.MAX_VALUE))
                                    .need("format", Rules.FILLED),
                            "timezone",
                            "url",
                            "fallback"))
            .with(
                    "tag",
                    inline().need("text", Rules.FILLED)
                            .may(
                                    "color",
                                    Rules.oneOf(
                                            "gray", "brown", "purple", "indigo", "blue", "green", "yellow", "orange",
                                            "red")))
            .with("file", flags(strings(needs("file_id"), "text", "url"), "is_skill_invocation"))
            .with(
                    "canvas",
                    flags(
                            strings(needs("file_id"), "label", "section_id", "text", "url"),
                            "hide_title",
                            "is_skill_invocation"))
            .with("canvas_message_unfurl", needs("root_message_ts", "root_message_channel"))
            .with("canvas_user_mention", strings(needs("user_id"), "thread_id"))
            .with("list_record", strings(needs("file_id"), "record_id", "view_id", "text", "url"))
            .with(
                    "message_mention",
                    strings(needs("channel_id", "message_ts"), "author_id", "thread_ts", "text", "url"))
            .with(
                    "salesforce_data_field",
                    flags(
                            strings(
                                    needs("salesforce_record_id"),
                                    "salesforce_field_label",
                                    "salesforce_field_api_name"),
                            "salesforce_include_field_label"))
            .with(
                    "attachment_mention",
                    flags(
                            strings(
                                    needs("url"),
                                    "text",
                                    "app_id",
                                    "entity_id",
                                    "icon_url",
                                    "channel_id",
                                    "ts",
                                    "icon_name",
                                    "reference_object_type",
                                    "product_name"),
                            "full_size_preview_enabled"))
            .with(
                    "work_object_mention",
                    flags(
                            strings(needs("entity_id", "app_id", "text", "url"), "icon_url", "product_name"),
                            "full_size_preview_enabled"))
            .with(
                    "workflow_mention",
                    strings(needs("workflow_id", "function_trigger_id", "text"), "url", "channel_id", "ts"))
            .with(
                    "citation",
                    flags(
                            needs("url", "text").need("index", Rules.NUMBER).need("details", Rules.ANY),
                            "from_llm",
                            "is_slack_url"));

    private static final Rule BORDER = Rules.integer(0, 1);

    private static final Kinds PARTS = new Kinds()
            .with("rich_text_section", section())
            .with("rich_text_quote", section().may("border", BORDER))
            .with(
                    "rich_text_preformatted",
                    Fields.of()
                            .need("elements", Rules.list(0, INLINE.only("text", "link")))
                            .may("border", BORDER)
                            .may("language", Rules.STRING))
            .with(
                    "rich_text_list",
                    Fields.of()
                            .need("style", Rules.oneOf("bullet", "ordered"))
                            .need("elements", Rules.list(0, new Kinds().with("rich_text_section", section())))
                            .may("indent", Rules.integer(0, Limits.LIST_INDENT))
                            .may("offset", Rules.integer(0, Integer.MAX_VALUE))
                            .may("border", BORDER));

    /** A whole {@code rich_text} block, also where it stands as a value: a table's cell, an input's initial value. */
    static final Kinds BLOCK = new Kinds().with("rich_text", fields());

    private RichText() {}

    static Fields fields() {
        return Fields.of()
                .may("block_id", Rules.upTo(Limits.of("block_id.max_length")))
                .need("elements", Rules.list(0, PARTS));
    }

    private static Fields section() {
        return Fields.of().need("elements", Rules.list(0, INLINE));
    }

    private static Fields inline() {
        return Fields.of().may("style", STYLE);
    }

    private static Fields needs(String... names) {
        Fields fields = inline();
        for (String name : names) {
            fields.need(name, Rules.FILLED);
        }
        return fields;
    }

    private static Fields strings(Fields fields, String... names) {
        for (String name : names) {
            fields.may(name, Rules.STRING);
        }
        return fields;
    }

    private static Fields flags(Fields fields, String... names) {
        for (String name : names) {
            fields.may(name, Rules.BOOLEAN);
        }
        return fields;
    }
}
