package dev.releasemanager.slack.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.Document;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * A modal, built from top to bottom. Fields have names; the block's id is the name with a mark of this drawing behind it,
 * because Slack keeps what was typed into a block of the same id when a modal is redrawn. Not for several threads.
 */
public final class Form {
    /** Between a field's name and the mark of its drawing. */
    private static final String MARK = "~";

    private static final int TITLE_LIMIT = 24;
    private static final int OPTION_LIMIT = 75;
    private static final int INPUT_LIMIT = 3_000;
    private static final int OPTIONS_LIMIT = 100;

    private final ObjectNode view = JsonNodeFactory.instance.objectNode();
    private final ArrayNode blocks = view.putArray("blocks");
    private final DocumentRenderer renderer;
    private final String mark;

    /**
     * @param callbackId what its submission asks for
     * @param title at most 24 characters
     * @param metadata comes back with every click and with the submission; at most 3,000 characters
     * @param mark different for each drawing
     */
    public Form(DocumentRenderer renderer, String callbackId, String title, String metadata, String mark) {
        this.renderer = renderer;
        this.mark = mark;
        view.put("type", "modal").put("callback_id", callbackId).put("private_metadata", metadata);
        view.set("title", plain(title, TITLE_LIMIT));
        view.set("close", plain("Close", TITLE_LIMIT));
    }

    /** An option of a choice: what it says, more about it where there is room, and its value. */
    public record Option(String value, String text, String description) {
        public static Option of(String value, String text) {
            return new Option(value, text, "");
        }
    }

    /** The name of the field whose block has this id. */
    public static String field(String blockId) {
        int end = blockId.indexOf(MARK);
        return end < 0 ? blockId : blockId.substring(0, end);
    }

    public Form submit(String label) {
        view.set("submit", plain(label, TITLE_LIMIT));
        view.set("close", plain("Cancel", TITLE_LIMIT));
        return this;
    }

    /** What is to be read. */
    public Form say(Document document) {
        renderer.modalBlocks(document, Optional.empty()).forEach(blocks::add);
        return this;
    }

    public Form say(String words) {
        return say(Document.of(words));
    }

    /** A line of text; {@code value} is what stands in it already. */
    public Form text(String name, String label, String value, int limit, boolean needed, String hint) {
        return input(name, label, needed, hint, textInput(name, value, limit, false));
    }

    /** Several lines of text. */
    public Form lines(String name, String label, String value, int limit, boolean needed, String hint) {
        return input(name, label, needed, hint, textInput(name, value, limit, true));
    }

    private static ObjectNode textInput(String name, String value, int limit, boolean multiline) {
        ObjectNode element = element("plain_text_input", name).put("multiline", multiline);
        element.put("max_length", Math.min(limit, INPUT_LIMIT));
        if (!value.isEmpty()) {
            element.put("initial_value", cut(value, Math.min(limit, INPUT_LIMIT)));
        }
        return element;
    }

    /**
     * One of several, past Slack's hundred options in groups; nothing is chosen if {@code chosen} isn't among them. Left out
     * where there is no option.
     */
    public Form select(
            String name, String label, List<Option> options, Optional<String> chosen, boolean needed, String hint) {
        if (options.isEmpty()) {
            return this;
        }
        ObjectNode element = element("static_select", name);
        putOptions(element, options);
        options.stream()
                .filter(option -> chosen.filter(option.value()::equals).isPresent())
                .findFirst()
                .ifPresent(option -> element.set("initial_option", option(option)));
        return input(name, label, needed, hint, element);
    }

    /** Any of several; past Slack's hundred options in groups. */
    public Form selectMany(
            String name, String label, List<Option> options, List<String> chosen, boolean needed, String hint) {
        ObjectNode element = element("multi_static_select", name);
        putOptions(element, options);
        List<Option> initial = options.stream()
                .filter(option -> chosen.contains(option.value()))
                .toList();
        if (!initial.isEmpty()) {
            ArrayNode chosenOptions = element.putArray("initial_options");
            initial.stream().map(Form::option).forEach(chosenOptions::add);
        }
        return input(name, label, needed, hint, element);
    }

