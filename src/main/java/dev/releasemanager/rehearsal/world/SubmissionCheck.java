package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What Slack's own client checks before a modal is sent: nothing reaches the bot while an input is at fault. Pure. */
final class SubmissionCheck {

    private static final String REQUIRED = "Please complete this required field.";

    private SubmissionCheck() {}

    /** Block id to words, empty when the modal can be sent. */
    static ObjectNode faults(JsonNode blocks, ObjectNode values) {
        ObjectNode faults = Json.object();
        for (Inputs.Found found : Inputs.in(blocks)) {
            if (!found.inInputBlock()) {
                continue;
            }
            JsonNode value = Inputs.held(found, values);
            String fault = value == null
                    ? (found.block().path("optional").asBoolean(false) ? null : REQUIRED)
                    : fault(found, value);
            if (fault != null) {
                faults.put(found.blockId(), fault);
            }
        }
        return faults;
    }

    private static @Nullable String fault(Inputs.Found found, JsonNode value) {
        return switch (found.type()) {
            case "plain_text_input" -> length(found.element(), value.asText());
            case "number_input" -> number(found.element(), value.asText());
            case "email_text_input" ->
                value.asText().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+") ? null : "Please enter a valid email address.";
            case "url_text_input" -> isUrl(value.asText()) ? null : "Please enter a valid URL.";
            default -> {
                int most = found.element().path("max_selected_items").asInt(Integer.MAX_VALUE);
                yield value.isArray() && value.size() > most ? "Please choose at most " + most + "." : null;
            }
        };
    }

    private static @Nullable String length(JsonNode element, String typed) {
        int least = element.path("min_length").asInt(0);
        int most = element.path("max_length").asInt(3_000);
        int length = typed.codePointCount(0, typed.length());
        if (length < least) {
            return "Must be at least " + least + " characters.";
        }
        return length > most ? "Must be less than " + (most + 1) + " characters." : null;
    }

    private static @Nullable String number(JsonNode element, String typed) {
        BigDecimal number;
        try {
            number = new BigDecimal(typed);
        } catch (NumberFormatException e) {
            return "Please enter a valid number.";
        }
        if (!element.path("is_decimal_allowed").asBoolean(false)
                && number.stripTrailingZeros().scale() > 0) {
            return "Please enter a whole number.";
        }
        if (element.has("min_value")
                && number.compareTo(new BigDecimal(element.path("min_value").asText())) < 0) {
            return "Must be at least " + element.path("min_value").asText() + ".";
        }
        if (element.has("max_value")
                && number.compareTo(new BigDecimal(element.path("max_value").asText())) > 0) {
            return "Must be at most " + element.path("max_value").asText() + ".";
        }
        return null;
    }

    private static boolean isUrl(String typed) {
        try {
            URI url = URI.create(typed.strip());
            return url.getScheme() != null && url.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
