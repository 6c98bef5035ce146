package dev.releasemanager.coordination;

import dev.releasemanager.release.PersonId;
import java.util.Optional;

/**
 * Who wants something, and the delivery that it came with.
 *
 * @param payloadId unique for one gesture of a person; the same delivery twice bears the same id and acts once
 * @param formId the modal that was submitted, if it was one: two submissions of it make one thing, not two
 * @param by the acting person, as Slack authenticated them
 * @param replyTo where the answer goes, if it doesn't go into the acknowledgement
 * @param atHome whether it was done in App Home, which is drawn anew afterwards
 */
public record Intent(
        String payloadId, Optional<String> formId, PersonId by, Optional<ReplyTo> replyTo, boolean atHome) {

    /**
     * The address that came with a click.
     *
     * @param replaces whether the clicked message is the person's own and may be replaced by what came of it
     */
    public record ReplyTo(String url, boolean replaces) {}

    public static Intent of(String payloadId, PersonId by) {
        return new Intent(payloadId, Optional.empty(), by, Optional.empty(), false);
    }

    public Intent replyingTo(String url, boolean replaces) {
        return new Intent(payloadId, formId, by, Optional.of(new ReplyTo(url, replaces)), atHome);
    }

    public Intent atHome(boolean home) {
        return new Intent(payloadId, formId, by, replyTo, home);
    }

    public Intent from(String form) {
        return new Intent(payloadId, Optional.of(form), by, replyTo, atHome);
    }
}
