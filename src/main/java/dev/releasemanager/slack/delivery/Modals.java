package dev.releasemanager.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and changes modals. {@link #open} is the one call to Slack that may stand between a click and its acknowledgement,
 * so all of these give up after two seconds. Thread-safe.
 */
public final class Modals {
    private static final Logger LOG = LoggerFactory.getLogger(Modals.class);

    private final SlackWeb web;

    public Modals(SlackClient client) {
        this.web = client.web();
    }

    /** What became of a modal. */
    public sealed interface Shown {
        /** It is open, or changed. */
        record Open(String viewId, String hash) implements Shown {}

        /**
         * It is not, as far as can be known.
         *
         * @param error Slack's name for why, or what happened on the way there
         * @param words for the person who clicked
         */
        record NotOpen(String error, String words) implements Shown {}
    }

    /** @param view as JSON, of type {@code modal} */
    public Shown open(String triggerId, JsonNode view) {
        return show("views.open", Map.of("trigger_id", triggerId, "view", view.toString()));
    }

    /** On top of the modal in which was clicked; Slack stacks three. */
    public Shown push(String triggerId, JsonNode view) {
        return show("views.push", Map.of("trigger_id", triggerId, "view", view.toString()));
    }

    /** @param hash of the view as it was last seen: refused ({@code hash_conflict}) if somebody changed it since */
    public Shown update(String viewId, Optional<String> hash, JsonNode view) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("view_id", viewId);
        parameters.put("view", view.toString());
        hash.ifPresent(known -> parameters.put("hash", known));
        return show("views.update", parameters);
    }

    private Shown show(String method, Map<String, String> parameters) {
        Answer answer = web.callQuickly(method, parameters);
        if (answer instanceof Answer.Done done) {
            JsonNode view = done.body().path("view");
            return new Shown.Open(view.path("id").asText(""), view.path("hash").asText(""));
        }
        LOG.atWarn()
                .setMessage("A modal did not open")
                .addKeyValue("method", method)
                .addKeyValue("answer", answer.words())
                .addKeyValue("details", Refusals.details(answer))
                .log();
        return new Shown.NotOpen(answer.words(), words(answer));
    }

    private static String words(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            return switch (refused.error()) {
                case "expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged" ->
                    "Slack gave us three seconds to open the form, and they had passed. Nothing was changed; please click"
                            + " again.";
                case "push_limit_reached" ->
                    "Slack shows at most three forms on top of each other. Close one and try again.";
                case "hash_conflict" -> "The form changed meanwhile. Please look again.";
                default -> "Slack refused to open the form (" + refused.error() + "). Nothing was changed.";
            };
        }
        return "Slack didn't answer in time, so the form could not be opened. Nothing was changed; please try again.";
    }
}