    private static void putOptions(ObjectNode element, List<Option> options) {
        if (options.size() <= OPTIONS_LIMIT) {
            ArrayNode all = element.putArray("options");
            options.stream().map(Form::option).forEach(all::add);
        } else {
            ArrayNode groups = element.putArray("option_groups");
            for (int from = 0; from < options.size(); from += OPTIONS_LIMIT) {
                List<Option> part = options.subList(from, Math.min(options.size(), from + OPTIONS_LIMIT));
                ObjectNode group = groups.addObject();
                group.set(
                        "label",
                        plain(
                                part.get(0).text() + " … "
                                        + part.get(part.size() - 1).text(),
                                OPTION_LIMIT));
                ArrayNode all = group.putArray("options");
                part.stream().map(Form::option).forEach(all::add);
            }
        }
    }

    /** Boxes to tick; at most ten, as Slack has it. */
    public Form checkboxes(String name, String label, List<Option> options, boolean needed, String hint) {
        ObjectNode element = element("checkboxes", name);
        ArrayNode all = element.putArray("options");
        options.stream().limit(10).map(Form::option).forEach(all::add);
        return input(name, label, needed, hint, element);
    }

    /** One box, ticked or not. */
    public Form checkbox(String name, String label, Option option, boolean ticked) {
        ObjectNode element = element("checkboxes", name);
        element.putArray("options").add(option(option));
        if (ticked) {
            element.putArray("initial_options").add(option(option));
        }
        return input(name, label, false, "", element);
    }

    public Form person(String name, String label, Optional<PersonId> chosen, boolean needed, String hint) {
        ObjectNode element = element("users_select", name);
        chosen.ifPresent(person -> element.put("initial_user", person.value()));
        return input(name, label, needed, hint, element);
    }

    /** A public or private channel; the one in which the modal was opened, if none is chosen. */
    public Form channel(String name, String label, Optional<ChannelId> chosen, boolean needed, String hint) {
        ObjectNode element = element("conversations_select", name);
        element.putObject("filter").putArray("include").add("public").add("private");
        chosen.ifPresentOrElse(
                channel -> element.put("initial_conversation", channel.value()),
                () -> element.put("default_to_current_conversation", true));
        return input(name, label, needed, hint, element);
    }

    public Form date(String name, String label, Optional<LocalDate> chosen, boolean needed, String hint) {
        ObjectNode element = element("datepicker", name);
        chosen.ifPresent(date -> element.put("initial_date", date.toString()));
        return input(name, label, needed, hint, element);
    }

    public Form time(String name, String label, Optional<LocalTime> chosen, boolean needed, String hint) {
        ObjectNode element = element("timepicker", name);
        chosen.ifPresent(time -> element.put("initial_time", time.format(DateTimeFormatter.ofPattern("HH:mm"))));
        return input(name, label, needed, hint, element);
    }

    /** A moment, in the zone of the reader's own device. */
    public Form moment(String name, String label, Optional<Instant> chosen, boolean needed, String hint) {
        ObjectNode element = element("datetimepicker", name);
        chosen.ifPresent(at -> element.put("initial_date_time", at.getEpochSecond()));
        return input(name, label, needed, hint, element);
    }

    public ObjectNode view() {
        return view;
    }

    private Form input(String name, String label, boolean needed, String hint, ObjectNode element) {
        ObjectNode block = blocks.addObject()
                .put("type", "input")
                .put("block_id", name + MARK + mark)
                .put("optional", !needed);
        block.set("label", plain(label, 2_000));
        block.set("element", element);
        if (!hint.isEmpty()) {
            block.set("hint", plain(hint, 2_000));
        }
        return this;
    }

    private static ObjectNode element(String type, String name) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("action_id", name);
    }

    private static ObjectNode option(Option option) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("value", option.value());
        node.set("text", plain(option.text().isBlank() ? option.value() : option.text(), OPTION_LIMIT));
        if (!option.description().isBlank()) {
            node.set("description", plain(option.description(), OPTION_LIMIT));
        }
        return node;
    }

    private static ObjectNode plain(String text, int limit) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "plain_text")
                .put("text", cut(text, limit))
                .put("emoji", true);
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
        return text.substring(0, end) + "…";
    }
}
