package dev.releasemanager.manifest;

import dev.releasemanager.release.Digest;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A manifest written down line by line, the same for the same content: {@code path<TAB>value}, with line breaks, tabs and
 * backslashes in values escaped. A revision's digest is taken over it, and two revisions are compared by it.
 */
public final class CanonicalForm {
    private CanonicalForm() {}

    /** @param planLines what else belongs to the manifest, in lines of its own: the rollback plan's, the landscape's */
    public static String of(Release release, Manifest manifest, List<String> planLines) {
        Scope scope = manifest.scope();
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
        profile.fixes().ifPresent(fixed -> lines.add(line("fixes", fixed.value())));
        for (TeamId team : profile.teams()) {
            lines.add(line("team", team.value()));
        }
        for (Change change : scope.changes()) {
            lines.addAll(lines(change, scope));
        }
        new TreeMap<>(scope.versions())
                .forEach((component, version) -> lines.add(line("version " + component, version)));
        lines.addAll(manifest.details().canonicalLines());
        lines.addAll(planLines);
        return String.join("\n", lines) + "\n";
    }

    /** One change, with its raised risk if it has one. */
    static List<String> lines(Change change, Scope scope) {
        List<String> lines = new ArrayList<>();
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
        Optional.ofNullable(scope.raised().get(change.id())).ifPresent(raised -> {
            lines.add(line(path + " raised risk", raised.risk().word()));
            lines.add(line(path + " reason of the raised risk", raised.reason()));
        });
        return lines;
    }

    public static String line(String path, String value) {
        return escaped(path) + "\t" + escaped(value);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    public static String digest(String content) {
        return Digest.of(content);
    }
}
