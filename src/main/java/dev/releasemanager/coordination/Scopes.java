package dev.releasemanager.coordination;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What concerns the scope as a whole: many changes at once, and the versions of its components. */
public final class Scopes {
    public static final String VERSIONS = "versions";
    public static final int VERSION_LIMIT = 100;

    private final Acts acts;

    Scopes(Acts acts) {
        this.acts = acts;
    }

    /**
     * Names the version or commit of components, one a line: {@code component = version}. A component that isn't named
     * keeps its version; one with nothing after the sign loses it.
     */
    public Outcome setVersions(Intent intent, ReleaseKey key, String lines) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Map<String, String> said = new LinkedHashMap<>();
            List<String> faults = new ArrayList<>();
            read(lines, dossier, said, faults);
            if (!faults.isEmpty()) {
                return Outcome.refused(Map.of(VERSIONS, String.join(" ", faults)));
            }
            Details before = dossier.manifest().details();
            Map<String, String> versions = new TreeMap<>(before.versions());
            said.forEach((component, version) -> {
                if (version.isEmpty()) {
                    versions.remove(component);
                } else {
                    versions.put(component, version);
                }
            });
            if (versions.equals(new TreeMap<>(before.versions()))) {
                return Outcome.unchanged(scene.release(), "these are the versions already.");
            }
            for (String component : said.keySet()) {
                boolean same = Optional.ofNullable(versions.get(component))
                        .equals(Optional.ofNullable(before.versions().get(component)));
                Optional<TeamId> owner = dossier.manifest().graph().ownerOf(component);
                Optional<Refusal> refusal = same
                        ? Optional.empty()
                        : Permissions.check(Act.EDIT_SCOPE, intent.by(), scene.release(), owner, scene.roster());
                if (refusal.isPresent()) {
                    return Outcome.refused(refusal.get());
                }
            }
            return scene.edit(intent, "versions_named", new TreeMap<>(said), "versions were named", release -> {
                scene.tx().put(key, before.withVersions(versions));
                return release;
            });
        });
    }

    /** What is wrong with a pasted list, by field; asked before it is shown what would be saved. */
    public Map<String, String> faults(ReleaseKey key, PasteForm form) {
        return acts.store()
                .read(reading -> reading.find(key)
                        .map(release -> form.faults(form.read(
                                release,
                                acts.policy(),
                                Inquiries.manifest(reading, key, acts.policy()).landscape()))))
                .orElse(Map.of());
    }

    /** Adds a pasted list of changes, all of them or none. */
    public Outcome addAll(Intent intent, ReleaseKey key, PasteForm form) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            PasteForm.Read read = form.read(
                    scene.release(), scene.policy(), dossier.manifest().landscape());
            Map<String, String> faults = form.faults(read);
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            int count = read.changes().size();
            if (dossier.scope().changes().size() + count > Planning.CHANGES_LIMIT) {
                return Outcome.refused(Map.of(
                        PasteForm.LINES,
                        "A release holds at most " + Planning.CHANGES_LIMIT + " changes; ship in smaller parts."));
            }
            for (TeamId team :
                    read.changes().stream().map(Change::team).distinct().toList()) {
                Optional<Refusal> refusal = Permissions.check(
                        Act.EDIT_SCOPE, intent.by(), scene.release(), Optional.of(team), scene.roster());
                if (refusal.isPresent()) {
                    return Outcome.refused(refusal.get());
                }
            }
            return scene.edit(
                    intent,
                    "changes_added",
                    Map.of("count", Integer.toString(count)),
                    count == 1 ? "a change was added" : count + " changes were added",
                    release -> {
                        read.changes().forEach(change -> scene.tx()
                                .put(key, change.as(scene.tx().nextChange(key))));
                        return release;
                    });
        });
    }

    private static void read(String lines, Dossier dossier, Map<String, String> said, List<String> faults) {
        List<String> shipping = dossier.manifest().graph().components();
        int number = 0;
        for (String line : lines.split("\\R", -1)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            int sign = line.indexOf('=');
            String component = sign < 0 ? line.strip() : line.substring(0, sign).strip();
            String version = sign < 0 ? "" : line.substring(sign + 1).strip();
            if (sign < 0) {
                faults.add("Line " + number + " has no “=”; write: component = version.");
            } else if (!shipping.contains(component)) {
                faults.add("Line " + number + ": nothing in the scope changes “"
                        + ReleaseForm.Texts.shortened(component, 40) + "”.");
            } else if (version.length() > VERSION_LIMIT) {
                faults.add("Line " + number + ": that version is " + version.length() + " characters long; at most "
                        + VERSION_LIMIT + " are kept.");
            } else if (said.put(component, version) != null) {
                faults.add("Line " + number + " names " + component + " a second time.");
            }
        }
    }
}
