package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.RolloutDocuments;
import dev.releasemanager.notice.TicketDocuments;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.release.Ticket.Keeper;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollback.Rollback;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The ticket of a release: which it is, and that it is closed with the summary once the release is complete (M7). */
public final class Tickets {
    public static final String LINK = "link";

    private static final Duration REMIND_EVERY = Duration.ofDays(1);

    private static final String TOLD_OF_ROLLBACK = "ticket_told_of_rollback";

    private static final TicketTracker PEOPLE = new TicketsByPeople();
    private static final TicketTracker TRACKER = new TicketsByTracker();

    private final Acts acts;

    Tickets(Acts acts) {
        this.acts = acts;
    }

    /**
     * A release with its ticket.
     *
     * @param ticket empty until the release is complete, and where none is linked
     */
    public record Seen(Release release, Optional<Ticket> ticket) {}

    /** Empty if there is no such release. */
    public Optional<Seen> seen(ReleaseKey key) {
        return acts.store().read(reading -> reading.find(key).map(release -> new Seen(release, reading.ticket(key))));
    }

    /** Who closes tickets now, as the configuration says. */
    static Keeper keeper(Policy policy) {
        return policy.tracker().isPresent() ? Keeper.TRACKER : Keeper.OWNER;
    }

    /**
     * The release is complete: its ticket, if it has one, is to be closed with this.
     *
     * @return whether the owner has been written to with it
     */
    static boolean due(Scene scene, Document summary) {
        return scene.release()
                .profile()
                .ticket()
                .filter(link -> ask(scene, link, summary) == Keeper.OWNER)
                .isPresent();
    }

    private static Keeper ask(Scene scene, String link, Document summary) {
        Ticket ticket = Ticket.asked(link, keeper(scene.policy()), scene.now());
        scene.tx().put(scene.release().key(), ticket);
        scene.record(
                Optional.empty(),
                "ticket_to_be_closed",
                Map.of("ticket", link, "keeper", ticket.keeper().word()));
        (ticket.keeper() == Keeper.TRACKER ? TRACKER : PEOPLE).close(scene, ticket, summary);
        return ticket.keeper();
    }

    static void scheduleReminder(Scene scene, Ticket ticket) {
        scene.tx()
                .schedule(new Timer(
                        scene.release().key(),
                        Timer.Kind.TICKET_REMINDER,
                        0,
                        Review.nextReminder(
                                scene.now(),
                                REMIND_EVERY,
                                scene.release().profile().zone()),
                        ticket.since().toString()));
    }

    /** Once a working day, to those who decide, until one of them has said that it is closed. */
    static void remind(Scene scene, Timer timer) {
        Optional<Ticket> open = scene.tx()
                .ticket(scene.release().key())
                .filter(ticket -> ticket.isOpen()
                        && ticket.keeper() == Keeper.OWNER
                        && ticket.since().toString().equals(timer.detail()))
                .filter(ticket -> scene.release().state().phase() == Phase.COMPLETED);
        if (open.isEmpty()) {
            return;
        }
        Document said = TicketDocuments.reminder(scene.release(), open.get(), scene.now());
        scene.tell(scene.release().owner(), said, Lane.REMINDER);
        scene.release().delegate().ifPresent(delegate -> scene.tell(delegate, said, Lane.REMINDER));
        scene.record(Optional.empty(), "ticket_reminded", Map.of());
        scheduleReminder(scene, open.get());
    }

    /**
     * The tracker will never take it: the owner closes the ticket, or has it say that the release was rolled back. Stale if
     * that is done, or another's.
     */
    static void notTaken(Scene scene, Message.ToTracker message, String reason) {
        ReleaseKey key = scene.release().key();
        scene.tx()
                .ticket(key)
                .filter(ticket -> isAwaited(scene.tx(), scene.release(), ticket, message))
                .ifPresent(ticket -> {
                    if (message.rolledBack()) {
                        scene.record(
                                Optional.empty(),
                                "ticket_not_taken",
                                Map.of("ticket", ticket.link(), "reason", reason));
                        scene.tellDeciders(TicketDocuments.takenBack(scene.release(), ticket, Optional.of(reason)));
                        return;
                    }
                    Ticket left = ticket.leftToOwner(reason, scene.now());
                    scene.tx().put(key, left);
                    scene.record(Optional.empty(), "ticket_not_taken", Map.of("ticket", left.link(), "reason", reason));
                    PEOPLE.close(scene, left, message.summary());
                });
    }

