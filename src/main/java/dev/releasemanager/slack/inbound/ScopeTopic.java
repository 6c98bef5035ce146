package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Scopes;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.inbound.Desk.Offer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What concerns the whole scope: the versions of its components. */
final class ScopeTopic implements Topic {
    /** Buttons of the scope's modal. */
    static final String NAME_VERSIONS = "versions_name";

    private static final String VERSIONS = "versions";

    /** As many characters as a field takes in Slack. */
    private static final int FIELD_LIMIT = 3_000;

    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    ScopeTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(NAME_VERSIONS, (value, gesture) -> ReleaseKey.find(value)
                .ifPresent(key -> answers.show(gesture, versionsForm(key, gesture))));
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                VERSIONS,
                (key, form) -> answers.finished(
                        coordination
                                .scopes()
                                .setVersions(
                                        form.quiet().basedOn(form.memory().revision(), "version "),
                                        key,
                                        form.typed().text(Scopes.VERSIONS)),
                        form.typed(),
                        form.gesture(),
                        done -> answers.redraw(desk.scope(key, form.gesture(), Optional.empty()))));
    }

    private Offer versionsForm(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            ObjectNode view = forms.form(VERSIONS, "Versions of " + key, Desk.remembering(gesture, dossier.release()))
                    .submit("Save")
                    .say("Which version or commit of each component ships. It is named by staging at the latest.")
                    .lines(
                            Scopes.VERSIONS,
                            "One a line: component = version",
                            filled(dossier),
                            FIELD_LIMIT,
                            false,
                            "A component that isn't named here keeps what it has.")
                    .view();
            return Offer.of(view);
        });
    }

    /** Those without a version first, as far as they fit. */
    private static String filled(Dossier dossier) {
        Map<String, String> versions = dossier.scope().versions();
        List<String> components = dossier.manifest().graph().components();
        StringBuilder lines = new StringBuilder();
        for (boolean named : new boolean[] {false, true}) {
            for (String component : components) {
                Optional<String> version = Optional.ofNullable(versions.get(component));
                String line = component + " = " + version.orElse("") + "\n";
                if (version.isPresent() == named && lines.length() + line.length() <= FIELD_LIMIT) {
                    lines.append(line);
                }
            }
        }
        return lines.toString().stripTrailing();
    }
}
