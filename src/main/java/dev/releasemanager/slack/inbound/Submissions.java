package dev.releasemanager.slack.inbound;

import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.view.View;
import dev.releasemanager.coordination.Calls;
import dev.releasemanager.coordination.ChangeForm;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.Planning;
import dev.releasemanager.coordination.Polls;
import dev.releasemanager.coordination.ReleaseForm;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.slack.inbound.Desk.Offer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Modals that were submitted. What is wrong is said at the field, and nothing that was typed is lost. */
final class Submissions {
    /** What the form of a release can change, as paths of the canonical form. */
    private static final String[] PROFILE = {
        "title", "purpose", "kind", "target", "zone", "channel", "ticket", "fixes", "owner", "team"
    };

    private final Coordination coordination;
    private final Desk desk;
    private final Answers answers;
    private final Map<String, Topic.Submitted> topics;

    /** @param topics by the callback ids of their modals */
    Submissions(Coordination coordination, Desk desk, Answers answers, Map<String, Topic.Submitted> topics) {
        this.coordination = coordination;
        this.desk = desk;
        this.answers = answers;
        this.topics = topics;
    }

    Response answer(ViewSubmissionPayload payload) {
        View view = payload.getView();
        Typed typed = Typed.of(view);
        Memory memory = Memory.decode(view.getPrivateMetadata() == null ? "" : view.getPrivateMetadata());
        PersonId by = new PersonId(payload.getUser().getId());
        String form = view.getId() + ":" + view.getHash();
        // Slack sends a trigger here, but its documentation promises none.
        Intent plain = Intent.of(
                        "submit:" + Optional.ofNullable(payload.getTriggerId()).orElse(form), by)
                .from(form)
                .atHome(memory.atHome());
        Intent intent = memory.responseUrl()
                .map(url -> plain.replyingTo(url, memory.replaces()))
                .orElse(plain);
        Gesture gesture = new Gesture(
                intent.payloadId(),
                by,
                String.valueOf(payload.getTriggerId()),
                memory.responseUrl(),
                memory.replaces(),
                Optional.ofNullable(view.getId()),
                memory.atHome(),
                Optional.empty());
        String callback = view.getCallbackId() == null ? "" : view.getCallbackId();
        if (callback.equals(Views.NEW)) {
            Outcome made = coordination.planning().create(intent, releaseForm(typed));
            return finished(made, typed, gesture, outcome -> Replies.redraw(answers.message(outcome.said(), gesture)));
        }
        if (memory.about().isEmpty()) {
            return Replies.heard();
        }
        ReleaseKey key = memory.about().get();
        Topic.Submitted topic = topics.get(callback);
        return topic == null
                ? onRelease(callback, key, memory, typed, intent, gesture)
                : topic.answer(key, new Topic.Submission(typed, memory, intent, gesture));
    }