    private static boolean isAwaited(Reading reading, Release release, Ticket ticket, Message.ToTracker message) {
        if (!ticket.link().equals(message.ticket())) {
            return false;
        }
        Phase phase = release.state().phase();
        return message.rolledBack()
                ? (phase == Phase.ROLLED_BACK || phase == Phase.REVIEWED)
                        && reading.record(release.key()).stream()
                                .noneMatch(entry -> entry.what().equals(TOLD_OF_ROLLBACK))
                : ticket.isOpen() && ticket.keeper() == Keeper.TRACKER && phase == Phase.COMPLETED;
    }

    /**
     * The release was rolled back after its completion: the tracker that was given the summary is told, whether it has taken
     * it or its answer was lost; elsewhere those who decide are.
     */
    static void takenBack(Scene scene, Rollback rollback) {
        scene.tx().ticket(scene.release().key()).ifPresent(ticket -> {
            boolean trackers = ticket.keeper() == Keeper.TRACKER
                    && ticket.closed().flatMap(Ticket.Closed::by).isEmpty()
                    && keeper(scene.policy()) == Keeper.TRACKER;
            (trackers ? TRACKER : PEOPLE)
                    .takenBack(scene, ticket, TicketDocuments.account(scene.release(), rollback, scene.now()));
        });
    }

    /** Whether it is still to be posted: a summary not once the ticket is closed, or the release was rolled back. */
    public boolean isAwaited(Message.ToTracker message) {
        return acts.store().read(reading -> reading.find(message.release())
                .flatMap(release -> reading.ticket(message.release())
                        .filter(ticket -> isAwaited(reading, release, ticket, message)))
                .isPresent());
    }

    /** The tracker has taken it. Said again it changes nothing. */
    public void taken(Message.ToTracker message) {
        boolean unused = acts.store().write(tx -> {
            Optional<Release> locked = tx.lock(message.release());
            Optional<Ticket> awaited = locked.flatMap(
                    release -> tx.ticket(message.release()).filter(ticket -> isAwaited(tx, release, ticket, message)));
            awaited.ifPresent(ticket -> {
                Scene scene = new Scene(tx, acts.policy(), acts.now(), locked.orElseThrow());
                if (message.rolledBack()) {
                    scene.record(Optional.empty(), TOLD_OF_ROLLBACK, Map.of("ticket", ticket.link()));
                    scene.tellThread(TicketDocuments.toldOfRollback(scene.release(), ticket));
                } else {
                    close(scene, ticket.closed(Optional.empty(), scene.now()));
                }
            });
            return awaited.isPresent();
        });
    }

    private static void close(Scene scene, Ticket closed) {
        scene.tx().put(scene.release().key(), closed);
        scene.record(closed.closed().flatMap(Ticket.Closed::by), "ticket_closed", Map.of("ticket", closed.link()));
        scene.tellThread(TicketDocuments.closed(scene.release(), closed));
        scene.refreshBoard();
    }

