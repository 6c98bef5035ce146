package dev.releasemanager.slack.inbound;

import static dev.releasemanager.slack.inbound.Forms.cut;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Parts;
import dev.releasemanager.coordination.Portion;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Coherence;
import dev.releasemanager.manifest.Deferral;
import dev.releasemanager.manifest.Split;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.PartDocuments;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.Form.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deferring, splitting, and relating groups: each shows what it would do before it is done. */
final class PartsTopic implements Topic {
    private static final String DEFER = "defer";
    private static final String SPLIT = "split";
    private static final String RELATE = "relate";
    private static final String NEW = "new";

    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    PartsTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of(
                "defer", this::defer,
                "split", (key, rest, gesture) -> answers.opened(gesture, splitForm(key, gesture)),
                "relate", (key, rest, gesture) -> answers.opened(gesture, relateForm(key, gesture)));
    }

    private Response defer(ReleaseKey key, String rest, Gesture gesture) {
        String[] parts = rest.split("\\s+", 2);
        return answers.opened(gesture, deferForm(key, parts[0], parts.length > 1 ? parts[1] : "", gesture));
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.DEFER,
                this::deferClicked,
                Controls.SPLIT,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target -> answers.show(gesture, splitForm(target.release(), gesture))),
                Controls.RELATE,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target -> answers.show(gesture, relateForm(target.release(), gesture))));
    }

    private void deferClicked(String value, Gesture gesture) {
        int bar = value.indexOf('|');
        if (bar > 0) {
            ReleaseKey.find(value.substring(0, bar))
                    .ifPresent(key -> answers.show(gesture, deferForm(key, value.substring(bar + 1), "", gesture)));
        }
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(DEFER, this::deferred, SPLIT, this::split, RELATE, this::related);
    }

    private Response deferred(ReleaseKey key, Submission form) {
        Optional<ReleaseKey> into = form.typed().selected(Parts.INTO).flatMap(ReleaseKey::find);
        return answers.finished(
                coordination
                        .parts()
                        .defer(
                                form.intent(),
                                key,
                                form.memory().item(),
                                form.memory().revision(),
                                into,
                                form.typed().text(Parts.REASON)),
                form.typed(),
                form.gesture(),
                done -> Replies.redraw(answers.message(done.said(), form.gesture())));
    }

    private Response split(ReleaseKey key, Submission form) {
        return answers.finished(
                coordination.parts().split(form.intent(), key, form.memory().revision()),
                form.typed(),
                form.gesture(),
                done -> Replies.redraw(answers.message(done.said(), form.gesture())));
    }

    private Response related(ReleaseKey key, Submission form) {
        Optional<ChangeId> first = change(form, Parts.FIRST);
        Optional<ChangeId> second = change(form, Parts.SECOND);
        if (first.isEmpty() || second.isEmpty()) {
            return Replies.atFields(form.typed(), Map.of(Parts.SECOND, "Choose two groups."))
                    .orElseGet(Replies::heard);
        }
        return answers.finished(
                coordination
                        .parts()
                        .relate(
                                form.intent(),
                                key,
                                first.get(),
                                second.get(),
                                form.typed().text(Parts.REASON)),
                form.typed(),
                form.gesture(),
                done -> Replies.redraw(answers.message(done.said(), form.gesture())));
    }

    private static Optional<ChangeId> change(Submission form, String field) {
        return form.typed()
                .selected(field)
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> new ChangeId(Integer.parseInt(value)));
    }

    private Offer deferForm(ReleaseKey key, String words, String reason, Gesture gesture) {
        return desk.on(key, gesture, Act.DEFER, dossier -> {
            Optional<Refusal> refusal = Parts.refusalNow(Act.DEFER, gesture.by(), dossier);
            if (refusal.isPresent()) {
                return Offer.refused(refusal.get());
            }
            Optional<Portion> portion = Portion.find(words, dossier);
            if (portion.isEmpty()) {
                return Offer.refused(Refusal.of(
                        "Nothing was deferred",
                        words.isBlank()
                                ? "It isn't said what."
                                : "“" + cut(words, 40)
                                        + "” is neither a team nor a change with something in the scope of " + key
                                        + ".",
                        "Name a team, or a change by its number, which " + dossier.command("scope") + " shows: "
                                + dossier.command("defer") + " TEAM, or #3 in its place."));
            }
            Deferral deferral = portion.get().deferral(dossier);
            Optional<Refusal> impossible = Parts.refusalOf(deferral, dossier);
            if (impossible.isPresent()) {
                return Offer.refused(impossible.get());
            }
            Memory memory = Desk.remembering(gesture, dossier.release())
                    .withItem(portion.get().encoded());
            ObjectNode view = forms.form(DEFER, "Defer from " + key, memory)
                    .submit("Defer")
                    .say(PartDocuments.deferral(dossier, Parts.after(dossier, deferral), deferral))
                    .select(
                            Parts.INTO,
                            "To which release",
                            followers(dossier),
                            Optional.of(NEW),
                            true,
                            "A new one is planned a week later.")
                    .lines(
                            Parts.REASON,
                            "Why",
                            reason,
                            Parts.REASON_LIMIT,
                            true,
                            "Those who leave and those who stay read it.")
                    .view();
            return Offer.of(view);
        });
    }

    private List<Option> followers(Dossier dossier) {
        List<Option> options = new ArrayList<>(List.of(Option.of(NEW, "A new follow-up release")));
        Release own = dossier.release();
        coordination.inquiries().openIn(own.profile().channel()).stream()
                .filter(release -> !release.key().equals(own.key()))
                .filter(release -> release.state().phase() == Phase.PLANNING
                        || release.state().phase() == Phase.DELAYED)
                .forEach(release -> options.add(Option.of(
                        release.key().value(),
                        cut(release.key() + " " + release.profile().title(), 75))));
        return options;
    }

    private Offer splitForm(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            Split split = Parts.proposal(dossier);
            Optional<Refusal> nothing = Parts.refusalOf(split, dossier);
            if (nothing.isPresent()) {
                return Offer.refused(nothing.get());
            }
            Memory memory = Desk.remembering(gesture, dossier.release());
            boolean may = Parts.refusalNow(Act.SPLIT, gesture.by(), dossier).isEmpty();
            return Offer.of(
                    may
                            ? forms.form(SPLIT, "Split " + key, memory)
                                    .submit("Carry it out")
                                    .say(PartDocuments.proposal(dossier, split))
                                    .view()
                            : forms.read("Split " + key, PartDocuments.proposal(dossier, split), memory));
        });
    }

    private Offer relateForm(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.RELATE, dossier -> {
            Coherence coherence = Parts.coherence(dossier);
            if (coherence.isCoherent()) {
                return Offer.refused(Refusal.of(
                        "Nothing was related",
                        "The changes of " + key + " hang together already.",
                        "There is nothing to do."));
            }
            List<Option> groups = coherence.groups().stream()
                    .map(group ->
                            Option.of(Integer.toString(group.changes().get(0).value()), cut(group.name(), 75)))
                    .toList();
            ObjectNode view = forms.form(RELATE, "Relate groups", Desk.remembering(gesture, dossier.release()))
                    .submit("Relate")
                    .say(PartDocuments.groups(dossier, coherence))
                    .select(
                            Parts.FIRST,
                            "This group",
                            groups,
                            Optional.of(groups.get(0).value()),
                            true,
                            "")
                    .select(
                            Parts.SECOND,
                            "belongs to this one",
                            groups,
                            Optional.of(groups.get(1).value()),
                            true,
                            "")
                    .lines(
                            Parts.REASON,
                            "Because",
                            "",
                            Parts.REASON_LIMIT,
                            true,
                            "What one is without the other. It is kept in the record.")
                    .view();
            return Offer.of(view);
        });
    }
}
