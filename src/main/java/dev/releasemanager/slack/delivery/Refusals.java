package dev.releasemanager.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Slack's names for why something can't be delivered, in words for the release's owner: what is wrong, who can change it. */
final class Refusals {
    private Refusals() {}

    /** @param place where it was to go, in words: {@code #payments}, or a person */
    static String words(Answer.Refused refused, String place) {
        String error = refused.error();
        if (error.startsWith("restricted_action")) {
            return "the workspace or the channel doesn't let the bot post in " + place + " (" + error
                    + "): an administrator, or who manages the channel, can allow it";
        }
        return switch (error) {
            case "not_in_channel" -> "the bot isn't in " + place + ": /invite it there";
            case "channel_not_found" ->
                "the bot can't see " + place
                        + ": it is gone, or private and the bot isn't in it; /invite it there, or choose"
                        + " another channel";
            // An edit of a message there is refused by the second name.
            case "is_archived", "is_inactive" -> place + " is archived: unarchive it, or choose another channel";
            case "user_not_found", "users_not_found", "user_disabled", "user_not_visible" ->
                place + " has left the workspace";
            case "cannot_dm_bot" -> place + " is a bot, which can't be written to";
            case "messages_tab_disabled" ->
                "people can't get messages from the bot: an administrator has to turn on its Messages tab";
            case "not_enabled" -> "the bot's Home is turned off: an administrator can turn on its Home tab";
            case "missing_scope" ->
                "the bot lacks the scope " + refused.body().path("needed").asText("that this needs")
                        + ": an administrator has to install it again with that scope";
            case "no_permission",
                    "ekm_access_denied",
                    "access_denied",
                    "team_access_not_granted",
                    "org_login_required" -> "the workspace doesn't permit it (" + error + "): an administrator can";
            case "msg_too_long",
                    "msg_blocks_too_long",
                    "invalid_blocks",
                    "invalid_blocks_format",
                    "invalid_arguments",
                    "view_too_large",
                    "too_many_attachments",
                    "metadata_too_large" ->
                "Slack refused the message's form (" + error + "): a fault of the bot, noted in its log";
            default -> "Slack refused it (" + error + ")";
        };
    }

    /** Whether it is our fault: the message was built wrongly. */
    static boolean isOurFault(String error) {
        return switch (error) {
            case "msg_too_long",
                    "msg_blocks_too_long",
                    "invalid_blocks",
                    "invalid_blocks_format",
                    "invalid_arguments",
                    "view_too_large",
                    "metadata_too_large",
                    "no_text",
                    "invalid_form_data" -> true;
            default -> false;
        };
    }

    /** Where in the blocks Slack found the fault; it names places and limits, but may quote a little of the text. */
    static List<String> details(Answer answer) {
        List<String> details = new ArrayList<>();
        if (answer instanceof Answer.Refused refused) {
            for (JsonNode error : refused.body().path("errors")) {
                details.add(error.isTextual() ? error.asText() : error.toString());
            }
            for (JsonNode message : refused.body().path("response_metadata").path("messages")) {
                details.add(message.asText());
            }
        }
        return details;
    }
}
