package dev.releasemanager.slack.inbound;

import static dev.releasemanager.slack.inbound.Forms.cut;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.PasteForm;
import dev.releasemanager.coordination.Policy;
import dev.releasemanager.coordination.Scopes;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.Form;
import dev.releasemanager.slack.message.Form.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What concerns the whole scope: many changes at once, and the versions of its components. */
final class ScopeTopic implements Topic {
    /** Buttons of the scope's modal. */
    static final String NAME_VERSIONS = "versions_name";

    static final String PASTE = "changes_paste";

    private static final String VERSIONS = "versions";
    private static final String PASTED = "changes_pasted";

    private static final String MORE = "more_lines";
    private static final int UNDERSTOOD = 25;

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
        return Map.of(
                PASTE,
                (value, gesture) -> ReleaseKey.find(value)
                        .ifPresent(key -> answers.show(gesture, pasteForm(key, gesture, Optional.empty()))),
                NAME_VERSIONS,
                (value, gesture) ->
                        ReleaseKey.find(value).ifPresent(key -> answers.show(gesture, versionsForm(key, gesture))));
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                PASTED,
                this::pasted,
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

    /** First shows what was understood, then saves what was shown. */
    private Response pasted(ReleaseKey key, Submission form) {
        Typed typed = form.typed();
        PasteForm paste = new PasteForm(
                typed.text(PasteForm.LINES) + "\n" + typed.text(MORE),
                typed.selected(PasteForm.TEAM).map(TeamId::new),
                typed.text(PasteForm.COMPONENT),
                typed.selected(PasteForm.KIND),
                typed.text(PasteForm.REPOSITORY),
                typed.text(PasteForm.USER_EFFECT));
        if (form.memory().item().equals(paste.mark())) {
            return answers.finished(
                    coordination.scopes().addAll(form.quiet(), key, paste),
                    typed,
                    form.gesture(),
                    done -> answers.redraw(desk.scope(key, form.gesture(), Optional.empty())));
        }
        Map<String, String> faults = coordination.scopes().faults(key, paste);
        return Replies.atFields(typed, faults)
                .orElseGet(() -> answers.redraw(pasteForm(key, form.gesture(), Optional.of(new Shown(paste, typed)))));
    }

    /** What was pasted, and the fields that it stood in. */
    private record Shown(PasteForm paste, Typed typed) {}

    private Offer pasteForm(ReleaseKey key, Gesture gesture, Optional<Shown> shown) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            Policy policy = coordination.inquiries().policy();
            Optional<PasteForm> paste = shown.map(Shown::paste);
            Memory memory = Desk.remembering(gesture, dossier.release())
                    .withItem(paste.map(PasteForm::mark).orElse(""));
            Form form =
                    forms.form(PASTED, "Paste changes", memory).submit(paste.isPresent() ? "Save them" : "Look first");
            form.say(paste.map(read -> understood(read, dossier, policy))
                    .orElseGet(() -> Document.of(Words.of("One change a line: ")
                            .code("team | component | kind | title | link")
                            .plain(", a list of merged pull requests, or lines of ")
                            .code("git log --oneline")
                            .plain(". You see what was understood before it is saved."))));
            ObjectNode view = form.lines(
                            PasteForm.LINES,
                            "Lines",
                            shown.map(s -> s.typed().text(PasteForm.LINES)).orElse(""),
                            FIELD_LIMIT,
                            true,
                            "Slack takes 3,000 characters in a field; paste longer lists in several goes.")
                    .lines(
                            MORE,
                            "More lines",
                            shown.map(s -> s.typed().text(MORE)).orElse(""),
                            FIELD_LIMIT,
                            false,
                            "")
                    .select(
                            PasteForm.TEAM,
                            "Team, for lines without one",
                            dossier.release().profile().teams().stream()
                                    .map(team -> Option.of(
                                            team.value(), policy.roster().nameOf(team)))
                                    .toList(),
                            paste.flatMap(PasteForm::team).map(TeamId::value),
                            false,
                            "")
                    .text(
                            PasteForm.COMPONENT,
                            "Component, for lines without one",
                            paste.map(PasteForm::component).orElse(""),
                            80,
                            false,
                            "")
                    .select(
                            PasteForm.KIND,
                            "Kind, for lines without one",
                            policy.changeKinds().values().stream()
                                    .map(kind -> Option.of(
                                            kind.id(),
                                            kind.name() + " (" + kind.risk().word() + " risk)"))
                                    .toList(),
                            paste.flatMap(PasteForm::kind),
                            false,
                            "Left empty: unclassified, which counts as high risk.")
                    .text(
                            PasteForm.REPOSITORY,
                            "Repository, for pull requests by number",
                            paste.map(PasteForm::repository).orElse(""),
                            300,
                            false,
                            "Such as https://git.example/shop/checkout.")
                    .text(
                            PasteForm.USER_EFFECT,
                            "What users notice, for all of them",
                            paste.map(PasteForm::userEffect).orElse("Not said yet."),
                            1_000,
                            true,
                            "It can be corrected for each.")
                    .view();
            return Offer.of(view);
        });
    }

    private static Document understood(PasteForm paste, Dossier dossier, Policy policy) {
        PasteForm.Read read =
                paste.read(dossier.release(), policy, dossier.manifest().landscape());
        int count = read.changes().size();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(count == 1 ? "One change was understood" : count + " changes were understood")
                        .plain("; nothing is saved yet."));
        document.items(read.changes().stream()
                .limit(UNDERSTOOD)
                .map(change -> Words.strongly(cut(change.title(), 80))
                        .plain(" · " + policy.roster().nameOf(change.team()) + " · " + change.component() + " · "
                                + dossier.scope().kindOf(change).name()
                                + guessed(read.guessed().getOrDefault(change.id(), List.of()))))
                .toList());
        if (count > UNDERSTOOD) {
            document.paragraph("… and " + (count - UNDERSTOOD) + " more.");
        }
        if (!read.passedOver().isEmpty()) {
            document.aside(read.passedOver().size() + " lines without a change were passed over.");
        }
        return document.build();
    }

    private static String guessed(List<String> words) {
        return words.isEmpty() ? "" : " (concluded: " + cut(String.join(", ", words), 120) + ")";
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
