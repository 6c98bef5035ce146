package dev.releasemanager.slack.inbound;

import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Dependencies;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.ManifestDocuments;
import dev.releasemanager.notice.Message.Handout;
import dev.releasemanager.notice.OrderDocuments;
import dev.releasemanager.notice.Stretch.Turn;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.Form;
import dev.releasemanager.slack.message.Form.Option;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What needs what: the order to look at, and the dependencies that one release adds of its own. */
final class OrderTopic implements Topic {
    private static final String ADD = "dependency";
    private static final Pattern NEEDS = Pattern.compile("(.+?)\\s+needs\\s+(.+)", Pattern.CASE_INSENSITIVE);

    /** Slack's limit for a list to choose from; where there are more names they are typed. */
    private static final int OPTIONS = 100;

    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    private final PageLinks pages;

    OrderTopic(Coordination coordination, Desk desk, Forms forms, Answers answers, PageLinks pages) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
        this.pages = pages;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of(
                "needs",
                this::needs,
                "manifest",
                (key, rest, gesture) -> answers.opened(gesture, manifestView(key, gesture)));
    }

    private Response needs(ReleaseKey key, String rest, Gesture gesture) {
        if (rest.isBlank()) {
            return answers.opened(gesture, needsView(key, gesture));
        }
        Matcher said = NEEDS.matcher(rest);
        if (!said.matches()) {
            return answers.say(Document.of(Words.strongly("Nothing was changed.")
                    .plain(" I can't read “" + Forms.cut(rest, 80) + "”.\nNext: ")
                    .code(coordination.inquiries().policy().command() + " needs " + key + " A needs B")
                    .plain(" adds a dependency; without “A needs B” it shows them all.")));
        }
        return answers.say(coordination
                .dependencies()
                .add(gesture.intent(), key, new Dependencies.Form(said.group(1), said.group(2), "", ""))
                .said());
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.NEEDS,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target -> answers.show(gesture, needsView(target.release(), gesture))),
                Controls.TURN_DEPENDENCIES,
                (value, gesture) -> Turn.find(value)
                        .ifPresent(turn -> answers.show(gesture, needsView(turn.key(), gesture, turn.place()))),
                Controls.PICTURE,
                (value, gesture) -> handout(value, gesture, Handout.PICTURE, false),
                Controls.PICTURE_TO_THREAD,
                (value, gesture) -> handout(value, gesture, Handout.PICTURE, true),
                Controls.MANIFEST,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target -> answers.show(gesture, manifestView(target.release(), gesture))),
                Controls.MANIFEST_FILE,
                (value, gesture) -> handout(value, gesture, Handout.MANIFEST, false),
                Controls.ADD_DEPENDENCY,
                (value, gesture) ->
                        Target.find(value).ifPresent(target -> answers.show(gesture, form(target.release(), gesture))),
                Controls.REMOVE_DEPENDENCY,
                this::remove);
    }

    private void handout(String value, Gesture gesture, Handout what, boolean toThread) {
        Target.find(value).ifPresent(target -> {
            Intent intent = Intent.of(gesture.payloadId(), gesture.by());
            answers.acted(
                    gesture,
                    toThread
                            ? coordination.handouts().toThread(intent, target.release(), what)
                            : coordination.handouts().toMe(intent, target.release(), what));
        });
    }

    private Offer manifestView(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.LOOK,
                dossier -> Offer.of(forms.read(
                        "Manifest of " + key,
                        ManifestDocuments.folded(dossier, pages.manifest(key)),
                        Desk.remembering(gesture, dossier.release()))));
    }

    private void remove(String value, Gesture gesture) {
        OrderDocuments.decode(value).ifPresent(about -> {
            Outcome outcome = coordination
                    .dependencies()
                    .remove(
                            Intent.of(gesture.payloadId(), gesture.by()).atHome(gesture.atHome()),
                            about.release(),
                            about.dependency());
            answers.show(
                    gesture,
                    outcome.kind() == Outcome.Kind.REFUSED
                            ? new Offer(Optional.empty(), outcome.said())
                            : needsView(about.release(), gesture));
        });
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                ADD,
                (key, form) -> answers.finished(
                        coordination.dependencies().add(form.quiet(), key, typed(form.typed())),
                        form.typed(),
                        form.gesture(),
                        done -> answers.redraw(needsView(key, form.gesture()))));
    }

    private static Dependencies.Form typed(Typed typed) {
        return new Dependencies.Form(
                typed.selected(Dependencies.DEPENDENT).orElseGet(() -> typed.text(Dependencies.DEPENDENT)),
                typed.selected(Dependencies.PREREQUISITE).orElseGet(() -> typed.text(Dependencies.PREREQUISITE)),
                typed.text(Dependencies.EXTERNAL),
                typed.text(Dependencies.CONTACT));
    }

    private Offer needsView(ReleaseKey key, Gesture gesture) {
        return needsView(key, gesture, 0);
    }

    private Offer needsView(ReleaseKey key, Gesture gesture, int place) {
        return desk.on(
                key,
                gesture,
                Act.LOOK,
                dossier -> Offer.of(forms.read(
                        "What needs what",
                        OrderDocuments.needs(dossier, gesture.by(), pages.order(key), place),
                        Desk.remembering(gesture, dossier.release()))));
    }

    private Offer form(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            Form form = forms.form(ADD, "Add a dependency", Desk.remembering(gesture, dossier.release()))
                    .submit("Add")
                    .say(OrderDocuments.adding(dossier));
            named(
                    form,
                    Dependencies.DEPENDENT,
                    "What has to wait",
                    dossier.manifest().graph().components(),
                    true);
            named(
                    form,
                    Dependencies.PREREQUISITE,
                    "What it needs first",
                    Dependencies.names(dossier.manifest()),
                    false);
            return Offer.of(form.text(
                            Dependencies.EXTERNAL,
                            "Or a new external system",
                            "",
                            Dependencies.NAME_LIMIT,
                            false,
                            "One that nobody here deploys, such as a payment provider.")
                    .text(
                            Dependencies.CONTACT,
                            "Whom to ask about it",
                            "",
                            Dependencies.CONTACT_LIMIT,
                            false,
                            "Wanted with a new external system.")
                    .view());
        });
    }

    private static void named(Form form, String field, String label, Collection<String> names, boolean needed) {
        if (names.isEmpty() || names.size() > OPTIONS) {
            form.text(field, label, "", Dependencies.NAME_LIMIT, needed, "The component's name.");
            return;
        }
        List<Option> options =
                names.stream().map(name -> Option.of(name, Forms.cut(name, 75))).toList();
        form.select(field, label, options, Optional.empty(), needed, "");
    }
}
