package dev.releasemanager.rehearsal.blockkit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The blocks, and which of them each surface takes (slack-facts.md, section 3.2). */
final class Blocks {
    private static final List<String> EVERYWHERE =
            List.of("section", "header", "divider", "context", "actions", "image", "rich_text", "video", "input");

    private static final List<String> IN_CONTAINER =
            Stream.concat(EVERYWHERE.stream(), Stream.of("table", "file")).toList();

    private static final Rule HTTPS =
            Rules.matching(url -> Pattern.matches("(?is)https://.+", url), "url", "must be an HTTPS url");

    private static final Kinds ALL = all();

    static final Kinds IN_MESSAGE = ALL.only(Stream.concat(
                            EVERYWHERE.stream(),
                            Stream.of(
                                    "markdown",
                                    "table",
                                    "data_table",
                                    "data_visualization",
                                    "context_actions",
                                    "plan",
                                    "task_card",
                                    "card",
                                    "carousel",
                                    "call"))
                    .toList())
            .with("container", identified(container()));

    static final Kinds IN_MODAL = ALL.only(
                    Stream.concat(EVERYWHERE.stream(), Stream.of("alert")).toList())
            .with("input", identified(input(Elements.MODAL_INPUT)));

    static final Kinds IN_HOME = ALL.only(
            Stream.concat(EVERYWHERE.stream(), Stream.of("card", "carousel")).toList());

    private Blocks() {}

    static Fields identified(Fields block) {
        return block.may("block_id", Rules.upTo(Limits.of("block_id.max_length")));
    }

    private static Kinds all() {
        return new Kinds()
                .with("section", identified(section()))
                .with(
                        "header",
                        identified(Fields.of()
                                .need("text", Texts.plain("header.text.max_length"))
                                .may("level", Rules.integer(1, 4))))
                .with("divider", identified(Fields.of()))
                .with("context", identified(context()))
                .with("actions", identified(holding(1, "actions.elements.max_items", Elements.ACTIONS)))
                .with(
                        "context_actions",
                        identified(holding(1, "context_actions.elements.max_items", Elements.CONTEXT_ACTIONS)))
                .with("image", identified(image()))
                .with("rich_text", RichText.fields())
                .with("video", identified(video()))
                .with("input", identified(input(Elements.INPUT)))
                .with("alert", identified(alert()))
                .with("markdown", identified(markdown()))
                .with("table", identified(Tables.table()))
                .with("data_table", identified(Tables.dataTable()))
                .with("data_visualization", identified(Charts.block()))
                .with("card", identified(Cards.card()))
                .with("carousel", identified(Cards.carousel()))
                .with("task_card", identified(Cards.taskCard()))
                .with("plan", identified(Cards.plan()))
                .with("call", identified(Fields.of().need("call_id", Rules.FILLED)))
                .with(
                        "file",
                        identified(
                                Fields.of().need("external_id", Rules.FILLED).need("source", Rules.oneOf("remote"))));
    }

    private static Fields section() {
        return Fields.of()
                .may("text", Texts.any("section.text.max_length"))
                .may(
                        "fields",
                        Rules.list(
                                1, Limits.of("section.fields.max_items"), Texts.any("section.fields.item_max_length")))
                .may("accessory", Elements.ACCESSORY)
                .may("expand", Rules.BOOLEAN)
                .also(Rules.needsOneOf("text", "fields"));
    }

    private static Fields context() {
        Kinds texts = Texts.any();
        Rule element = at -> {
            (at.text("type").equals("image") ? Elements.IMAGE : texts).check(at);
        };
        return Fields.of().need("elements", Rules.list(1, Limits.of("context.elements.max_items"), element));
    }

    private static Fields holding(int min, String limit, Rule element) {
        return Fields.of()
                .need("elements", Rules.list(min, Limits.of(limit), element))
                .also(at -> Rules.unique(at.field("elements").items(), "action_id"));
    }

    /** Slack ignores an image block's unknown fields, with a warning ({@code ignored_extra_attributes_for_image_block}). */
    private static Fields image() {
        return Elements.image().may("title", Texts.plain(Limits.IMAGE_TITLE)).ignoreOthers();
    }

    private static Fields video() {
        return Fields.of()
                .need(
                        "alt_text",
                        Rules.string(Limits.of("video.alt_text.min_length"), Limits.of("video.alt_text.max_length")))
                .need("title", Texts.plain("video.title.max_length"))
                .need("thumbnail_url", Rules.FILLED)
                .need("video_url", HTTPS)
                .may("title_url", HTTPS)
                .may("author_name", Rules.upTo(Limits.of("video.author_name.max_length")))
                .may("provider_name", Rules.upTo(Limits.of("video.provider_name.max_length")))
                .may("provider_icon_url", Rules.STRING)
                .may("description", Texts.plain("video.description.max_length"));
    }

    private static Fields input(Rule element) {
        return Fields.of()
                .need("label", Texts.plain("input.label.max_length"))
                .need("element", element)
                .may("hint", Texts.plain("input.hint.max_length"))
                .may("optional", Rules.BOOLEAN)
                .may("dispatch_action", Rules.BOOLEAN)
                .also(Blocks::filesDispatchNothing);
    }

    private static void filesDispatchNothing(Cursor at) {
        Cursor type = at.field("element").field("type");
        if (at.node().path("dispatch_action").asBoolean()
                && type.node().asText().equals("file_input")) {
            type.refuse("unsupported-type", "unsupported type: file_input");
        }
    }

    private static Fields alert() {
        return Fields.of()
                .need("text", Texts.any("alert.text.max_length"))
                .may("level", Rules.oneOf("default", "info", "warning", "error", "success"));
    }

    private static Fields markdown() {
        return Fields.of()
                .need(
                        "text",
                        Rules.string(Limits.of("markdown.text.min_length"), Limits.of("markdown.text.max_length")));
    }

    private static Fields container() {
        return Fields.of()
                .may("title", Texts.plain("container.title.max_length"))
                .may("rich_text_title", RichText.BLOCK)
                .may("subtitle", Texts.any("container.subtitle.max_length"))
                .may("icon", Elements.IMAGE)
                .may("width", Rules.oneOf("narrow", "standard", "wide", "full"))
                .may("is_collapsible", Rules.BOOLEAN)
                .may("default_collapsed", Rules.BOOLEAN)
                .may("has_header_divider", Rules.BOOLEAN)
                .need(
                        "child_blocks",
                        Rules.list(1, Limits.of("container.child_blocks.max_items"), ALL.only(IN_CONTAINER)))
                .also(Rules.needsOneOf("title", "rich_text_title"));
    }
}
