package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Coherence;
import dev.releasemanager.manifest.Deferral;
import dev.releasemanager.manifest.Split;
import dev.releasemanager.manifest.Wave;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is shown and told when changes leave a release: deferring, splitting, and what hangs together at all. */
public final class PartDocuments {
    private static final int SHOWN = 12;

    private PartDocuments() {}

    /**
     * What deferring would do (H4): what leaves and why, what is left, who is asked again.
     *
     * @param after the release as it would be
     */
    public static Document deferral(Dossier dossier, Dossier after, Deferral deferral) {
        Roster roster = dossier.roster();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(
                                deferral.moved().size() == 1
                                        ? "One change leaves "
                                        : deferral.moved().size() + " changes leave ")
                        .plain(Phrases.name(dossier.release()) + ":"))
                .items(shown(deferral.moved().stream()
                        .map(moved -> Words.strongly(
                                        Phrases.shortened(moved.change().title(), 80))
                                .plain(" (" + roster.nameOf(moved.change().team()) + ", "
                                        + moved.change().component() + "). " + moved.reason()))
                        .toList()));
        if (!deferral.inseparable().isEmpty()) {
            document.paragraph(Words.strongly("Can't be kept apart: ").plain(String.join(" ", deferral.inseparable())));
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Risk",
                Words.of(
                        deferral.risk() == deferral.riskBefore()
                                ? deferral.risk().word() + ", as before"
                                : deferral.risk().word() + ", was "
                                        + deferral.riskBefore().word())));
        facts.add(new Fact("New order", Words.of(order(deferral.waves()))));
        facts.add(new Fact("Leave it", Words.of(names(deferral.leaving(), roster))));
        facts.add(new Fact(
                "Confirmed, and asked again", Words.of(names(confirmed(dossier, after, deferral, false), roster))));
        facts.add(new Fact(
                "Confirmed, and it stays so", Words.of(names(confirmed(dossier, after, deferral, true), roster))));
        return document.facts(facts).build();
    }

    /** The teams that stay and have confirmed, by whether what they confirmed is still what they are asked. */
    private static List<TeamId> confirmed(Dossier before, Dossier after, Deferral deferral, boolean stillTheSame) {
        return before.release().profile().teams().stream()
                .filter(team -> !deferral.leaving().contains(team))
                .filter(team -> before.confirmations().stream()
                        .anyMatch(answer -> answer.team().equals(team) && answer.ready() && answer.stands()))
                .filter(team -> before.seal(team).equals(after.seal(team)) == stillTheSame)
                .toList();
    }

    private static String names(List<TeamId> teams, Roster roster) {
        return teams.isEmpty()
                ? "nobody"
                : teams.stream().limit(SHOWN).map(roster::nameOf).collect(Collectors.joining(", "))
                        + (teams.size() > SHOWN ? " and " + (teams.size() - SHOWN) + " more" : "");
    }

    /** "1: payments-db; 2: payments-api, login". */
    static String order(List<Wave> waves) {
        String order = waves.stream()
                .limit(SHOWN)
                .map(wave -> wave.number() + ": "
                        + wave.components().stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (wave.components().size() > SHOWN
                                ? " and " + (wave.components().size() - SHOWN) + " more"
                                : ""))
                .collect(Collectors.joining("; "));
        return order.isEmpty() ? "nothing" : order + (waves.size() > SHOWN ? "; and more" : "");
    }

    private static List<Words> shown(List<Words> items) {
        if (items.size() <= SHOWN) {
            return items;
        }
        List<Words> cut = new ArrayList<>(items.subList(0, SHOWN));
        cut.add(Words.of("and " + (items.size() - SHOWN) + " more"));
        return cut;
    }

    /** Into the thread. */
    public static Document deferred(Release release, Deferral deferral, Release to, PersonId by, String reason) {
        return Document.of(Words.strongly("DEFERRED: ")
                .mention(by)
                .plain(" moved " + deferral.moved().size()
                        + (deferral.moved().size() == 1 ? " change" : " changes") + " of " + Phrases.name(release)
                        + " to ")
                .strong(Phrases.name(to))
                .plain(": " + Phrases.sentence(reason) + " The rest goes on."));
    }

    /** To the people of a team that leaves: what it has to do by when to ride the next one. */
    public static Document deferredTeam(Release release, Team team, Release to, PersonId by, String reason) {
        return Document.builder()
                .paragraph(Words.strongly(team.name() + " doesn't ride " + Phrases.name(release))
                        .plain(". ")
                        .mention(by)
                        .plain(" moved your changes to ")
                        .strong(Phrases.name(to))
                        .plain(": " + Phrases.sentence(reason)))
                .paragraph(Words.of("It is planned for ")
                        .moment(to.profile().target(), to.profile().zone())
                        .plain(
                                ". To ride it, your definition of ready has to be true before its checkpoint; you are asked"
                                        + " when that opens. For ")
                        .plain(release.key() + " there is nothing to do any more."))
                .items(team.checklist().stream().map(Words::of).toList())
                .build();
    }

    /** To the owner of a release that was made from a share of another one. */
    public static Document made(Release release, Release from, int changes, String reason) {
        return Document.builder()
                .paragraph(Words.strongly(Phrases.name(release))
                        .plain(" is made, with " + changes + (changes == 1 ? " change" : " changes") + " of "
                                + Phrases.name(from) + ": " + Phrases.sentence(reason)))
                .paragraph(Words.of("Its target is ")
                        .moment(release.profile().target(), release.profile().zone())
                        .plain(
                                " for now. Look first at how it is undone: it took the rollback steps along that are about"
                                        + " its changes."))
                .choices(
                        Document.Choice.of(Controls.ROLLBACK_PLAN, Phrases.value(release), "Rollback plan")
                                .primary()
                                .said("Complete the rollback plan of " + release.key()),
                        Document.Choice.of(Controls.EDIT, Phrases.value(release), "Edit")
                                .said("Edit " + release.key()))
                .build();
    }

    /** What a split would make of it. */
    public static Document proposal(Dossier dossier, Split split) {
        return Document.builder()
                .paragraph(Words.strongly(Phrases.name(dossier.release())))
                .items(split.explanation().stream().limit(40).map(Words::of).toList())
                .aside(
                        "The first part keeps the key " + dossier.release().key()
                                + "; each other becomes a release of its own with its share of the rollback plan, a day later each.")
                .build();
    }

    /** What was made of it. */
    public static Document split(Release release, Split split, List<Release> parts, PersonId by) {
        List<Words> items = new ArrayList<>();
        for (int i = 0; i < Math.min(parts.size(), 20); i++) {
            Release part = parts.get(i);
            items.add(Words.strongly(part.key().value())
                    .plain(": " + names(split.parts().get(i).components()) + ", ")
                    .moment(part.profile().target(), part.profile().zone()));
        }
        if (parts.size() > 20) {
            items.add(Words.of("and " + (parts.size() - 20) + " more"));
        }
        return Document.builder()
                .paragraph(Words.strongly("SPLIT: ")
                        .mention(by)
                        .plain(" split " + Phrases.name(release) + " into " + parts.size()
                                + " releases, to ship in this order:"))
                .numbered(items)
                .build();
    }

    private static String names(List<String> components) {
        return components.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (components.size() > SHOWN ? " and " + (components.size() - SHOWN) + " more" : "");
    }

    /** The groups that don't hang together (X3). */
    public static Document groups(Dossier dossier, Coherence coherence) {
        return Document.builder()
                .paragraph(Words.strongly(coherence.groups().size() + " groups")
                        .plain(" of " + Phrases.name(dossier.release()) + " have nothing to do with each other:"))
                .numbered(coherence.groups().stream()
                        .limit(40)
                        .map(group -> Words.of(group.sentence()))
                        .toList())
                .build();
    }
}
