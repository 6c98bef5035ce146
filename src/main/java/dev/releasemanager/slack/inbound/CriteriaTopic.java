package dev.releasemanager.slack.inbound;

import static dev.releasemanager.slack.inbound.Forms.cut;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.CriterionForm;
import dev.releasemanager.coordination.EvidenceForm;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.criteria.Baseline;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.CriterionFields;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.gate.CriterionStanding;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.StatedEvidence;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.CriteriaDocuments;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Question;
import dev.releasemanager.notice.Stretch;
import dev.releasemanager.notice.Stretch.Turn;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.Form;
import dev.releasemanager.slack.message.Form.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Criteria, written as sentences or by fields, and what people state that they saw for them. */
final class CriteriaTopic implements Topic {
    private static final String ADD = "criterion_add";
    private static final String ADD_MEASURE = "criterion_add_measure";
    private static final String ADD_CHECK = "criterion_add_check";
    private static final String EDIT = "criterion_edit";
    private static final String REMOVE = "criterion_remove";
    private static final String SEEN = "criterion_seen";
    private static final String TURN = "criteria_turn";

    private static final String LIST = "criteria";
    private static final String SENTENCE = "criterion";
    private static final String MEASURE = "criterion_measure";
    private static final String CHECK = "criterion_check";
    private static final String EVIDENCE = "evidence";

    private static final String BY_ITS_WORDS = "by_its_words";