    /** Whoever decides has closed the ticket. */
    public Outcome closed(Intent intent, ReleaseKey key) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.CLOSE_TICKET, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Optional<Ticket> ticket = scene.tx().ticket(key);
            if (ticket.filter(known -> !known.isOpen()).isPresent()) {
                return Outcome.unchanged(release, "its ticket is closed already.");
            }
            refusal = refusalToClose(release, ticket, scene.policy().command());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            Ticket closed = ticket.orElseThrow().closed(Optional.of(intent.by()), scene.now());
            close(scene, closed);
            Document said = TicketDocuments.closed(release, closed);
            scene.reply(intent, said);
            return Outcome.done(scene.release(), said);
        });
    }

    private static Optional<Refusal> refusalToClose(Release release, Optional<Ticket> ticket, String command) {
        String what = "It was not noted that the ticket is closed";
        if (release.state().phase() != Phase.COMPLETED) {
            boolean undone = release.state().isClosed() || release.state().phase() == Phase.ROLLING_BACK;
            return Optional.of(Refusal.of(
                            what,
                            release.key() + " is " + release.state().phase().words()
                                    + "; a release ticket is closed with the summary of one that is completed.",
                            undone
                                    ? "Say in the ticket what has become of it: " + command + " report " + release.key()
                                            + "."
                                    : "You are asked for it when " + release.key() + " is completed.")
                    .by("M7"));
        }
        return ticket.isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        what,
                        "No ticket is linked with " + release.key() + ".",
                        "Link it with " + command + " ticket " + release.key() + " https://…"));
    }

    /**
     * Links a ticket. Before the rollout that is an edit of the release; a completed one has the ticket closed with its
     * summary.
     */
    public Outcome link(Intent intent, ReleaseKey key, String link) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.EDIT, intent.by(), release, scene.roster())
                    .or(() -> refusalToLink(release));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            String typed = link.strip();
            Map<String, String> faults = faults(typed);
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            return release.state().phase() == Phase.COMPLETED
                    ? linkCompleted(intent, scene, typed)
                    : scene.edit(
                            intent,
                            "release_edited",
                            Map.of("fields", "ticket"),
                            "its ticket was changed",
                            edited -> edited.with(edited.profile().with(Optional.of(typed))));
        });
    }

    private static Map<String, String> faults(String link) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (!Texts.isLink(link)) {
            faults.put(LINK, "A link is needed: the ticket's address, beginning with https:// or http://.");
        } else {
            Texts.limited(faults, LINK, link, Profile.TICKET_LIMIT);
        }
        return faults;
    }

    /** Why no ticket can be linked with it now, if none can. */
    public static Optional<Refusal> refusalToLink(Release release) {
        String what = "The ticket was not linked";
        String next = "Link it when " + release.key() + " is completed: it is closed with the summary then.";
        return switch (release.state().phase()) {
            case CLEARED -> Optional.of(Refusal.of(what, "Go is called, and an edit would void it.", next));
            case ROLLING_OUT, STOPPED ->
                Optional.of(Refusal.of(
                                what, "The manifest is sealed since the rollout started, and its ticket with it.", next)
                        .by("S4"));
            case PLANNING, POLLING, DELAYED, ROLLING_BACK, ROLLED_BACK, REVIEWED, COMPLETED, CANCELLED ->
                Optional.empty();
        };
    }

    private static Outcome linkCompleted(Intent intent, Scene scene, String link) {
        Release release = scene.release();
        Optional<Ticket> before = scene.tx().ticket(release.key());
        if (before.filter(ticket -> ticket.link().equals(link)).isPresent()) {
            return Outcome.unchanged(release, "this ticket is linked already.");
        }
        if (before.filter(ticket -> !ticket.isOpen()).isPresent()) {
            return Outcome.refused(Refusal.of(
                    "The ticket was not linked",
                    "Another one was closed with the summary of " + release.key() + " already: "
                            + before.get().link() + ".",
                    "Point from the one to the other there."));
        }
        if (!Acts.claimForm(scene.tx(), intent)) {
            return Outcome.repeated();
        }
        scene.record(Optional.of(intent.by()), "ticket_linked", Map.of("ticket", link));
        Keeper keeper = ask(scene, link, RolloutDocuments.summed(scene.dossier(), Watch.judgementOfLast(scene)));
        scene.refreshBoard();
        Document said = TicketDocuments.linked(release, link, keeper);
        scene.reply(intent, said);
        return Outcome.done(scene.release(), said);
    }
}
