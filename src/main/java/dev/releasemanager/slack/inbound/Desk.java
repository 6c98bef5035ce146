package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Inquiries;
import dev.releasemanager.coordination.Inquiries.Preview;
import dev.releasemanager.coordination.Policy;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Refusals;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which modal a person gets who wants to do something: drawn from what is true now, or the refusal, before anything is
 * typed. Whether it may be done is decided again when it is done.
 */
final class Desk {
    private final Coordination coordination;
    private final Forms forms;
    private final Views views;

    Desk(Coordination coordination, Forms forms) {
        this.coordination = coordination;
        this.forms = forms;
        this.views = new Views(forms);
    }

    /** A modal, or why there is none. */
    record Offer(Optional<ObjectNode> view, Document refusal) {
        static Offer of(ObjectNode view) {
            return new Offer(Optional.of(view), new Document(List.of()));
        }

        static Offer refused(Refusal refusal) {
            return new Offer(Optional.empty(), Refusals.document(refusal));
        }
    }

    private Inquiries inquiries() {
        return coordination.inquiries();
    }

    private Offer noSuch(ReleaseKey key) {
        return Offer.refused(Refusals.noSuchRelease(key, inquiries().policy().command()));
    }

    static Memory remembering(Gesture gesture, Release release) {
        int round = release.state().checkpoint().map(Checkpoint::round).orElse(release.rounds());
        return gesture.memory().of(release.key(), round, release.revision());
    }

    Offer newRelease(Gesture gesture) {
        Policy policy = inquiries().policy();
        Optional<Refusal> refusal = Permissions.check(Act.CREATE, gesture.by(), policy.roster());
        return refusal.map(Offer::refused)
                .orElseGet(() -> Offer.of(views.newRelease(
                        policy,
                        gesture.by(),
                        inquiries().zoneOf(gesture.by()),
                        gesture.channel().filter(channel -> !channel.value().startsWith("D")),
                        inquiries().now(),
                        gesture.memory())));
    }

    /** Looks the release up, asks whether the person may, and draws. */
    Offer on(ReleaseKey key, Gesture gesture, Act act, java.util.function.Function<Dossier, Offer> draw) {
        Optional<Refusal> stranger = inquiries().refusalToLook(gesture.by());
        if (stranger.isPresent()) {
            return Offer.refused(stranger.get());
        }
        Optional<Dossier> dossier = inquiries().dossier(key);
        if (dossier.isEmpty()) {
            return noSuch(key);
        }
        Optional<Refusal> refusal = Permissions.check(
                act, gesture.by(), dossier.get().release(), dossier.get().roster());
        return refusal.map(Offer::refused).orElseGet(() -> draw.apply(dossier.get()));
    }

    Offer edit(ReleaseKey key, Gesture gesture) {
        return on(
                key,
                gesture,
                Act.EDIT,
                dossier -> dossier.release().state().isClosed()
                        ? Offer.refused(closed(dossier.release()))
                        : Offer.of(views.editRelease(
                                inquiries().policy(), dossier.release(), remembering(gesture, dossier.release()))));
    }

    private static Refusal closed(Release release) {
        return Refusal.of(
                "Nothing was changed",
                release.key() + " is " + release.state().phase().words() + ".",
                release.state().next());
    }

    Offer scope(ReleaseKey key, Gesture gesture, Optional<Document> said) {
        return scope(key, gesture, 0, said);
    }

    /** The part of the scope that this place is in, from 0. */
    Offer scope(ReleaseKey key, Gesture gesture, int place, Optional<Document> said) {
        return on(
                key,
                gesture,
                Act.LOOK,
                dossier -> Offer.of(views.scope(dossier, remembering(gesture, dossier.release()), place, said)));
    }

    /** The place of a change in the scope, from 0; of one that isn't there 0. */
    int placeOf(ReleaseKey key, String change) {
        List<Change> changes = inquiries()
                .dossier(key)
                .map(dossier -> dossier.scope().changes())
                .orElse(List.of());
        for (int place = 0; place < changes.size(); place++) {
            if (Integer.toString(changes.get(place).id().value()).equals(change)) {
                return place;
            }
        }
        return 0;
    }

    Offer change(ReleaseKey key, Optional<ChangeId> id, Gesture gesture) {
        return on(key, gesture, Act.LOOK, dossier -> {
            Optional<Change> change = id.flatMap(dossier.scope()::find);
            if (id.isPresent() && change.isEmpty()) {
                return Offer.refused(Refusal.of(
                        "There is nothing to edit",
                        "Somebody has removed this change meanwhile.",
                        "Look at the scope again."));
            }
            Optional<TeamId> team = change.map(Change::team).or(() -> ownTeam(dossier, gesture.by()));
            Optional<Refusal> refusal =
                    Permissions.check(Act.EDIT_SCOPE, gesture.by(), dossier.release(), team, dossier.roster());
            return refusal.map(Offer::refused)
                    .orElseGet(() -> Offer.of(views.change(
                            dossier,
                            inquiries().policy(),
                            gesture.by(),
                            change,
                            remembering(gesture, dossier.release())
                                    .withItem(id.map(i -> Integer.toString(i.value()))
                                            .orElse("")))));
        });
    }

    private static Optional<TeamId> ownTeam(Dossier dossier, PersonId person) {
        return dossier.roster().teamsOf(person).stream()
                .map(Team::id)
                .filter(dossier.release()::hasTeam)
                .findFirst();
    }