    /** A modal holds 100 blocks; each criterion takes two. */
    private static final int CRITERIA_IN_A_VIEW = 40;

    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    CriteriaTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of(
                "criteria",
                this::criteria,
                "evidence",
                (key, rest, gesture) -> answers.opened(gesture, evidenceForm(key, Optional.empty(), gesture)));
    }

    private Response criteria(ReleaseKey key, String rest, Gesture gesture) {
        if (rest.isBlank()) {
            return answers.opened(gesture, list(key, gesture, 0, Optional.empty()));
        }
        return answers.say(coordination
                .criteria()
                .put(gesture.intent(), key, CriterionForm.saying(rest))
                .said());
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.CRITERIA,
                (value, gesture) -> Target.find(value)
                        .ifPresent(
                                target -> answers.show(gesture, list(target.release(), gesture, 0, Optional.empty()))),
                Controls.EVIDENCE,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target ->
                                answers.show(gesture, evidenceForm(target.release(), Optional.empty(), gesture))),
                TURN,
                (value, gesture) -> Turn.find(value)
                        .ifPresent(turn ->
                                answers.show(gesture, list(turn.key(), gesture, turn.place(), Optional.empty()))),
                ADD,
                (value, gesture) -> ReleaseKey.find(value)
                        .ifPresent(key -> answers.show(gesture, sentenceForm(key, Optional.empty(), gesture))),
                ADD_MEASURE,
                (value, gesture) ->
                        ReleaseKey.find(value).ifPresent(key -> answers.show(gesture, measureForm(key, gesture))),
                ADD_CHECK,
                (value, gesture) ->
                        ReleaseKey.find(value).ifPresent(key -> answers.show(gesture, checkForm(key, gesture))),
                EDIT,
                (value, gesture) -> marked(
                        value, (key, mark) -> answers.show(gesture, sentenceForm(key, Optional.of(mark), gesture))),
                REMOVE,
                (value, gesture) -> marked(value, (key, mark) -> remove(key, mark, gesture)),
                SEEN,
                (value, gesture) -> marked(
                        value, (key, mark) -> answers.show(gesture, evidenceForm(key, Optional.of(mark), gesture))));
    }

    private void remove(ReleaseKey key, String mark, Gesture gesture) {
        String number = mark.split(":", 2)[0];
        if (!number.matches("\\d{1,9}")) {
            return;
        }
        int place = placeOf(key, mark);
        Outcome outcome = coordination.criteria().remove(gesture.intent(), key, Integer.parseInt(number));
        answers.show(
                gesture,
                outcome.kind() == Outcome.Kind.REFUSED
                        ? new Offer(Optional.empty(), outcome.said())
                        : list(key, gesture, place, Optional.of(outcome.said())));
    }

    /** What marks the criterion as it is now; the same where it is gone. */
    private String markNow(ReleaseKey key, String mark) {
        return coordination
                .inquiries()
                .dossier(key)
                .flatMap(dossier -> dossier.manifest().details().findCriterion(mark))
                .map(PlannedCriterion::mark)
                .orElse(mark);
    }

    /** In the order in which they are shown; the first if it isn't there. */
    private int placeOf(ReleaseKey key, String mark) {
        List<PlannedCriterion> all = coordination
                .inquiries()
                .dossier(key)
                .map(CriteriaTopic::inOrder)
                .orElse(List.of());
        for (int place = 0; place < all.size(); place++) {
            if (all.get(place).mark().equals(mark)) {
                return place;
            }
        }
        return 0;
    }

    /** Those that are judged before the call first. */
    private static List<PlannedCriterion> inOrder(Dossier dossier) {
        return dossier.manifest().details().criteria().stream()
                .sorted(Comparator.comparing(PlannedCriterion::judgedAt))
                .toList();
    }

    private interface OnMark {
        void act(ReleaseKey key, String mark);
    }

    private static void marked(String value, OnMark then) {
        int colon = value.indexOf(':');
        if (colon > 0) {
            ReleaseKey.find(value.substring(0, colon)).ifPresent(key -> then.act(key, value.substring(colon + 1)));
        }
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                SENTENCE,
                (key, form) -> put(key, form, Optional.empty()),
                MEASURE,
                (key, form) -> put(key, form, Optional.of(measure(form.typed()))),
                CHECK,
                (key, form) -> put(key, form, Optional.of(check(form.typed()))),
                EVIDENCE,
                this::stated);
    }

    private Response put(ReleaseKey key, Submission form, Optional<CriterionFields> fields) {
        Typed typed = form.typed();
        CriterionForm criterion = new CriterionForm(
                Optional.of(form.memory().item()).filter(mark -> !mark.isEmpty()),
                typed.text(CriterionForm.SENTENCE),
                fields,
                typed.selected(CriterionForm.JUDGED_AT).flatMap(CriteriaTopic::judgedAt),
                typed.selected(CriterionForm.COMPONENT).orElse(""),
                typed.selected(CriterionForm.TEAM).map(TeamId::new));
        int place = placeOf(key, form.memory().item());
        return answers.finished(
                coordination.criteria().put(form.quiet(), key, criterion),
                typed,
                form.gesture(),
                memory -> memory.withItem(markNow(key, memory.item())),
                done -> answers.redraw(list(key, form.gesture(), place, Optional.of(done.said()))));
    }

    private static Optional<JudgedAt> judgedAt(String value) {
        return Arrays.stream(JudgedAt.values())
                .filter(known -> known.name().equals(value))
                .findFirst();
    }

    private static CriterionFields measure(Typed typed) {
        String unit = typed.selected(CriterionForm.UNIT)
                .flatMap(name -> Arrays.stream(Unit.values())
                        .filter(known -> known.name().equals(name))
                        .findFirst())
                .map(Unit::symbol)
                .orElse("");
        return new CriterionFields.MeasureFields(
                typed.text(CriterionForm.SUBJECT),
                typed.selected(CriterionForm.COMPARISON).orElse(""),
                (typed.text(CriterionForm.THRESHOLD).strip() + " " + unit).strip(),
                typed.text(CriterionForm.BASELINE),
                typed.text(CriterionForm.PLACE),
                typed.text(CriterionForm.SPAN));
    }

    private static CriterionFields check(Typed typed) {
        return new CriterionFields.CheckFields(
                typed.text(CriterionForm.WHAT),
                typed.text(CriterionForm.BY),
                typed.text(CriterionForm.OUTCOME),
                typed.text(CriterionForm.SCOPE));
    }

    private Response stated(ReleaseKey key, Submission form) {
        Typed typed = form.typed();
        String item = form.memory().item();
        EvidenceForm evidence = new EvidenceForm(
                item.isEmpty() ? typed.selected(EvidenceForm.CRITERION).orElse("") : item,
                typed.text(EvidenceForm.VALUE),
                typed.text(EvidenceForm.BASELINE),
                typed.text(EvidenceForm.LINK),
                typed.moment(EvidenceForm.AT),
                typed.text(EvidenceForm.SOURCE));
        return answers.finished(
                coordination.statements().state(form.quiet(), key, evidence),
                typed,
                form.gesture(),
                done -> answers.redraw(list(key, form.gesture(), placeOf(key, item), Optional.of(done.said()))));
    }

    /** Every criterion with what was seen for it and its buttons; those that are judged before the call first. */
    private Offer list(ReleaseKey key, Gesture gesture, int place, Optional<Document> said) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            Document.Builder document = Document.builder();
            said.ifPresent(document::all);
            List<PlannedCriterion> all = inOrder(dossier);
            document.paragraph(
                    all.isEmpty()
                            ? Words.strongly("No criteria yet. ")
                                    .plain("A criterion says measurably what has to be true. Those judged before the"
                                            + " call shut the gate until somebody states what was seen and it meets"
                                            + " them.")
                            : Words.strongly(all.size() == 1 ? "One criterion. " : all.size() + " criteria. ")
                                    .plain("Those judged before the call want evidence no older than the"
                                            + " configuration allows; the newest counts."));
            document.choices(
                    Choice.of(ADD, key.value(), "Add a criterion")
                            .primary()
                            .said("Add a criterion to " + key + " by a sentence"),
                    Choice.of(ADD_MEASURE, key.value(), "Measure, by fields")
                            .said("Add a measure to " + key + " by fields"),
                    Choice.of(ADD_CHECK, key.value(), "Check, by fields").said("Add a check to " + key + " by fields"));
            Stretch shown = Stretch.around(place, all.size(), CRITERIA_IN_A_VIEW);
            shown.of(all).forEach(criterion -> document.paragraph(CriteriaDocuments.criterion(criterion, dossier))
                    .choices(choices(dossier, key, criterion)));
            shown.turning(document, TURN, key, "criteria");
            return Offer.of(forms.form(LIST, "Criteria of " + key, Desk.remembering(gesture, dossier.release()))
                    .say(document.build())
                    .view());
        });
    }

    private static List<Choice> choices(Dossier dossier, ReleaseKey key, PlannedCriterion criterion) {
        String item = key + ":" + criterion.mark();
        String named = cut(criterion.text(), 50);
        List<Choice> choices = new ArrayList<>();
        if (dossier.lookedFor().contains(criterion)) {
            choices.add(Choice.of(SEEN, item, "State evidence").said("State what was seen for " + named));
        }
        choices.add(Choice.of(EDIT, item, "Edit").said("Edit " + named));
        choices.add(Choice.of(REMOVE, item, "Remove")
                .danger()
                .said("Remove " + named)
                .asking(new Question(
                        "Remove this criterion?",
                        "“" + cut(criterion.text(), 100) + "” leaves the release, and what its team confirmed expires.",
                        "Remove",
                        "Keep")));
        return choices;
    }

    private Offer sentenceForm(ReleaseKey key, Optional<String> mark, Gesture gesture) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            Optional<PlannedCriterion> criterion =
                    mark.flatMap(dossier.manifest().details()::findCriterion);
            if (mark.isPresent() && criterion.isEmpty()) {
                return gone();
            }
            return editable(
                    dossier,
                    criterion,
                    gesture,
                    SENTENCE,
                    form -> form.lines(
                            CriterionForm.SENTENCE,
                            "What has to be true",
                            criterion.map(PlannedCriterion::text).orElse(""),
                            CriterionForm.SENTENCE_LIMIT,
                            true,
                            Criteria.HINT));
        });
    }

    private static Offer gone() {
        return Offer.refused(Refusal.of(
                "There is nothing to be seen",
                "Somebody has removed this criterion meanwhile.",
                "Look at the criteria again."));
    }

    private Offer measureForm(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.LOOK,
                dossier -> editable(dossier, Optional.empty(), gesture, MEASURE, form -> form.text(
                                CriterionForm.SUBJECT,
                                "What is measured",
                                "",
                                150,
                                true,
                                "Such as: p99 latency of checkout-api")
                        .select(
                                CriterionForm.COMPARISON,
                                "Compared how",
                                CriterionFields.COMPARISONS.stream()
                                        .map(sign -> Option.of(sign, comparison(sign)))
                                        .toList(),
                                Optional.empty(),
                                true,
                                "")
                        .text(CriterionForm.THRESHOLD, "With which number", "", 40, true, "")
                        .select(
                                CriterionForm.UNIT,
                                "In which unit",
                                Arrays.stream(Unit.values())
                                        .filter(unit -> !unit.symbol().isEmpty())
                                        .map(unit -> Option.of(unit.name(), unit.symbol()))
                                        .toList(),
                                Optional.empty(),
                                false,
                                "Left empty for a plain count.")
                        .text(
                                CriterionForm.BASELINE,
                                "Relative to which baseline",
                                "",
                                60,
                                false,
                                "staging, before, or empty for a fixed bound.")
                        .text(CriterionForm.PLACE, "Where", "", 80, false, "Such as: staging, canary, the PAY board")
                        .text(
                                CriterionForm.SPAN,
                                "Over what time",
                                "",
                                40,
                                false,
                                "Such as: 30 min. Of place and time one may be missing.")));
    }

    private static String comparison(String sign) {
        return switch (sign) {
            case "<" -> "less than (<)";
            case "<=" -> "at most (<=)";
            case "=" -> "exactly (=)";
            case ">=" -> "at least (>=)";
            case ">" -> "more than (>)";
            default -> "within, of a baseline";
        };
    }

    private Offer checkForm(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.LOOK,
                dossier -> editable(dossier, Optional.empty(), gesture, CHECK, form -> form.text(
                                CriterionForm.WHAT,
                                "What is run or looked at",
                                "",
                                150,
                                true,
                                "A command, job, query, endpoint, dashboard or list of tickets.")
                        .text(CriterionForm.BY, "By whom or what", "", 60, false, "Such as: CI")
                        .text(
                                CriterionForm.OUTCOME,
                                "What it has to say",
                                "",
                                60,
                                true,
                                "Such as: is green, exits 0, returns 200")
                        .text(CriterionForm.SCOPE, "For what", "", 80, false, "Such as: this revision")));
    }

    /** A form of a criterion, with the fields that all of them have below its own. */
    private Offer editable(
            Dossier dossier,
            Optional<PlannedCriterion> criterion,
            Gesture gesture,
            String callback,
            java.util.function.UnaryOperator<Form> fields) {
        Memory memory = Desk.remembering(gesture, dossier.release())
                .withItem(criterion.map(PlannedCriterion::mark).orElse(""));
        Optional<String> own = criterion.isPresent()
                ? criterion.get().team().map(TeamId::value)
                : dossier.release().isDecidedBy(gesture.by())
                        ? Optional.empty()
                        : dossier.roster().teamsOf(gesture.by()).stream()
                                .map(Team::id)
                                .filter(dossier.release()::hasTeam)
                                .map(TeamId::value)
                                .findFirst();
        Form form = forms.form(callback, criterion.isPresent() ? "Edit criterion" : "Add a criterion", memory)
                .submit("Save");
        ObjectNode view = fields.apply(form)
                .select(
                        CriterionForm.JUDGED_AT,
                        "When it is judged",
                        List.of(
                                Option.of(BY_ITS_WORDS, "By its words"),
                                Option.of(JudgedAt.CHECKPOINT.name(), "Before the call"),
                                Option.of(JudgedAt.STAGE.name(), "In a stage")),
                        Optional.of(
                                criterion.map(known -> known.judgedAt().name()).orElse(BY_ITS_WORDS)),
                        true,
                        "By its words: canary and production are stages; all else is judged before the call.")
                .select(
                        CriterionForm.COMPONENT,
                        "Component",
                        dossier.manifest().graph().components().stream()
                                .map(name -> Option.of(name, name))
                                .toList(),
                        criterion.flatMap(PlannedCriterion::component),
                        false,
                        "")
                .select(
                        CriterionForm.TEAM,
                        "Whose it is",
                        dossier.release().profile().teams().stream()
                                .map(team ->
                                        Option.of(team.value(), dossier.roster().nameOf(team)))
                                .toList(),
                        own,
                        false,
                        "That team's members may edit it. Left empty, the component's team.")
                .view();
        return Offer.of(view);
    }

    /**
     * What somebody saw.
     *
     * @param mark the criterion that it is about; empty asks for it, unless there is only one
     */
    private Offer evidenceForm(ReleaseKey key, Optional<String> mark, Gesture gesture) {
        return desk.on(key, gesture, Act.STATE_EVIDENCE, dossier -> {
            List<PlannedCriterion> judged = dossier.lookedFor();
            if (judged.isEmpty()) {
                return Offer.refused(Refusal.of(
                        "There is nothing to state evidence for",
                        dossier.release().state().rollout().isPresent()
                                ? "No stage of " + key + " is being watched now that a criterion would judge."
                                : "No criterion of " + key + " is judged before the call.",
                        dossier.release().state().rollout().isPresent()
                                ? "State it while the stage is watched; the board shows how far it is."
                                : "Criteria are added with " + dossier.command("criteria") + "."));
            }
            Optional<PlannedCriterion> one = mark.isPresent()
                    ? dossier.manifest().details().findCriterion(mark.get())
                    : Optional.of(judged.get(0)).filter(only -> judged.size() == 1);
            return mark.isPresent() && one.isEmpty() ? gone() : Offer.of(evidenceForm(dossier, judged, one, gesture));
        });
    }

    private ObjectNode evidenceForm(
            Dossier dossier, List<PlannedCriterion> judged, Optional<PlannedCriterion> one, Gesture gesture) {
        Memory memory = Desk.remembering(gesture, dossier.release())
                .withItem(one.map(PlannedCriterion::mark).orElse(""));
        Form form = forms.form(EVIDENCE, "What was seen", memory).submit("State it");
        if (one.isPresent()) {
            form.say(Document.of(CriteriaDocuments.criterion(one.get(), dossier)));
        } else {
            form.select(
                    EvidenceForm.CRITERION,
                    "For which criterion",
                    judged.stream()
                            .map(criterion -> Option.of(criterion.mark(), cut(criterion.text(), 75)))
                            .toList(),
                    judged.stream()
                            .filter(criterion -> dossier.standingOf(criterion).state() != CriterionStanding.State.MET)
                            .map(PlannedCriterion::mark)
                            .findFirst(),
                    true,
                    "");
        }
        Optional<Criterion> parts = one.flatMap(criterion -> Criteria.parse(criterion.text()));
        boolean check = parts.filter(Criterion.Check.class::isInstance).isPresent();
        Optional<Baseline> baseline = parts.filter(Criterion.Measure.class::isInstance)
                .flatMap(measure -> ((Criterion.Measure) measure).bound().baseline());
        form.text(
                EvidenceForm.VALUE,
                check ? "Is it so" : "What was seen",
                "",
                StatedEvidence.VALUE_LIMIT,
                true,
                check
                        ? "yes or no"
                        : parts.isPresent()
                                ? "A number with its unit, such as 212 ms."
                                : "A number with its unit, such as 212 ms; for a check yes or no.");
        if (parts.isEmpty() || baseline.isPresent()) {
            form.text(
                    EvidenceForm.BASELINE,
                    "What the baseline was"
                            + baseline.map(known -> " (" + known.name() + ")").orElse(""),
                    "",
                    StatedEvidence.VALUE_LIMIT,
                    baseline.isPresent(),
                    baseline.isPresent() ? "" : "Only where the criterion is relative to one.");
        }
        return form.text(
                        EvidenceForm.SOURCE,
                        "Where it was seen",
                        "",
                        StatedEvidence.SOURCE_LIMIT,
                        true,
                        "The dashboard, job, test run or board, in a few words.")
                .text(
                        EvidenceForm.LINK,
                        "Link",
                        "",
                        StatedEvidence.LINK_LIMIT,
                        true,
                        "Where others can look at the same.")
                .moment(
                        EvidenceForm.AT,
                        "When it was seen",
                        Optional.of(coordination.inquiries().now()),
                        true,
                        "In your own time zone.")
                .view();
    }
}
