package dev.releasemanager.slack.inbound;

import dev.releasemanager.coordination.Intent;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import java.util.Optional;

/**
 * One thing that a person did in Slack, whatever it was done with.
 *
 * @param payloadId unique for the gesture
 * @param triggerId opens one modal within three seconds
 * @param responseUrl where an answer can go; empty for what is done in Home or in a modal
 * @param answersOwnMessage whether it was done in a direct message, which the answer may replace
 * @param viewId the modal in which it was done, if it was done in one
 * @param atHome whether it was done in App Home
 * @param channel where it was done, if in a channel
 */
record Gesture(
        String payloadId,
        PersonId by,
        String triggerId,
        Optional<String> responseUrl,
        boolean answersOwnMessage,
        Optional<String> viewId,
        boolean atHome,
        Optional<ChannelId> channel) {

    Intent intent() {
        Intent intent = Intent.of(payloadId, by).atHome(atHome);
        return responseUrl.map(url -> intent.replyingTo(url, answersOwnMessage)).orElse(intent);
    }

    /** What a modal that is opened by this gesture has to remember of it. */
    Memory memory() {
        return Memory.none().returningTo(responseUrl, answersOwnMessage, atHome);
    }
}
