package dev.releasemanager.slack.inbound;

import static dev.releasemanager.slack.inbound.Forms.cut;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Exceptions;
import dev.releasemanager.coordination.Holds;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.ExceptionRequest;
import dev.releasemanager.gate.Hold;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.ExceptionDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.Form.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Holding a release and lifting the hold; asking for an exception and signing it off. */
final class HoldingTopic implements Topic {
    private static final String HOLD = "hold";
    private static final String EXCEPT = "except";
    private static final String SIGN_OFF = "sign_off";
    private static final String REFUSE = "refuse_exception";

    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    HoldingTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of(
                "hold",
                this::hold,
                "except",
                (key, rest, gesture) -> answers.opened(
                        gesture,
                        exceptionForm(
                                key,
                                rest.isBlank()
                                        ? Optional.empty()
                                        : Optional.of(rest.strip().toUpperCase(Locale.ROOT)),
                                gesture)));
    }

    private Response hold(ReleaseKey key, String rest, Gesture gesture) {
        if (rest.isBlank()) {
            return answers.opened(gesture, holdForm(key, gesture));
        }
        if (rest.equalsIgnoreCase("lift")) {
            return answers.say(coordination
                    .holds()
                    .lift(gesture.intent(), key, Optional.empty())
                    .said());
        }
        return answers.say(
                coordination.holds().hold(gesture.intent(), key, rest).said());
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.HOLD,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target -> answers.show(gesture, holdForm(target.release(), gesture))),
                Controls.LIFT,
                this::lift,
                Controls.EXCEPT,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target ->
                                answers.show(gesture, exceptionForm(target.release(), Optional.empty(), gesture))),
                Controls.SIGN_OFF,
                (value, gesture) ->
                        numbered(value, (key, number) -> answers.show(gesture, answerForm(key, number, true, gesture))),
                Controls.REFUSE_EXCEPTION,
                (value, gesture) -> numbered(
                        value, (key, number) -> answers.show(gesture, answerForm(key, number, false, gesture))));
    }

    private void lift(String value, Gesture gesture) {
        numbered(
                value,
                (key, number) ->
                        answers.acted(gesture, coordination.holds().lift(gesture.intent(), key, Optional.of(number))));
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                HOLD,
                (key, form) -> answers.closing(
                        coordination
                                .holds()
                                .hold(form.intent(), key, form.typed().text(Holds.REASON)),
                        form.typed(),
                        form.gesture()),
                EXCEPT,
                (key, form) -> answers.closing(
                        coordination
                                .exceptions()
                                .ask(
                                        form.intent(),
                                        key,
                                        form.typed().selected(Exceptions.RULE).orElse(""),
                                        form.typed().text(Exceptions.JUSTIFICATION)),
                        form.typed(),
                        form.gesture()),
                SIGN_OFF,
                (key, form) -> answered(key, form, true),
                REFUSE,
                (key, form) -> answered(key, form, false));
    }

    private Response answered(ReleaseKey key, Submission form, boolean granted) {
        return number(form.memory().item())
                .map(number -> answers.closing(
                        coordination
                                .exceptions()
                                .answer(
                                        form.intent(),
                                        key,
                                        number,
                                        granted,
                                        form.typed().text(Exceptions.REASON)),
                        form.typed(),
                        form.gesture()))
                .orElseGet(Replies::heard);
    }

    /** The holds that stand, each with its button, and the field for one more. */
    private Offer holdForm(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.HOLD, dossier -> {
            Document.Builder document =
                    Document.builder().paragraph("While a hold stands there is no Go. Confirmations stay as they are.");
            for (Hold hold : dossier.assurances().holds()) {
                document.row(
                        Words.mentioning(hold.by()).plain(": " + cut(hold.reason(), 200)),
                        Choice.of(Controls.LIFT, key + ":" + hold.number(), "Lift")
                                .said("Lift the hold of " + cut(dossier.roster().nameOf(hold.by()), 40)));
            }
            ObjectNode view = forms.form(HOLD, "Hold " + key, Desk.remembering(gesture, dossier.release()))
                    .submit("Hold it")
                    .say(document.build())
                    .lines(
                            Holds.REASON,
                            "Why has it to wait",
                            "",
                            Hold.REASON_LIMIT,
                            true,
                            "The owner reads it at once.")
                    .view();
            return Offer.of(view);
        });
    }

    private Offer exceptionForm(ReleaseKey key, Optional<String> rule, Gesture gesture) {
        return desk.on(key, gesture, Act.EXCEPT, dossier -> {
            Optional<Refusal> nothing = Exceptions.nothingToExcept(dossier, rule);
            if (nothing.isPresent()) {
                return Offer.refused(nothing.get());
            }
            List<Option> rules = Exceptions.EXCEPTABLE.stream()
                    .filter(known -> dossier.exceptable(known).isPresent())
                    .map(known -> Option.of(
                            known,
                            cut(
                                    ExceptionDocuments.about(
                                            known, dossier.exceptable(known).orElseThrow()),
                                    75)))
                    .toList();
            ObjectNode view = forms.form(EXCEPT, "Exception for " + key, Desk.remembering(gesture, dossier.release()))
                    .submit("Ask for it")
                    .say("An executive who doesn't decide on this release has to sign it off by their own click.")
                    .select(
                            Exceptions.RULE,
                            "From which rule",
                            rules,
                            rule.or(() -> Optional.of(rules.get(0).value())),
                            true,
                            "No other rule can be excepted.")
                    .lines(
                            Exceptions.JUSTIFICATION,
                            "Why it can't wait or be smaller",
                            "",
                            ExceptionRequest.TEXT_LIMIT,
                            true,
                            "The executive decides by these words; they are kept in the record.")
                    .view();
            return Offer.of(view);
        });
    }

    private Offer answerForm(ReleaseKey key, int number, boolean granting, Gesture gesture) {
        return desk.on(key, gesture, Act.SIGN_OFF, dossier -> {
            Optional<Refusal> refusal = Exceptions.refusalToAnswer(gesture.by(), dossier, number);
            if (refusal.isPresent()) {
                return Offer.refused(refusal.get());
            }
            ExceptionRequest request =
                    dossier.assurances().findException(number).orElseThrow();
            boolean wanted = !granting || request.rule().equals(ExceptionRequest.BREAK_UP);
            Memory memory = Desk.remembering(gesture, dossier.release()).withItem(Integer.toString(number));
            ObjectNode view = forms.form(granting ? SIGN_OFF : REFUSE, granting ? "Sign off" : "Refuse", memory)
                    .submit(granting ? "Sign off" : "Refuse")
                    .say(asked(dossier, request))
                    .lines(
                            Exceptions.REASON,
                            wanted ? "Why" : "A word on it",
                            "",
                            ExceptionRequest.TEXT_LIMIT,
                            wanted,
                            "")
                    .view();
            return Offer.of(view);
        });
    }

    private static Document asked(Dossier dossier, ExceptionRequest request) {
        return Document.builder()
                .paragraph(Words.strongly(dossier.release().key() + " "
                                + cut(dossier.release().profile().title(), 80))
                        .plain(": an exception from " + ExceptionDocuments.about(request) + "."))
                .paragraph(Words.mentioning(request.askedBy()).plain(": " + request.justification()))
                .build();
    }

    private interface OnNumber {
        void act(ReleaseKey key, int number);
    }

    private static void numbered(String value, OnNumber then) {
        int colon = value.indexOf(':');
        if (colon > 0) {
            Optional<ReleaseKey> key = ReleaseKey.find(value.substring(0, colon));
            Optional<Integer> number = number(value.substring(colon + 1));
            if (key.isPresent() && number.isPresent()) {
                then.act(key.get(), number.get());
            }
        }
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
