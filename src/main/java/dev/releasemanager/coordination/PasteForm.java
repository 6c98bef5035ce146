package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.PastedChanges;
import dev.releasemanager.manifest.PastedChanges.Unclear;
import dev.releasemanager.manifest.PastedChanges.Understood;
import dev.releasemanager.release.Digest;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many changes at once, as a person pasted them (M1), and what holds for the lines that don't say it themselves.
 *
 * @param lines in one of the forms of {@link PastedChanges}
 * @param team component and kind, for lines without one
 * @param repository where pull requests are that are given by their number only
 * @param userEffect what users notice, for all of them; it can be said of each later
 */
public record PasteForm(
        String lines,
        Optional<TeamId> team,
        String component,
        Optional<String> kind,
        String repository,
        String userEffect) {
    public static final String LINES = "lines";
    public static final String TEAM = "team";
    public static final String COMPONENT = "component";
    public static final String KIND = "kind";
    public static final String REPOSITORY = "repository";
    public static final String USER_EFFECT = "user_effect";

    /**
     * What becomes of the lines.
     *
     * @param changes in the order of their lines, numbered from 1
     * @param guessed what was concluded of a line, by its change's number
     * @param wrong what keeps all from being saved, by line
     * @param passedOver headings and the like
     */
    public record Read(
            List<Change> changes, Map<ChangeId, List<String>> guessed, List<Unclear> wrong, List<Unclear> passedOver) {}

    /** The same lines with the same additions have the same mark: what was shown is what is saved. */
    public String mark() {
        return Digest.of(String.join(
                        "\u0000",
                        lines,
                        team.map(TeamId::value).orElse(""),
                        component,
                        kind.orElse(""),
                        repository,
                        userEffect))
                .substring(0, 32);
    }

    /** Reads the lines against what is known of the release. */
    public Read read(Release release, Policy policy, Landscape landscape) {
        Map<TeamId, String> teams = new LinkedHashMap<>();
        release.profile().teams().forEach(id -> teams.put(id, policy.roster().nameOf(id)));
        PastedChanges pasted = PastedChanges.read(
                lines,
                new PastedChanges.Known(
                        teams,
                        landscape,
                        policy.changeKinds().values(),
                        Optional.of(repository.strip()).filter(text -> !text.isEmpty())));
        List<Change> changes = new ArrayList<>();
        Map<ChangeId, List<String>> guessed = new LinkedHashMap<>();
        List<Unclear> wrong = new ArrayList<>(pasted.notUnderstood());
        for (Understood line : pasted.understood()) {
            List<String> faults = new ArrayList<>();
            Optional<TeamId> owner = line.team().or(() -> team);
            Optional<String> where =
                    line.component().or(() -> Optional.of(component.strip()).filter(text -> !text.isEmpty()));
            if (owner.isEmpty()) {
                faults.add("It names no team; name one in the line, or below for all lines that don't.");
            } else if (!release.hasTeam(owner.get())) {
                faults.add(policy.roster().nameOf(owner.get()) + " doesn't take part in " + release.key() + ".");
            }
            if (where.isEmpty()) {
                faults.add("It names no component; name one in the line, or below for all lines that don't.");
            }
            if (line.link().isEmpty()) {
                faults.add("It has no link; add one, or the repository's address below.");
            }
            if (line.title().codePointCount(0, line.title().length()) > Change.TITLE_LIMIT) {
                faults.add("Its title is longer than " + Change.TITLE_LIMIT + " characters.");
            }
            if (!faults.isEmpty()) {
                wrong.add(new Unclear(line.line(), Texts.shortened(line.title(), 60), String.join(" ", faults)));
                continue;
            }
            ChangeId id = new ChangeId(changes.size() + 1);
            changes.add(new Change(
                    id,
                    owner.orElseThrow(),
                    where.orElseThrow(),
                    line.kind().or(() -> kind).orElse("unclassified"),
                    line.title(),
                    line.link().orElseThrow(),
                    Optional.empty(),
                    userEffect.strip(),
                    Optional.empty(),
                    Optional.empty()));
            guessed.put(id, line.guessed());
        }
        wrong.sort(Comparator.comparingInt(Unclear::line));
        return new Read(List.copyOf(changes), guessed, List.copyOf(wrong), pasted.passedOver());
    }

    /** What is wrong, by field; a list with a wrong line saves none of them. */
    Map<String, String> faults(Read read) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (!read.wrong().isEmpty()) {
            faults.put(LINES, wrong(read.wrong()));
        } else if (read.changes().isEmpty()) {
            faults.put(LINES, "There is no change in it; paste one a line: team | component | kind | title | link.");
        }
        Texts.required(
                faults,
                USER_EFFECT,
                userEffect,
                Change.TEXT_LIMIT,
                "Say what users notice, for all of them; “not said yet” is an answer, and each can be corrected.");
        Texts.limited(faults, COMPONENT, component, 80);
        if (!repository.isBlank() && !Texts.isLink(repository)) {
            faults.put(REPOSITORY, "That isn't a link; write an address that begins with https://.");
        }
        return faults;
    }

    private static String wrong(List<Unclear> lines) {
        StringBuilder words = new StringBuilder(
                lines.size() == 1
                        ? "One line is wrong, and nothing was saved."
                        : lines.size() + " lines are wrong, and nothing was saved.");
        int shown = 0;
        for (Unclear line : lines) {
            if (words.length() > 1_600) {
                words.append(" … and ").append(lines.size() - shown).append(" more.");
                break;
            }
            shown++;
            words.append("\nLine ")
                    .append(line.line())
                    .append(" (")
                    .append(line.text())
                    .append("): ")
                    .append(line.why());
        }
        return words.toString();
    }
}
