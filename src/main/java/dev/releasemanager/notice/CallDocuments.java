package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told after a decision: in the release's thread, and to each audience what it needs, from one set of facts. */
public final class CallDocuments {
    private static final int CHANGES = 20;

    private CallDocuments() {}

    /** The decision in one word. */
    private static String decision(Release release) {
        return switch (release.state().phase()) {
            case CLEARED, ROLLING_OUT, STOPPED, ROLLING_BACK, ROLLED_BACK, REVIEWED, COMPLETED -> "GO";
            case DELAYED ->
                ((ReleaseState.Delayed) release.state()).cause() == ReleaseState.Cause.NO_GO ? "NO-GO" : "DELAYED";
            case CANCELLED -> "CANCELLED";
            case PLANNING, POLLING -> "NOT DECIDED";
        };
    }

    /**
     * Into the thread, with the record's digest as it is after the call, so that anybody can check the record against
     * what was posted (A3).
     */
    public static Document thread(Dossier dossier, Call call, String recordDigest) {
        Release release = dossier.release();
        ZoneId zone = release.profile().zone();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(decision(release))
                        .plain(" for " + Phrases.name(release) + ", revision " + call.revision() + ", called by ")
                        .mention(call.by())
                        .plain(", ")
                        .moment(call.at(), zone)
                        .plain("."));
        if (!call.reason().isBlank()) {
            document.paragraph(Words.strongly("Reason: ").plain(call.reason()));
        }
        next(release).ifPresent(document::paragraph);
        if (release.state().phase() == ReleaseState.Phase.CLEARED) {
            document.facts(List.of(
                    new Fact(
                            "Teams",
                            Words.of(dossier.readyTeams() + " of "
                                    + dossier.readiness().size() + " ready")),
                    new Fact("Risk", Words.of(Phrases.risk(dossier.scope()))),
                    new Fact("Rollback", Words.of(Phrases.rollback(dossier.planStanding())))));
        }
        return document.aside(digest(recordDigest)).build();
    }

    /** The bot's own decision: the deadline passed. */
    public static Document undecided(Dossier dossier, String recordDigest) {
        return Document.builder()
                .paragraph(Words.strongly("DELAYED")
                        .plain(": nobody called " + Phrases.name(dossier.release())
                                + " before the checkpoint's time was over. Undecided it becomes a delay, never a Go."
                                + " New checkpoint: not set. "))
                .paragraph(Words.mentioning(dossier.release().owner())
                        .plain(" opens a new one; everybody is asked again."))
                .aside(digest(recordDigest))
                .build();
    }

    public static Document voided(Release release, Words why, String recordDigest) {
        return Document.builder()
                .paragraph(Words.strongly("The Go is void")
                        .plain(": ")
                        .with(why)
                        .plain(" " + release.state().next()))
                .aside(digest(recordDigest))
                .build();
    }

    /** To an audience that was told of a Go which stands no longer. */
    public static Document takenBack(Dossier dossier, Words why) {
        return Document.of(takenBackWords(dossier, why));
    }

    /** The same to leadership, who read risk and rollback first (K4). */
    public static Document takenBackFromLeadership(Dossier dossier, Words why) {
        return Document.builder()
                .paragraph(Words.strongly("Risk: ").plain(Phrases.risk(dossier.scope())))
                .paragraph(Words.strongly("Rollback: ").plain(Phrases.rollback(dossier.planStanding())))
                .paragraph(takenBackWords(dossier, why))
                .build();
    }

    private static Words takenBackWords(Dossier dossier, Words why) {
        return Words.strongly("The Go of " + Phrases.name(dossier.release()) + " is void")
                .plain(": ")
                .with(why)
                .plain(" It doesn't ship for now; a new call is told here.");
    }

    public static Document cancelled(Release release, String recordDigest) {
        ReleaseState.Cancelled cancelled = (ReleaseState.Cancelled) release.state();
        return Document.builder()
                .paragraph(Words.strongly("CANCELLED")
                        .plain(" by ")
                        .mention(cancelled.by())
                        .plain(": " + cancelled.reason()))
                .aside(digest(recordDigest))
                .build();
    }

    public static Document opened(Dossier dossier, int people) {
        Release release = dossier.release();
        return Document.of(Words.strongly("Checkpoint " + release.rounds() + " is open")
                .plain(": " + people + (people == 1 ? " person was" : " people were") + " asked, decided by ")
                .moment(
                        release.state().checkpoint().orElseThrow().until(),
                        release.profile().zone())
                .plain(". Only answers given with the buttons count; words in the channel don't."));
    }

    private static Words digest(String recordDigest) {
        return Words.of("record ").code(recordDigest);
    }

    private static Optional<Words> next(Release release) {
        ZoneId zone = release.profile().zone();
        if (release.state() instanceof ReleaseState.Delayed delayed) {
            return Optional.of(delayed.scheduled()
                    .map(checkpoint -> Words.of("New checkpoint: the teams are asked from ")
                            .moment(checkpoint.opensAt(), zone)
                            .plain(", decided by ")
                            .moment(checkpoint.until(), zone)
                            .plain("."))
                    .orElseGet(() -> Words.of("New checkpoint: not set.")));
        }
        return Optional.empty();
    }

    private static Words opening(Release release, Call call) {
        Words words = Words.strongly(decision(release)).plain(": " + Phrases.name(release));
        if (release.state().phase() == ReleaseState.Phase.CLEARED) {
            return words.plain(", meant for ")
                    .moment(release.profile().target(), release.profile().zone())
                    .plain(".");
        }
        return words.plain(". " + Phrases.sentence(call.reason().isBlank() ? "No reason was given" : call.reason()));
    }

    /** Product (K2): included, excluded, why; risk as effect on users. */
    public static Document product(Dossier dossier, Call call) {
        Release release = dossier.release();
        boolean ships = release.state().phase() == ReleaseState.Phase.CLEARED;
        Document.Builder document = Document.builder()
                .paragraph(opening(release, call))
                .paragraph(Words.strongly("Purpose: ").plain(release.profile().purpose()))
                .paragraph(Words.strongly(ships ? "Included" : "Was to be included"));
        document.items(titles(dossier));
        document.paragraph(Words.strongly("Excluded: ")
                .plain(ships ? "nothing was deferred." : "all of it, for now: " + reason(call)));
        next(release).ifPresent(document::paragraph);
        return document.build();
    }

    /** Support (K3): what changes for users, what may go wrong for them, what to answer. */
    public static Document support(Dossier dossier, Call call) {
        Release release = dossier.release();
        boolean ships = release.state().phase() == ReleaseState.Phase.CLEARED;
        Document.Builder document = Document.builder().paragraph(opening(release, call));
        if (!ships) {
            document.paragraph("Nothing changes for users for now.");
            next(release).ifPresent(document::paragraph);
            return document.build();
        }
        document.all(forSupport(dossier));
        return document.paragraph("Before users meet it, support says that this was read: nothing starts without that.")
                .choices(RolloutDocuments.haveRead(release, call))
                .build();
    }

    /** What changes for users, what may go wrong for them, what to answer. */
    public static Document forSupport(Dossier dossier) {
        Document.Builder document = Document.builder();
        List<Words> lines = new ArrayList<>();
        for (Change change : dossier.scope().changes()) {
            Words line = Words.strongly(Phrases.shortened(change.title(), 100))
                    .plain(": " + Phrases.shortened(change.userEffect(), 300));
            if (change.trouble().isPresent()) {
                line = line.plain(
                        " May go wrong: " + Phrases.shortened(change.trouble().get(), 200));
            }
            if (change.supportAnswer().isPresent()) {
                line = line.plain(
                        " Answer: " + Phrases.shortened(change.supportAnswer().get(), 200));
            }
            lines.add(line);
        }
        document.paragraph(Words.strongly("What changes for users"));
        if (lines.isEmpty()) {
            document.paragraph("Nothing is in the scope.");
        }
        document.items(lines.subList(0, Math.min(lines.size(), CHANGES)));
        if (lines.size() > CHANGES) {
            document.paragraph("… and " + (lines.size() - CHANGES) + " more changes.");
        }
        return document.build();
    }

    /** Leadership (K4): risk and rollback first; no list of commits. */
    public static Document leadership(Dossier dossier, Call call) {
        Release release = dossier.release();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("Risk: ").plain(Phrases.risk(dossier.scope())))
                .paragraph(Words.strongly("Rollback: ").plain(Phrases.rollback(dossier.planStanding())))
                .paragraph(opening(release, call)
                        .plain(" Owner: ")
                        .mention(release.owner())
                        .plain("."));
        next(release).ifPresent(document::paragraph);
        return document.build();
    }

    private static String reason(Call call) {
        return call.reason().isBlank() ? "no reason was given." : Phrases.sentence(call.reason());
    }

    private static List<Words> titles(Dossier dossier) {
        List<Words> titles = new ArrayList<>();
        for (Change change : dossier.scope().changes().stream().limit(CHANGES).toList()) {
            Words title = Words.of(Phrases.shortened(change.title(), 120) + ": users notice "
                    + Phrases.shortened(change.userEffect(), 160));
            titles.add(
                    change.flag().isPresent()
                            ? title.plain(" (behind the flag " + change.flag().get() + ")")
                            : title);
        }
        int more = dossier.scope().changes().size() - titles.size();
        if (titles.isEmpty()) {
            titles.add(Words.of("nothing"));
        } else if (more > 0) {
            titles.add(Words.of("… and " + more + " more"));
        }
        return titles;
    }
}
