package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.view.View;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Refusals;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.inbound.Desk.Offer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How a person is answered, by what they used: the command, a button, a modal. Thread-safe. */
final class Answers {
    private final Forms forms;
    private final Replies replies;
    private final Windows windows;
    private final DirectWords directWords;

    Answers(Forms forms, Replies replies, Windows windows, DirectWords directWords) {
        this.forms = forms;
        this.replies = replies;
        this.windows = windows;
        this.directWords = directWords;
    }

    ObjectNode message(Document document, Gesture gesture) {
        return forms.read("Release manager", document, gesture.memory());
    }

    /** To a command: below it, for its sender alone. */
    Response say(Document document) {
        return replies.privately(document, Optional.empty());
    }

    /** The same, with a way on to the release. */
    Response tell(ReleaseKey key, Optional<Document> document, String command) {
        return replies.privately(
                document.orElseGet(() -> Refusals.document(Refusals.noSuchRelease(key, command))), Optional.of(key));
    }

    /** To a command that opens a modal, or is refused. */
    Response opened(Gesture gesture, Offer offer) {
        if (offer.view().isEmpty()) {
            return say(offer.refusal());
        }
        return windows.open(gesture.triggerId(), offer.view().get())
                .map(why -> say(Document.of(why)))
                .orElseGet(Replies::heard);
    }

    /** To a click: opens the modal, or draws it in the place of the one that was clicked in; a refusal the same way. */
    void show(Gesture gesture, Offer offer) {
        ObjectNode view = offer.view().orElseGet(() -> message(offer.refusal(), gesture));
        Optional<String> failure = gesture.viewId().isPresent()
                ? windows.replace(gesture.viewId().get(), view)
                : windows.open(gesture.triggerId(), view);
        failure.ifPresent(why -> gesture.responseUrl().ifPresent(url -> directWords.say(url, Document.of(why))));
    }

    /** To a click that acts at once, wherever the button stood: in a modal or in Home a modal says what came of it. */
    void acted(Gesture gesture, Outcome outcome) {
        boolean silent = outcome.said().parts().isEmpty();
        if (!silent && (gesture.viewId().isPresent() || (gesture.atHome() && outcome.kind() != Outcome.Kind.DONE))) {
            show(gesture, new Offer(Optional.empty(), outcome.said()));
        }
    }

    /** To a modal that closes when all went well. */
    Response closing(Outcome outcome, Typed typed, Gesture gesture) {
        return finished(outcome, typed, gesture, done -> Replies.heard());
    }

    /** Faults at their fields; other refusals at the first field, so that what was typed stays; or in place of the modal. */
    Response finished(Outcome outcome, Typed typed, Gesture gesture, Function<Outcome, Response> then) {
        return finished(outcome, typed, gesture, UnaryOperator.identity(), then);
    }

    /** @param renewed what the form remembers when it is drawn again because somebody else was faster */
    Response finished(
            Outcome outcome,
            Typed typed,
            Gesture gesture,
            UnaryOperator<Memory> renewed,
            Function<Outcome, Response> then) {
        return switch (outcome.kind()) {
            case DONE -> then.apply(outcome);
            case UNCHANGED -> Replies.redraw(message(outcome.said(), gesture));
            case REPEATED -> Replies.heard();
            case REFUSED -> refused(outcome, typed, gesture);
            case CONFLICT -> Replies.redraw(again(outcome, typed, gesture, renewed));
        };
    }

    /** The same form with what was typed, below what changed meanwhile; submitted again it counts. */
    private ObjectNode again(Outcome outcome, Typed typed, Gesture gesture, UnaryOperator<Memory> renewed) {
        int revision = outcome.release().orElseThrow().revision();
        return FilledForm.of(
                typed.view(),
                forms.read("Changed meanwhile", outcome.said(), gesture.memory()),
                memory -> renewed.apply(memory.atRevision(revision)));
    }

    private Response refused(Outcome outcome, Typed typed, Gesture gesture) {
        Map<String, String> faults =
                outcome.faults().isEmpty() ? Map.of("", replies.plain(outcome.said())) : outcome.faults();
        return Replies.atFields(typed, faults).orElseGet(() -> Replies.redraw(message(outcome.said(), gesture)));
    }

    /** The same for words that belong to no outcome, such as that the database is away. */
    Response kept(View view, Document words, Gesture gesture) {
        return Replies.atFields(Typed.of(view), Map.of("", replies.plain(words)))
                .orElseGet(() -> Replies.redraw(message(words, gesture)));
    }

    /** Draws what is offered in the place of a submitted modal; closes it if there is nothing any more. */
    Response redraw(Offer offer) {
        return offer.view().map(Replies::redraw).orElseGet(Replies::closeAll);
    }
}
