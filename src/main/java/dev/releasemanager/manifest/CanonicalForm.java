package dev.releasemanager.manifest;

import dev.releasemanager.release.Digest;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.List;

/**
 * A manifest written down line by line, the same for the same content: {@code path<TAB>value}, with line breaks, tabs and
 * backslashes in values escaped. A revision's digest is taken over it, and two revisions are compared by it.
 */
public final class CanonicalForm {
    private CanonicalForm() {}

    /** @param planLines the rollback plan's own lines; it is of another package */
    public static String of(Release release, Scope scope, List<String> planLines) {
        List<String> lines = new ArrayList<>();
        Profile profile = release.profile();
        lines.add(line("title", profile.title()));
        lines.add(line("purpose", profile.purpose()));
        lines.add(line("kind", profile.kind().word()));
        lines.add(line("target", profile.target().toString()));
        lines.add(line("zone", profile.zone().getId()));
        lines.add(line("channel", profile.channel().value()));
        lines.add(line("ticket", profile.ticket().orElse("")));
        lines.add(line("owner", release.owner().value()));
        for (TeamId team : profile.teams()) {
            lines.add(line("team", team.value()));
        }
        for (Change change : scope.changes()) {
            String path = "change " + change.id();
            lines.add(line(path + " team", change.team().value()));
            lines.add(line(path + " component", change.component()));
            lines.add(line(path + " kind", change.kind()));
            lines.add(line(path + " title", change.title()));
            lines.add(line(path + " link", change.link()));
            lines.add(line(path + " flag", change.flag().orElse("")));
            lines.add(line(path + " user effect", change.userEffect()));
            lines.add(line(path + " trouble", change.trouble().orElse("")));
            lines.add(line(path + " support answer", change.supportAnswer().orElse("")));
        }
        lines.addAll(planLines);
        return String.join("\n", lines) + "\n";
    }

    public static String line(String path, String value) {
        return path + "\t"
                + value.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t");
    }

    public static String digest(String content) {
        return Digest.of(content);
    }
}
