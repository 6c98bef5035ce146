package dev.releasemanager.rehearsal.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Block elements (reference/block-kit/block-elements), and which of them may stand in which block. */
final class Elements {
    private static final List<String> CHOICES = List.of(
            "checkboxes",
            "radio_buttons",
            "datepicker",
            "timepicker",
            "static_select",
            "external_select",
            "users_select",
            "conversations_select",
            "channels_select",
            "multi_static_select",
            "multi_external_select",
            "multi_users_select",
            "multi_conversations_select",
            "multi_channels_select");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,30}");

    private static final Rule IMAGE_URL = Rules.string(1, Limits.of("image.image_url.max_length"))
            .and(Rules.matching(
                    url -> url.isEmpty() || Pattern.matches("(?is)https?://.+", url), "url", "invalid image url"));

    private static final Rule SLACK_FILE = Fields.of()
            .may("id", Rules.FILLED)
            .may("url", Rules.FILLED)
            .also(Rules.needsOneOf("id", "url"))
            .also(Rules.notBoth("id", "url"));

    private static final Rule FILTER = Fields.of()
            .may("include", Rules.list(1, Rules.oneOf("im", "mpim", "private", "public")))
            .may("exclude_external_shared_channels", Rules.BOOLEAN)
            .may("exclude_bot_users", Rules.BOOLEAN)
            .also(Rules.needsOneOf("include", "exclude_bot_users", "exclude_external_shared_channels"));

    private static final Rule WORKFLOW = Fields.of()
            .need(
                    "trigger",
                    Fields.of()
                            .need("url", Rules.FILLED)
                            .may(
                                    "customizable_input_parameters",
                                    Rules.list(
                                            0,
                                            Fields.of()
                                                    .need("name", Rules.FILLED)
                                                    .need("value", Rules.ANY))));

    private static final Kinds ALL = new Kinds()
            .with(
                    "button",
                    coloured()
                            .may("value", Rules.upTo(Limits.of("button.value.max_length")))
                            .may("url", Rules.string(1, Limits.of("button.url.max_length"))))
            .with("workflow_button", coloured().need("workflow", WORKFLOW))
            .with(
                    "overflow",
                    action().need(
                                    "options",
                                    Rules.list(
                                            Limits.of("overflow.options.min_items"),
                                            Limits.of("overflow.options.max_items"),
                                            Options.LINKED))
                            .may("confirm", Texts.confirm()))
            .with("image", image())
            .with("checkboxes", box("checkboxes").may("initial_options", Rules.list(1, Options.RICH)))
            .with("radio_buttons", box("radio_buttons").may("initial_option", Options.RICH))
            .with("datepicker", picker().may("initial_date", date()))
            .with("timepicker", picker().may("initial_time", time()).may("timezone", zone()))
            .with(
                    "datetimepicker",
                    action().may("confirm", Texts.confirm())
                            .may("focus_on_load", Rules.BOOLEAN)
                            .may("initial_date_time", Rules.integer(1_000_000_000L, 9_999_999_999L)))
            .with("static_select", offering(picker().may("initial_option", Options.PLAIN)))
            .with("multi_static_select", offering(many().may("initial_options", Rules.list(1, Options.PLAIN))))
            .with("external_select", asking(picker().may("initial_option", Options.PLAIN)))
            .with("multi_external_select", asking(many().may("initial_options", Rules.list(1, Options.PLAIN))))
            .with("users_select", picker().may("initial_user", Rules.FILLED))
            .with("multi_users_select", many().may("initial_users", Rules.list(0, Rules.FILLED)))
            .with(
                    "channels_select",
                    picker().may("initial_channel", Rules.FILLED).may("response_url_enabled", Rules.BOOLEAN))
            .with("multi_channels_select", many().may("initial_channels", Rules.list(1, Rules.FILLED)))
            .with(
                    "conversations_select",
                    conversations(picker().may("initial_conversation", Rules.FILLED))
                            .may("response_url_enabled", Rules.BOOLEAN))
            .with(
                    "multi_conversations_select",
                    conversations(many().may("initial_conversations", Rules.list(1, Rules.FILLED))))
            .with(
                    "plain_text_input",
                    input().may("initial_value", Rules.STRING)
                            .may("multiline", Rules.BOOLEAN)
                            .may("min_length", Rules.integer(0, Limits.of("plain_text_input.max_length.max")))
                            .may("max_length", Rules.integer(1, Limits.of("plain_text_input.max_length.max")))
                            .also(ordered("min_length", "max_length")))
            .with("email_text_input", input().may("initial_value", Rules.STRING))
            .with("url_text_input", input().may("initial_value", Rules.STRING))
            .with(
                    "number_input",
                    input().need("is_decimal_allowed", Rules.BOOLEAN)
                            .may("initial_value", Rules.STRING)
                            .may("min_value", Rules.STRING)
                            .may("max_value", Rules.STRING)
                            .also(Elements::numbers)
                            .also(ordered("min_value", "max_value")))
            .with(
                    "rich_text_input",
                    input().may("initial_value", RichText.BLOCK)
                            .may("min_lines", Rules.integer(1, Limits.INPUT_LINES))
                            .may("max_lines", Rules.integer(1, Limits.INPUT_LINES))
                            .also(ordered("min_lines", "max_lines")))
            .with(
                    "file_input",
                    action().may("filetypes", Rules.list(0, Rules.FILLED))
                            .may(
                                    "max_files",
                                    Rules.integer(
                                            Limits.of("file_input.max_files.min"),
                                            Limits.of("file_input.max_files.max"))))
            .with(
                    "feedback_buttons",
                    action().need("positive_button", feedback()).need("negative_button", feedback()))
            .with(
                    "icon_button",
                    labelled(Texts.plain("text.max_length"))
                            .need("icon", Rules.oneOf("trash"))
                            .may("value", Rules.upTo(Limits.of("button.value.max_length")))
                            .may(
                                    "visible_to_user_ids",
                                    Rules.list(
                                            0, Limits.of("icon_button.visible_to_user_ids.max_items"), Rules.FILLED)));

    static final Kinds BUTTON = ALL.only("button");
    static final Kinds IMAGE = ALL.only("image");
    static final Kinds ACCESSORY =
            ALL.only(Stream.concat(CHOICES.stream(), Stream.of("button", "workflow_button", "overflow", "image"))
                    .toList());
    static final Kinds ACTIONS = ALL.only(Stream.concat(
                    CHOICES.stream(),
                    Stream.of("button", "workflow_button", "overflow", "datetimepicker", "rich_text_input"))
            .toList());
    static final Kinds CONTEXT_ACTIONS = ALL.only("feedback_buttons", "icon_button");
    static final Kinds INPUT = ALL.only(Stream.concat(
                    CHOICES.stream(),
                    Stream.of(
                            "datetimepicker",
                            "plain_text_input",
                            "email_text_input",
                            "url_text_input",
                            "number_input",
                            "rich_text_input"))
            .toList());
    /** A modal's input block takes files as well. */
    static final Kinds MODAL_INPUT = ALL.only(
            Stream.concat(INPUT.types().stream(), Stream.of("file_input")).toList());

    private Elements() {}

    /** The fields by which an image is shown: exactly one of a public address and a Slack file, and its words. */
    static Fields image() {
        return Fields.of()
                .need("alt_text", Rules.upTo(Limits.of("image.alt_text.max_length")))
                .may("image_url", IMAGE_URL)
                .may("slack_file", SLACK_FILE)
                .also(Rules.needsOneOf("image_url", "slack_file"))
                .also(Rules.notBoth("image_url", "slack_file"));
    }

    private static Fields action() {
        return Fields.of().may("action_id", Rules.upTo(Limits.of("action_id.max_length")));
    }

    private static Fields labelled(Rule text) {
        return action().need("text", text)
                .may("confirm", Texts.confirm())
                .may("accessibility_label", Rules.upTo(Limits.of("button.accessibility_label.max_length")));
    }

    private static Fields coloured() {
        return labelled(Texts.plain("button.text.max_length")).may("style", Rules.oneOf("primary", "danger"));
    }

    private static Rule feedback() {
        return Fields.of()
                .need("text", Texts.plain("feedback_button.text.max_length"))
                .need("value", Rules.upTo(Limits.of("feedback_button.value.max_length")))
                .may("accessibility_label", Rules.upTo(Limits.of("feedback_button.accessibility_label.max_length")));
    }

    private static Fields box(String type) {
        return action().need(
                        "options",
                        Rules.list(
                                Limits.of(type + ".options.min_items"),
                                Limits.of(type + ".options.max_items"),
                                Options.RICH))
                .may("confirm", Texts.confirm())
                .may("focus_on_load", Rules.BOOLEAN)
                .also(Options::initialAmongOptions);
    }

    private static Fields picker() {
        return action().may("confirm", Texts.confirm())
                .may("focus_on_load", Rules.BOOLEAN)
                .may("placeholder", Texts.plain("select.placeholder.max_length"));
    }

    private static Fields many() {
        return picker().may("max_selected_items", Rules.integer(1, Integer.MAX_VALUE));
    }

    private static Fields offering(Fields select) {
        return select.may("options", Options.LIST)
                .may("option_groups", Options.GROUPS)
                .also(Options::source)
                .also(Options::initialAmongOptions);
    }

    private static Fields asking(Fields select) {
        return select.may("min_query_length", Rules.integer(0, Integer.MAX_VALUE));
    }

    private static Fields conversations(Fields select) {
        return select.may("default_to_current_conversation", Rules.BOOLEAN).may("filter", FILTER);
    }

    private static Fields input() {
        return action().may("focus_on_load", Rules.BOOLEAN)
                .may("placeholder", Texts.plain("select.placeholder.max_length"))
                .may(
                        "dispatch_action_config",
                        Fields.of()
                                .may(
                                        "trigger_actions_on",
                                        Rules.list(1, Rules.oneOf("on_enter_pressed", "on_character_entered"))));
    }

    private static Rule date() {
        return Rules.matching(Elements::isDate, "format", "input must be a valid: date");
    }

    private static boolean isDate(String text) {
        if (!DATE.matcher(text).matches()) {
            return false;
        }
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Rule time() {
        return Rules.pattern("([01]\\d|2[0-3]):[0-5]\\d");
    }

    private static Rule zone() {
        return Rules.matching(zone -> ZoneId.getAvailableZoneIds().contains(zone), "format", "invalid timezone");
    }

    private static void numbers(Cursor at) {
        boolean decimals = at.node().path("is_decimal_allowed").asBoolean();
        for (String field : List.of("min_value", "max_value", "initial_value")) {
            JsonNode value = at.node().path(field);
            if (value.isTextual()
                    && !(decimals ? DECIMAL : WHOLE).matcher(value.textValue()).matches()) {
                at.field(field).refuse("format", decimals ? "must provide a number" : "must provide an integer");
            }
        }
    }

    private static Rule ordered(String least, String most) {
        return at -> {
            Optional<BigDecimal> low = number(at.node().path(least));
            Optional<BigDecimal> high = number(at.node().path(most));
            if (low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
                at.field(least).refuse("out-of-range", "`" + least + "` cannot be greater than `" + most + "`");
            }
        };
    }

    private static Optional<BigDecimal> number(JsonNode value) {
        if (value.isTextual() && DECIMAL.matcher(value.textValue()).matches()) {
            return Optional.of(new BigDecimal(value.textValue()));
        }
        return value.canConvertToLong() && value.isIntegralNumber()
                ? Optional.of(BigDecimal.valueOf(value.longValue()))
                : Optional.empty();
    }
}
