package dev.releasemanager.slack.inbound;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.view.View;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Inquiries;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Stretch.Turn;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.ActionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Buttons, wherever they stand: in a message, in a modal, in App Home. */
final class Clicks {
    private final Coordination coordination;
    private final Desk desk;
    private final Answers answers;
    private final Map<String, Topic.Clicked> topics;

    /** @param topics by what their buttons ask for */
    Clicks(Coordination coordination, Desk desk, Answers answers, Map<String, Topic.Clicked> topics) {
        this.coordination = coordination;
        this.desk = desk;
        this.answers = answers;
        this.topics = topics;
    }

    static Gesture gesture(BlockActionPayload payload) {
        PersonId by = new PersonId(payload.getUser().getId());
        Optional<View> view = Optional.ofNullable(payload.getView());
        boolean modal = view.filter(v -> "modal".equals(v.getType())).isPresent();
        Memory memory = view.filter(v -> modal)
                .map(View::getPrivateMetadata)
                .map(Memory::decode)
                .orElse(Memory.none());
        boolean ephemeral =
                payload.getContainer() != null && payload.getContainer().isEphemeral();
        Optional<ChannelId> channel = Optional.ofNullable(payload.getChannel())
                .map(BlockActionPayload.Channel::getId)
                .map(ChannelId::new);
        boolean direct = channel.filter(c -> c.value().startsWith("D")).isPresent() && !ephemeral;
        return new Gesture(
                "click:" + payload.getTriggerId(),
                by,
                String.valueOf(payload.getTriggerId()),
                modal
                        ? memory.responseUrl()
                        : Optional.ofNullable(payload.getResponseUrl()).filter(u -> !u.isBlank()),
                modal ? memory.replaces() : direct,
                modal ? view.map(View::getId) : Optional.empty(),
                modal ? memory.atHome() : view.isPresent(),
                channel);
    }

    Response answer(BlockActionPayload payload) {
        Gesture gesture = gesture(payload);
        BlockActionPayload.Action action = payload.getActions().get(0);
        String value = action.getValue() == null ? "" : action.getValue();
        String act = ActionId.act(String.valueOf(action.getActionId()));
        Topic.Clicked topic = topics.get(act);
        if (topic == null) {
            act(act, value, gesture);
        } else {
            topic.act(value, gesture);
        }
        return Replies.heard();
    }

    private void act(String act, String value, Gesture gesture) {
        Optional<Target> target = Target.find(value);
        switch (act) {
            case Controls.NEW -> show(gesture, desk.newRelease(gesture));
            case Controls.OPEN_NOW -> openNow(value, gesture);
            case Views.ADD_CHANGE ->
                key(value).ifPresent(k -> show(gesture, desk.change(k, Optional.empty(), gesture)));
            case Views.EDIT_CHANGE ->
                item(value)
                        .ifPresent(i ->
                                show(gesture, desk.change(i.key(), Optional.of(new ChangeId(i.number())), gesture)));
            case Views.REMOVE_CHANGE -> item(value).ifPresent(i -> removeChange(i, gesture));
            case Views.TURN_SCOPE ->
                Turn.find(value)
                        .ifPresent(
                                turn -> show(gesture, desk.scope(turn.key(), gesture, turn.place(), Optional.empty())));
            case Controls.STILL_READY -> stillReady(value, gesture);
            case Views.TAKE_BACK_OTHERS -> takeBackOthers(value, gesture);
            default -> target.ifPresent(t -> onRelease(act, t, gesture));
        }
    }

    private void removeChange(Item item, Gesture gesture) {
        int place = desk.placeOf(item.key(), Integer.toString(item.number()));
        removed(
                gesture,
                coordination.planning().removeChange(inModal(gesture), item.key(), new ChangeId(item.number())),
                said -> desk.scope(item.key(), gesture, place, Optional.empty()));
    }

    private void onRelease(String act, Target target, Gesture gesture) {
        ReleaseKey key = target.release();
        Inquiries inquiries = coordination.inquiries();
        switch (act) {
            case Controls.ANSWER -> show(gesture, desk.answer(key, gesture));
            case Controls.READY ->
                target.team().ifPresent(team -> show(gesture, desk.respond(key, team, target.round(), true, gesture)));
            case Controls.NOT_READY ->
                target.team().ifPresent(team -> show(gesture, desk.respond(key, team, target.round(), false, gesture)));
            case Controls.WITHDRAW -> withdraw(target, gesture);
            case Controls.GO -> show(gesture, desk.go(key, gesture));
            case Controls.NO_GO -> show(gesture, desk.noGo(key, gesture));
            case Controls.DELAY -> show(gesture, desk.delay(key, gesture));
            case Controls.OPEN -> show(gesture, desk.open(key, gesture));
            case Controls.EDIT -> show(gesture, desk.edit(key, gesture));
            case Controls.SCOPE -> show(gesture, desk.scope(key, gesture, Optional.empty()));
            case Controls.CHECK -> show(gesture, desk.read(key, gesture, "Gate of " + key, inquiries::check));
            case Controls.SHOW -> show(gesture, desk.read(key, gesture, key.value(), inquiries::show));
            case Controls.HISTORY -> show(gesture, desk.read(key, gesture, "History of " + key, inquiries::history));
            default -> {}
        }
    }

