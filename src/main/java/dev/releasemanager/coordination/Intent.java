package dev.releasemanager.coordination;

import dev.releasemanager.release.PersonId;
import java.util.List;
import java.util.Optional;

/**
 * Who wants something, and the delivery that it came with.
 *
 * @param payloadId unique for one gesture of a person; the same delivery twice bears the same id and acts once
 * @param formId the modal that was submitted, if it was one: two submissions of it make one thing, not two
 * @param by the acting person, as Slack authenticated them
 * @param replyTo where the answer goes, if it doesn't go into the acknowledgement
 * @param atHome whether it was done in App Home, which is drawn anew afterwards
 * @param basis what the person had in sight when they typed; empty where nothing could be overwritten
 */
public record Intent(
        String payloadId,
        Optional<String> formId,
        PersonId by,
        Optional<ReplyTo> replyTo,
        boolean atHome,
        Optional<Basis> basis) {

    /**
     * What a form was filled from: an edit by somebody else of these very things, since then, isn't overwritten unseen.
     *
     * @param revision the one that the form showed
     * @param paths the beginnings of the canonical form's paths that it can change
     */
    public record Basis(int revision, List<String> paths) {
        public Basis {
            paths = List.copyOf(paths);
        }

        boolean concerns(String path) {
            return paths.stream().anyMatch(known -> known.endsWith(" ") ? path.startsWith(known) : path.equals(known));
        }
    }

    /**
     * The address that came with a click.
     *
     * @param replaces whether the clicked message is the person's own and may be replaced by what came of it
     */
    public record ReplyTo(String url, boolean replaces) {}

    public static Intent of(String payloadId, PersonId by) {
        return new Intent(payloadId, Optional.empty(), by, Optional.empty(), false, Optional.empty());
    }

    public Intent replyingTo(String url, boolean replaces) {
        return new Intent(payloadId, formId, by, Optional.of(new ReplyTo(url, replaces)), atHome, basis);
    }

    public Intent atHome(boolean home) {
        return new Intent(payloadId, formId, by, replyTo, home, basis);
    }

    public Intent from(String form) {
        return new Intent(payloadId, Optional.of(form), by, replyTo, atHome, basis);
    }

    /** For what is answered by the view that is drawn next, not through the address of the first click. */
    public Intent quiet() {
        return new Intent(payloadId, formId, by, Optional.empty(), atHome, basis);
    }

    /** Filled from that revision; only the things under these paths can be overwritten. */
    public Intent basedOn(int revision, String... paths) {
        return new Intent(payloadId, formId, by, replyTo, atHome, Optional.of(new Basis(revision, List.of(paths))));
    }
}
