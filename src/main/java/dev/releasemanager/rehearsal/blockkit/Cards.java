package dev.releasemanager.rehearsal.blockkit;

/** Cards, the carousel that holds them, and the cards of an agent's work: task cards and plans. */
final class Cards {
    /** Slack's built-in icons (reference/block-kit/composition-objects/slack-icon-object); no other name is taken. */
    private static final Rule ICON_NAME = Rules.oneOf(
            ("archive book bookmark bot bug calendar call caret-left caret-right check clipboard code comment compass "
                            + "copy cube download edit email eye-closed eye-open file flag folder gear globe heart help "
                            + "image info key lightbulb link map mobile new-window pin plus refine refresh rocket save "
                            + "screen share sparkle star star-filled tag thumbs-down thumbs-up trash upload user warning")
                    .split(" "));

    private static final Kinds ICON = new Kinds().with("icon", Fields.of().need("name", ICON_NAME));

    private static final Kinds SOURCE = new Kinds()
            .with(
                    "url",
                    Fields.of()
                            .need(
                                    "url",
                                    Rules.string(
                                            Limits.of("url_source.url.min_length"),
                                            Limits.of("url_source.url.max_length")))
                            .need("text", Rules.FILLED));

    private static final Rule STATUS = Rules.oneOf("pending", "in_progress", "complete", "error");

    private Cards() {}

    static Fields card() {
        return Fields.of()
                .may("hero_image", Elements.IMAGE)
                .may("icon", Elements.IMAGE)
                .may("slack_icon", ICON)
                .may("title", Texts.any("card.title.max_length"))
                .may("subtitle", Texts.any("card.subtitle.max_length"))
                .may("body", Texts.any("card.body.max_length"))
                .may("subtext", Texts.any("card.subtext.max_length"))
                .may("actions", Rules.list(1, Limits.of("card.actions.max_items"), Elements.BUTTON))
                .also(Rules.needsOneOf("title", "hero_image", "actions", "body"))
                .also(Rules.notBoth("icon", "slack_icon"))
                .also(at -> Rules.unique(at.field("actions").items(), "action_id"));
    }

    static Fields carousel() {
        Kinds cards = new Kinds().with("card", Blocks.identified(card()));
        return Fields.of()
                .need(
                        "elements",
                        Rules.list(
                                Limits.of("carousel.elements.min_items"),
                                Limits.of("carousel.elements.max_items"),
                                cards));
    }

    static Fields taskCard() {
        return Fields.of()
                .need("task_id", Rules.FILLED)
                .need("title", Rules.FILLED)
                .may("details", RichText.BLOCK)
                .may("output", RichText.BLOCK)
                .may("sources", Rules.list(0, SOURCE))
                .may("icon", ICON)
                .may("status", STATUS);
    }

    /** A plan; its tasks may leave their type out, as in the page's own example. */
    static Fields plan() {
        return Fields.of()
                .need("title", Rules.FILLED)
                .may("status", STATUS)
                .may("tasks", Rules.list(0, Blocks.identified(taskCard()).may("type", Rules.oneOf("task_card"))));
    }
}