    private void withdraw(Target target, Gesture gesture) {
        target.team().ifPresent(team -> {
            Intent intent = gesture.viewId().isPresent() ? inModal(gesture) : gesture.intent();
            Outcome outcome =
                    coordination.polls().withdraw(intent, target.release(), team, target.round(), gesture.by(), "");
            if (gesture.viewId().isPresent()) {
                show(
                        gesture,
                        outcome.kind() == Outcome.Kind.DONE
                                ? desk.answer(target.release(), gesture)
                                : new Offer(Optional.empty(), outcome.said()));
            } else {
                tellAtHome(gesture, outcome);
            }
        });
    }

    private void stillReady(String value, Gesture gesture) {
        int bar = value.indexOf('|');
        if (bar < 0) {
            return;
        }
        Target.find(value.substring(0, bar)).ifPresent(target -> target.team()
                .ifPresent(team -> answers.acted(
                        gesture,
                        coordination
                                .polls()
                                .stillReady(
                                        gesture.intent(),
                                        target.release(),
                                        team,
                                        target.round(),
                                        value.substring(bar + 1)))));
    }

    private void takeBackOthers(String value, Gesture gesture) {
        int bar = value.indexOf('|');
        if (bar < 0 || bar == value.length() - 1) {
            return;
        }
        Target.find(value.substring(0, bar)).ifPresent(target -> target.team()
                .ifPresent(team -> show(
                        gesture,
                        desk.takeBack(target.release(), team, new PersonId(value.substring(bar + 1)), gesture))));
    }

    private void openNow(String value, Gesture gesture) {
        String[] parts = value.split("\\|", 3);
        Optional<ReleaseKey> key = ReleaseKey.find(parts[0]);
        if (key.isEmpty() || parts.length < 3) {
            return;
        }
        try {
            long from = Long.parseLong(parts[1]);
            Instant starts = from == 0 ? coordination.inquiries().now() : Instant.ofEpochSecond(from);
            Intent intent = Intent.of(gesture.payloadId(), gesture.by());
            intent = gesture.responseUrl().isPresent()
                    ? intent.replyingTo(gesture.responseUrl().get(), true)
                    : intent;
            coordination.polls().open(intent, key.get(), starts, Instant.ofEpochSecond(Long.parseLong(parts[2])));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            show(gesture, new Offer(Optional.empty(), Document.of("That button can't be read. Nothing was opened.")));
        }
    }

    /** What is done in a modal is answered in the modal, unless a direct message is to be replaced as well. */
    static Intent inModal(Gesture gesture) {
        Intent plain = Intent.of(gesture.payloadId(), gesture.by()).atHome(gesture.atHome());
        return gesture.answersOwnMessage() && gesture.responseUrl().isPresent()
                ? plain.replyingTo(gesture.responseUrl().get(), true)
                : plain;
    }

    private void removed(
            Gesture gesture, Outcome outcome, java.util.function.Function<Optional<String>, Offer> redrawn) {
        show(
                gesture,
                outcome.kind() == Outcome.Kind.REFUSED
                        ? new Offer(Optional.empty(), outcome.said())
                        : redrawn.apply(Optional.empty()));
    }

    /** Home has no address for an answer: a refusal is shown in a modal. */
    private void tellAtHome(Gesture gesture, Outcome outcome) {
        if (gesture.atHome()
                && outcome.kind() != Outcome.Kind.DONE
                && !outcome.said().parts().isEmpty()) {
            show(gesture, new Offer(Optional.empty(), outcome.said()));
        }
    }

    private void show(Gesture gesture, Offer offer) {
        answers.show(gesture, offer);
    }

    private record Item(ReleaseKey key, int number) {}

    private static Optional<ReleaseKey> key(String value) {
        return ReleaseKey.find(value);
    }

    private static Optional<Item> item(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(value.substring(colon + 1));
            return ReleaseKey.find(value.substring(0, colon)).map(key -> new Item(key, number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
