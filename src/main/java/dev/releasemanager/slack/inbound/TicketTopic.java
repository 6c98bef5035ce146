package dev.releasemanager.slack.inbound;

import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.Tickets;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.TicketDocuments;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.slack.inbound.Desk.Offer;
import java.util.Map;
import java.util.Optional;

/** The ticket of a release: which it is, linking one, and saying that it is closed (M7). */
final class TicketTopic implements Topic {
    private static final String LINK = "ticket_link";

    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    TicketTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of("ticket", this::ticket);
    }

    private Response ticket(ReleaseKey key, String rest, Gesture gesture) {
        if (rest.isBlank()) {
            return answers.opened(gesture, view(key, gesture));
        }
        Outcome outcome = coordination.tickets().link(gesture.intent(), key, rest);
        return answers.say(
                outcome.faults().isEmpty()
                        ? outcome.said()
                        : Document.of("Nothing was linked. "
                                + String.join(" ", outcome.faults().values())));
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.TICKET,
                (value, gesture) ->
                        Target.find(value).ifPresent(of -> answers.show(gesture, view(of.release(), gesture))),
                Controls.TICKET_CLOSED,
                this::closed,
                Controls.LINK_TICKET,
                (value, gesture) ->
                        Target.find(value).ifPresent(of -> answers.show(gesture, form(of.release(), gesture))));
    }

    /** In the message that asks for it, or in the view. */
    private void closed(String value, Gesture gesture) {
        Target.find(value).ifPresent(of -> {
            if (gesture.viewId().isEmpty()) {
                answers.acted(gesture, coordination.tickets().closed(gesture.intent(), of.release()));
                return;
            }
            Outcome outcome = coordination.tickets().closed(Clicks.inModal(gesture), of.release());
            answers.show(
                    gesture,
                    outcome.kind() == Outcome.Kind.REFUSED
                            ? new Offer(Optional.empty(), outcome.said())
                            : view(of.release(), gesture));
        });
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                LINK,
                (key, form) -> answers.finished(
                        coordination
                                .tickets()
                                .link(form.quiet(), key, form.typed().text(Tickets.LINK)),
                        form.typed(),
                        form.gesture(),
                        done -> answers.redraw(view(key, form.gesture()))));
    }

    private Offer view(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.LOOK,
                dossier -> Offer.of(forms.read(
                        Forms.cut("Ticket of " + key, 24),
                        TicketDocuments.view(
                                dossier.release(),
                                coordination.tickets().seen(key).flatMap(Tickets.Seen::ticket),
                                isLinkable(dossier.release())),
                        Desk.remembering(gesture, dossier.release()))));
    }

    private static boolean isLinkable(Release release) {
        return Tickets.refusalToLink(release).isEmpty()
                && (!release.state().isClosed() || release.state().phase() == Phase.COMPLETED)
                && release.state().phase() != Phase.ROLLING_BACK;
    }

    private Offer form(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.EDIT, dossier -> {
            Optional<Refusal> refusal = Tickets.refusalToLink(dossier.release());
            return refusal.map(Offer::refused)
                    .orElseGet(() ->
                            Offer.of(forms.form(LINK, "Link a ticket", Desk.remembering(gesture, dossier.release()))
                                    .submit("Link it")
                                    .text(
                                            Tickets.LINK,
                                            "Ticket link",
                                            "",
                                            Profile.TICKET_LIMIT,
                                            true,
                                            "It is closed with the summary when the release is completed.")
                                    .view()));
        });
    }
}