    /** All teams that this person may answer for. */
    Offer answer(ReleaseKey key, Gesture gesture) {
        return on(key, gesture, Act.LOOK, dossier -> {
            Release release = dossier.release();
            Optional<Refusal> notNow = notAnswering(release);
            if (notNow.isPresent()) {
                return Offer.refused(notNow.get());
            }
            List<Team> teams = dossier.roster().teamsOf(gesture.by()).stream()
                    .filter(team -> release.hasTeam(team.id()))
                    .toList();
            if (teams.isEmpty()) {
                return Offer.refused(Refusal.of(
                                "You can't answer for a team of " + key,
                                "Only members of the taking-part teams answer, and you are in none of them.",
                                "If you should be, ask whoever looks after the configuration.")
                        .by("A2"));
            }
            return Offer.of(views.answer(dossier, gesture.by(), teams, remembering(gesture, release)));
        });
    }

    private static Optional<Refusal> notAnswering(Release release) {
        return release.state().phase() == Phase.POLLING || release.state().phase() == Phase.CLEARED
                ? Optional.empty()
                : Optional.of(Refusal.of(
                                "No answer was taken",
                                "No checkpoint of " + release.key() + " is open; it is "
                                        + release.state().phase().words() + ".",
                                "You are asked when the owner opens one.")
                        .askOf(List.of(release.owner())));
    }

    /** The form of a ready or a not ready, for one team, if the request that was clicked is the current one. */
    Offer respond(ReleaseKey key, TeamId id, int round, boolean ready, Gesture gesture) {
        return on(key, gesture, Act.LOOK, dossier -> {
            Release release = dossier.release();
            Optional<Refusal> refusal = Permissions.check(
                            Act.ANSWER, gesture.by(), release, Optional.of(id), dossier.roster())
                    .or(() -> notAnswering(release))
                    .or(() -> staleRound(release, round));
            if (refusal.isPresent()) {
                return Offer.refused(refusal.get());
            }
            Team team = dossier.roster().find(id).orElseThrow();
            Memory memory = remembering(gesture, release).forTeam(id, dossier.seal(id));
            return Offer.of(ready ? views.ready(dossier, team, memory) : views.notReady(dossier, team, memory));
        });
    }

    private static Optional<Refusal> staleRound(Release release, int round) {
        int current = release.state().checkpoint().orElseThrow().round();
        return round == current
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        "Nothing was counted",
                        "That was asked at checkpoint " + round + ", which is over; checkpoint " + current
                                + " is open.",
                        "Answer the newer request, or with “Answer for my team” on the board."));
    }

    Offer takeBack(ReleaseKey key, TeamId id, PersonId whose, Gesture gesture) {
        return on(key, gesture, Act.LOOK, dossier -> {
            Optional<Refusal> refusal = Permissions.check(
                    Act.WITHDRAW_ANOTHERS, gesture.by(), dossier.release(), Optional.of(id), dossier.roster());
            return refusal.map(Offer::refused)
                    .orElseGet(() -> Offer.of(views.takeBack(
                            dossier,
                            dossier.roster().find(id).orElseThrow(),
                            whose,
                            remembering(gesture, dossier.release())
                                    .forTeam(id, "")
                                    .withItem(whose.value()))));
        });
    }

    Offer go(ReleaseKey key, Gesture gesture) {
        return on(key, gesture, Act.GO, dossier -> {
            Release release = dossier.release();
            Call asIfNow = new Call(gesture.by(), inquiries().now(), release.revision(), release.digest(), "");
            return release.state()
                    .go(asIfNow)
                    .fold(
                            next -> Offer.of(views.go(dossier, remembering(gesture, release))),
                            why -> Offer.refused(Refusal.of(
                                    "Nothing was called", why, release.state().next())),
                            Offer::refused);
        });
    }

    Offer noGo(ReleaseKey key, Gesture gesture) {
        return on(key, gesture, Act.NO_GO, dossier -> callable(dossier.release())
                .map(Offer::refused)
                .orElseGet(() -> Offer.of(views.noGo(dossier.release(), remembering(gesture, dossier.release())))));
    }

    Offer delay(ReleaseKey key, Gesture gesture) {
        return on(key, gesture, Act.DELAY, dossier -> callable(dossier.release())
                .map(Offer::refused)
                .orElseGet(() -> Offer.of(views.delay(
                        dossier.release(),
                        inquiries().policy(),
                        inquiries().now(),
                        remembering(gesture, dossier.release())))));
    }

    private static Optional<Refusal> callable(Release release) {
        Phase phase = release.state().phase();
        return phase == Phase.POLLING || phase == Phase.CLEARED
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        "Nothing was called",
                        "No checkpoint of " + release.key() + " is open; it is " + phase.words() + ".",
                        release.state().next()));
    }

    Offer open(ReleaseKey key, Gesture gesture) {
        return on(key, gesture, Act.OPEN, dossier -> {
            Release release = dossier.release();
            Policy policy = inquiries().policy();
            Instant now = inquiries().now();
            Instant until = now.plus(policy.checkpoint(release.profile().kind()).window());
            Preview preview = inquiries().previewOpen(gesture.by(), key, now, until);
            return preview.refusal()
                    .map(Offer::refused)
                    .orElseGet(() -> Offer.of(views.open(
                            release,
                            policy,
                            now,
                            preview.people(),
                            preview.unreachable(),
                            remembering(gesture, release))));
        });
    }

    /** Something to read about a release. */
    Offer read(
            ReleaseKey key,
            Gesture gesture,
            String title,
            java.util.function.Function<ReleaseKey, Optional<Document>> document) {
        Optional<Refusal> stranger = inquiries().refusalToLook(gesture.by());
        if (stranger.isPresent()) {
            return Offer.refused(stranger.get());
        }
        return document.apply(key)
                .map(found -> Offer.of(forms.read(title, found, gesture.memory())))
                .orElseGet(() -> noSuch(key));
    }
}