    private Response onRelease(
            String callback, ReleaseKey key, Memory memory, Typed typed, Intent intent, Gesture gesture) {
        Planning planning = coordination.planning();
        return switch (callback) {
            case Views.EDIT ->
                closing(
                        planning.edit(intent.basedOn(memory.revision(), PROFILE), key, releaseForm(typed)),
                        typed,
                        gesture);
            case Views.CHANGE ->
                finished(
                        planning.putChange(
                                intent.quiet().basedOn(memory.revision(), "change #" + memory.item() + " "),
                                key,
                                changeForm(typed, memory)),
                        typed,
                        gesture,
                        outcome -> redraw(desk.scope(
                                key, gesture, desk.placeOf(key, memory.item()), Optional.of(outcome.said()))));
            case Views.READY ->
                memory.team()
                        .map(team -> closing(
                                coordination
                                        .polls()
                                        .ready(
                                                intent,
                                                key,
                                                team,
                                                memory.round(),
                                                memory.seal(),
                                                typed.selectedMany(Polls.CHECKLIST)
                                                        .size()),
                                typed,
                                gesture))
                        .orElseGet(Replies::heard);
            case Views.NOT_READY ->
                memory.team()
                        .map(team -> closing(
                                coordination
                                        .polls()
                                        .notReady(
                                                intent,
                                                key,
                                                team,
                                                memory.round(),
                                                memory.seal(),
                                                typed.text(Polls.REASON),
                                                typed.text(Polls.ESTIMATE)),
                                typed,
                                gesture))
                        .orElseGet(Replies::heard);
            case Views.TAKE_BACK ->
                memory.team()
                        .filter(team -> !memory.item().isBlank())
                        .map(team -> closing(
                                coordination
                                        .polls()
                                        .withdraw(
                                                intent.quiet(),
                                                key,
                                                team,
                                                memory.round(),
                                                new PersonId(memory.item()),
                                                typed.text(Polls.REASON)),
                                typed,
                                gesture))
                        .orElseGet(Replies::heard);
            case Views.GO ->
                closing(coordination.calls().go(intent, key, memory.round(), memory.revision()), typed, gesture);
            case Views.NO_GO ->
                closing(
                        coordination.calls().noGo(intent, key, memory.round(), typed.text(Calls.REASON)),
                        typed,
                        gesture);
            case Views.DELAY ->
                until(typed)
                        .map(until -> closing(
                                coordination
                                        .calls()
                                        .delay(
                                                intent,
                                                key,
                                                memory.round(),
                                                from(typed),
                                                until,
                                                typed.text(Calls.REASON)),
                                typed,
                                gesture))
                        .orElseGet(() -> noUntil(typed));
            case Views.OPEN ->
                until(typed)
                        .map(until ->
                                closing(coordination.polls().open(intent, key, from(typed), until), typed, gesture))
                        .orElseGet(() -> noUntil(typed));
            default -> Replies.heard();
        };
    }

    private static Optional<Instant> until(Typed typed) {
        return typed.moment(Calls.UNTIL);
    }

    private Instant from(Typed typed) {
        return typed.moment(Views.FROM).orElseGet(() -> coordination.inquiries().now());
    }

    private static Response noUntil(Typed typed) {
        return Replies.atFields(typed, Map.of(Calls.UNTIL, "Choose until when it is decided."))
                .orElseGet(Replies::heard);
    }

    private Response closing(Outcome outcome, Typed typed, Gesture gesture) {
        return answers.closing(outcome, typed, gesture);
    }

    private Response finished(Outcome outcome, Typed typed, Gesture gesture, Function<Outcome, Response> then) {
        return answers.finished(outcome, typed, gesture, then);
    }

    private Response redraw(Offer offer) {
        return answers.redraw(offer);
    }

    private static ReleaseForm releaseForm(Typed typed) {
        return new ReleaseForm(
                typed.text(ReleaseForm.TITLE),
                typed.text(ReleaseForm.PURPOSE),
                typed.selected(ReleaseForm.KIND).orElse(""),
                typed.date(ReleaseForm.DATE).flatMap(Submissions::date),
                typed.time(ReleaseForm.TIME).flatMap(Submissions::time),
                typed.text(ReleaseForm.ZONE),
                typed.selectedMany(ReleaseForm.TEAMS).stream().map(TeamId::new).toList(),
                typed.conversation(ReleaseForm.CHANNEL).map(ChannelId::new),
                typed.text(ReleaseForm.TICKET),
                typed.text(ReleaseForm.FIXES),
                typed.person(ReleaseForm.OWNER).map(PersonId::new));
    }

    private static ChangeForm changeForm(Typed typed, Memory memory) {
        return new ChangeForm(
                number(memory.item()).map(ChangeId::new),
                typed.selected(ChangeForm.TEAM).map(TeamId::new),
                typed.text(ChangeForm.COMPONENT),
                typed.selected(ChangeForm.KIND).orElse(""),
                typed.text(ChangeForm.TITLE),
                typed.text(ChangeForm.LINK),
                typed.text(ChangeForm.FLAG),
                typed.text(ChangeForm.USER_EFFECT),
                typed.text(ChangeForm.TROUBLE),
                typed.text(ChangeForm.SUPPORT_ANSWER),
                typed.selected(ChangeForm.RISK).orElse(""),
                typed.text(ChangeForm.RISK_REASON));
    }

    private static Optional<Integer> number(String item) {
        return item.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(item)) : Optional.empty();
    }

    private static Optional<LocalDate> date(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalTime> time(String typed) {
        try {
            return Optional.of(LocalTime.parse(typed));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
