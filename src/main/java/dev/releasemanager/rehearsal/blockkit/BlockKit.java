package dev.releasemanager.rehearsal.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges Block Kit JSON as Slack does, whatever JSON it is shown; it never throws. An empty list means that Slack would
 * take it. Where Slack's own pages differ, the looser is held. Safe for use by many threads.
 *
 * <p>Slack's envelope around the faults isn't made here: {@code chat.*} answers {@code invalid_blocks} (and {@code
 * invalid_blocks_format} for what is no JSON array), {@code views.*} answers {@code invalid_arguments}, each with
 * {@link #messages} under {@code response_metadata.messages}.
 */
public final class BlockKit {
    private static final Rule MESSAGE = Rules.list(0, Limits.MESSAGE_BLOCKS, Blocks.IN_MESSAGE)
            .and(Payload::uniqueBlockIds)
            .and(Payload::message);

    private static final Rule OPTIONS = Fields.of()
            .may("options", Rules.list(0, Limits.of("select.options.max_items"), Options.PLAIN))
            .may("option_groups", Rules.list(0, Limits.of("select.option_groups.max_items"), Options.GROUP))
            .also(Options::source);

    private static final Set<String> AFTER_FORM = Set.of("submit-required", "duplicate", "focus");

    private BlockKit() {}

    /** The {@code blocks} of a message; pointers begin with {@code /blocks}. An empty array is a message without. */
    public static List<Violation> message(@Nullable JsonNode blocks) {
        return Cursor.check(orMissing(blocks), "/blocks", MESSAGE);
    }

    /** The {@code view} of {@code views.open}, {@code push} and {@code update}; pointers begin with {@code /view}. */
    public static List<Violation> modal(@Nullable JsonNode view) {
        return Cursor.check(orMissing(view), "/view", Views.MODAL);
    }

    /** The {@code view} of {@code views.publish}; pointers begin with {@code /view}. */
    public static List<Violation> home(@Nullable JsonNode view) {
        return Cursor.check(orMissing(view), "/view", Views.HOME);
    }

    /** The answer to an external select that asks for its options; pointers begin at the answer itself. */
    public static List<Violation> options(@Nullable JsonNode answer) {
        return Cursor.check(orMissing(answer), "", OPTIONS);
    }

    /**
     * The characters (code points) of all texts in the blocks together, for the budget behind {@code
     * msg_blocks_too_long}. Slack doesn't say how it counts; this counts every text that a reader could be shown, alt
     * texts included, and no markup of the JSON.
     */
    public static long textLength(@Nullable JsonNode blocks) {
        return TextLength.of(orMissing(blocks));
    }

    /** The size of the view's JSON in UTF-8 bytes, written without white space. */
    public static long viewBytes(@Nullable JsonNode view) {
        return orMissing(view).toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether Slack would answer {@code view_too_large}. */
    public static boolean isViewTooLarge(@Nullable JsonNode view) {
        return viewBytes(view) > Limits.VIEW_BYTES;
    }

    /**
     * The faults as an answer of Slack's carries them: {@code [ERROR] words}. A view whose form is wrong is told first as
     * such; what Slack looks for only once the form is right stands alone.
     */
    public static List<String> messages(List<Violation> found) {
        List<String> messages = new ArrayList<>();
        if (found.stream().anyMatch(one -> one.pointer().startsWith("/view") && !AFTER_FORM.contains(one.rule()))) {
            messages.add("[ERROR] failed to match all allowed schemas [json-pointer:/view]");
        }
        found.forEach(one -> messages.add("[ERROR] " + one.words()));
        return List.copyOf(messages);
    }

    private static JsonNode orMissing(@Nullable JsonNode node) {
        return node == null ? MissingNode.getInstance() : node;
    }
}
