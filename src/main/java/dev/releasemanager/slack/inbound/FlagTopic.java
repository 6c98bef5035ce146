package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.ActivationForm;
import dev.releasemanager.coordination.Activations;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.CriterionForm;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Flagged;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.FlagDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.FlagMark;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.Form.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Flags: planning how each is switched on, and what is said of it afterwards. */
final class FlagTopic implements Topic {
    private static final String PLAN = "flag_planned";
    private static final String WORKS = "flag_seen_working";
    private static final String FAILS = "flag_seen_failing";
    private static final String OFF = "flag_switched_off";

    private final Coordination coordination;
    private final Activations activations;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    FlagTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.coordination = coordination;
        this.activations = coordination.activations();
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of("flags", (key, rest, gesture) -> answers.opened(gesture, overview(key, gesture)));
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.FLAGS,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target -> answers.show(gesture, overview(target.release(), gesture))),
                FlagDocuments.PLAN,
                (value, gesture) -> Named.find(value)
                        .ifPresent(of -> answers.show(gesture, planForm(of.key(), of.name(), gesture))),
                FlagDocuments.FORGET,
                (value, gesture) ->
                        said(value, gesture, (intent, of) -> activations.forget(intent, of.key(), of.number())),
                Controls.FLAG_ON,
                (value, gesture) -> said(value, gesture, (intent, of) -> activations.on(intent, of.key(), of.number())),
                Controls.FLAG_NOT_NOW,
                (value, gesture) ->
                        said(value, gesture, (intent, of) -> activations.notNow(intent, of.key(), of.number())),
                Controls.FLAG_WORKS,
                (value, gesture) ->
                        Numbered.find(value).ifPresent(of -> answers.show(gesture, seenForm(of, true, gesture))),
                Controls.FLAG_FAILS,
                (value, gesture) ->
                        Numbered.find(value).ifPresent(of -> answers.show(gesture, seenForm(of, false, gesture))),
                Controls.FLAG_OFF,
                (value, gesture) -> Numbered.find(value).ifPresent(of -> answers.show(gesture, offForm(of, gesture))));
    }

    private interface Saying {
        Outcome of(Intent intent, Numbered flag);
    }

    /** In the list of flags the list is drawn again; elsewhere the answer stands where the button was. */
    private void said(String value, Gesture gesture, Saying saying) {
        Numbered.find(value).ifPresent(of -> {
            boolean inModal = gesture.viewId().isPresent();
            Outcome outcome = saying.of(inModal ? Clicks.inModal(gesture) : gesture.intent(), of);
            if (inModal && outcome.kind() != Outcome.Kind.REFUSED) {
                answers.show(gesture, overview(of.key(), gesture));
            } else {
                answers.acted(gesture, outcome);
            }
        });
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                PLAN,
                this::planned,
                WORKS,
                (key, form) -> seen(key, form, true),
                FAILS,
                (key, form) -> seen(key, form, false),
                OFF,
                (key, form) -> number(form.memory().item())
                        .map(number -> closing(
                                form,
                                activations.off(
                                        form.intent(), key, number, form.typed().text(Activations.REASON))))
                        .orElseGet(Replies::heard));
    }

    private Response closing(Submission form, Outcome outcome) {
        return answers.closing(outcome, form.typed(), form.gesture());
    }

    private Response seen(ReleaseKey key, Submission form, boolean works) {
        return number(form.memory().item())
                .map(number -> closing(
                        form,
                        activations.checked(
                                form.intent(),
                                key,
                                number,
                                works,
                                form.typed().text(Activations.SEEN),
                                form.typed().text(Activations.LINK))))
                .orElseGet(Replies::heard);
    }

    private Response planned(ReleaseKey key, Submission form) {
        String item = form.memory().item();
        int colon = item.indexOf(':');
        if (colon < 0) {
            return Replies.heard();
        }
        Optional<Integer> number = number(item.substring(0, colon));
        Typed typed = form.typed();
        Intent intent = number.map(known -> form.quiet().basedOn(form.memory().revision(), "activation " + known + " "))
                .orElseGet(form::quiet);
        return answers.finished(
                activations.plan(
                        intent,
                        key,
                        new ActivationForm(
                                number,
                                item.substring(colon + 1),
                                typed.person(ActivationForm.PERSON).map(PersonId::new),
                                typed.text(ActivationForm.SHARE),
                                typed.selected(ActivationForm.AFTER).orElse(ActivationForm.LAST),
                                typed.text(ActivationForm.CHECK),
                                typed.text(ActivationForm.WAY_BACK))),
                typed,
                form.gesture(),
                done -> answers.redraw(overview(key, form.gesture())));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    /** What a button is about: a flag by its name. */
    private record Named(ReleaseKey key, String name) {
        static Optional<Named> find(String value) {
            int colon = value.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : ReleaseKey.find(value.substring(0, colon)).map(key -> new Named(key, value.substring(colon + 1)));
        }
    }

    /** What a button is about: a flag by the number of its activation. */
    private record Numbered(ReleaseKey key, int number) {
        static Optional<Numbered> find(String value) {
            return Named.find(value)
                    .flatMap(named -> FlagTopic.number(named.name()).map(number -> new Numbered(named.key(), number)));
        }
    }

    private Offer overview(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.LOOK,
                dossier -> Offer.of(forms.read(
                        "Flags of " + key,
                        FlagDocuments.overview(
                                dossier, coordination.inquiries().policy().command()),
                        Desk.remembering(gesture, dossier.release()))));
    }

    private Offer planForm(ReleaseKey key, String name, Gesture gesture) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            Optional<Flagged> flag = dossier.manifest().findFlag(name);
            if (flag.isEmpty()) {
                return Offer.refused(Refusal.of(
                        "There is nothing to plan",
                        "No change of " + key + " goes out behind this flag any more.",
                        "Look at the scope again."));
            }
            Optional<Refusal> refusal = Activations.refusalToPlan(gesture.by(), dossier, flag.get());
            return refusal.map(Offer::refused).orElseGet(() -> Offer.of(planView(dossier, flag.get(), gesture)));
        });
    }

    private ObjectNode planView(Dossier dossier, Flagged flag, Gesture gesture) {
        Optional<PlannedActivation> known = flag.activation();
        String item =
                known.map(activation -> Integer.toString(activation.number())).orElse("") + ":" + flag.flag();
        List<Option> moments =
                new ArrayList<>(List.of(Option.of(ActivationForm.LAST, "After the last stage (100 % of production)")));
        for (Stage stage : ActivationForm.earlier(dossier.rollout().plan().orElseGet(() -> coordination
                .inquiries()
                .policy()
                .stages(dossier.release().profile().kind())))) {
            if (!dossier.rollout().hasPassed(stage)) {
                moments.add(Option.of(stage.id(), "After " + stage.words()));
            }
        }
        Optional<String> moment = known.flatMap(PlannedActivation::after)
                .filter(id -> moments.stream().anyMatch(option -> option.value().equals(id)))
                .or(() -> Optional.of(ActivationForm.LAST));
        return forms.form(
                        PLAN,
                        "Switch a flag on",
                        Desk.remembering(gesture, dossier.release()).withItem(item))
                .submit("Save")
                .say(Document.of(Words.none()
                        .code(Forms.cut(flag.flag(), 80))
                        .plain("  " + Forms.cut(flag.titles(), 300)
                                + "\nIt goes out dark; switching it on is a step of its own.")))
                .person(
                        ActivationForm.PERSON,
                        "Who switches it on",
                        known.flatMap(PlannedActivation::person),
                        false,
                        "Left empty, it is the lead of its team.")
                .text(
                        ActivationForm.SHARE,
                        "For how many, in percent",
                        known.map(activation -> Integer.toString(activation.share()))
                                .orElse(Integer.toString(PlannedActivation.WHOLE)),
                        6,
                        false,
                        "From 1 to 100.")
                .select(ActivationForm.AFTER, "When", moments, moment, true, "")
                .lines(
                        ActivationForm.CHECK,
                        "How one sees that it works",
                        known.map(PlannedActivation::check).orElse(""),
                        CriterionForm.SENTENCE_LIMIT,
                        true,
                        "Measurable, or a named check: error rate of checkout-web < 0.5 % over 15 min.")
                .lines(
                        ActivationForm.WAY_BACK,
                        "How it is switched off again",
                        known.flatMap(PlannedActivation::wayBack).orElse(""),
                        PlannedActivation.WAY_BACK_LIMIT,
                        false,
                        Forms.cut("Left empty: " + PlannedActivation.usualWayBack(flag.flag()) + ".", 150))
                .view();
    }

    private interface Drawing {
        ObjectNode of(Dossier dossier, Flagged flag);
    }

    private Offer aboutFlag(Numbered of, Gesture gesture, Drawing drawing) {
        return desk.on(of.key(), gesture, Act.LOOK, dossier -> {
            Optional<Flagged> flag = Activations.flag(dossier, of.number());
            if (flag.isEmpty()) {
                return Offer.refused(Refusal.of(
                        "There is nothing to say",
                        "What was planned for this flag of " + of.key() + " was changed since.",
                        "Look at the flags as they are now: " + dossier.command("flags") + "."));
            }
            Optional<Refusal> refusal = Activations.refusalToSwitch(
                            Act.SWITCH_FLAG_OFF, gesture.by(), dossier, flag.get())
                    .or(() -> Activations.refusalToSay(dossier, flag.get()));
            return refusal.map(Offer::refused).orElseGet(() -> Offer.of(drawing.of(dossier, flag.get())));
        });
    }

    private Offer seenForm(Numbered of, boolean works, Gesture gesture) {
        return aboutFlag(of, gesture, (dossier, flag) -> forms.form(
                        works ? WORKS : FAILS,
                        works ? "It works" : "It doesn't work",
                        Desk.remembering(gesture, dossier.release()).withItem(Integer.toString(of.number())))
                .submit("Say so")
                .say(Document.of(FlagDocuments.check(flag)))
                .text(
                        Activations.SEEN,
                        "What was seen",
                        "",
                        FlagMark.SEEN_LIMIT,
                        true,
                        works ? "The value, with its unit; yes for a check." : "The value, or what doesn't work.")
                .text(Activations.LINK, "Link", "", FlagMark.LINK_LIMIT, false, "Where others can look at it.")
                .view());
    }

    private Offer offForm(Numbered of, Gesture gesture) {
        return aboutFlag(of, gesture, (dossier, flag) -> forms.form(
                        OFF,
                        "Switch it off",
                        Desk.remembering(gesture, dossier.release()).withItem(Integer.toString(of.number())))
                .submit("It is off")
                .say(FlagDocuments.goingOff(dossier.release(), flag))
                .lines(Activations.REASON, "Why", "", FlagMark.SEEN_LIMIT, true, "A few words; everybody reads them.")
                .view());
    }
}
