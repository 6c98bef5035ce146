package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.ExceptionRequest;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.ExceptionDocuments;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.Roster;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exceptions, where the charter allows one: the owner writes why, an executive who doesn't decide on the release signs it
 * off by their own click. Everything else can't be excepted by anybody.
 */
public final class Exceptions {
    public static final String RULE = "rule";
    public static final String JUSTIFICATION = "justification";
    public static final String REASON = "reason";

    /** The requirements that may be excepted, in the order of the charter. */
    public static final List<String> EXCEPTABLE = List.of(ExceptionRequest.FRIDAY, ExceptionRequest.BREAK_UP);

    private final Acts acts;

    Exceptions(Acts acts) {
        this.acts = acts;
    }

    /** Why there is nothing to ask for, if there is nothing. */
    public static Optional<Refusal> nothingToExcept(Dossier dossier, Optional<String> rule) {
        String what = "No exception was asked for";
        if (rule.isPresent() && !EXCEPTABLE.contains(rule.get())) {
            return Optional.of(Refusal.of(
                    what,
                    rule.get() + " can't be excepted by anybody: only X2 (Friday) and H2 (more than three cross-team"
                            + " dependencies) can.",
                    "See with " + dossier.command("check") + " who can do what about it."));
        }
        boolean any = EXCEPTABLE.stream()
                .filter(known -> rule.isEmpty() || rule.get().equals(known))
                .anyMatch(known -> dossier.exceptable(known).isPresent());
        return any
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        what,
                        "Nothing that could be excepted stands in the way of "
                                + dossier.release().key() + ".",
                        "See with " + dossier.command("check") + " what does."));
    }

    /** The owner or delegate asks for one, with the justification; the executives are written to. */
    public Outcome ask(Intent intent, ReleaseKey key, String rule, String justification) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Dossier dossier = scene.dossier();
            Optional<Refusal> refusal = Permissions.check(Act.EXCEPT, intent.by(), release, scene.roster())
                    .or(() -> nothingToExcept(dossier, Optional.of(rule)))
                    .or(() -> release.state().isClosed()
                            ? Optional.of(Refusal.of(
                                    "No exception was asked for",
                                    "The release is " + release.state().phase().words() + ".",
                                    release.state().next()))
                            : Optional.empty());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(
                    faults,
                    JUSTIFICATION,
                    justification,
                    ExceptionRequest.TEXT_LIMIT,
                    "Say why it can't wait or be smaller: the executive decides by these words, and they are kept.");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            String covers = dossier.exceptable(rule).orElseThrow();
            Assurances said = scene.tx().assurances(key);
            Optional<ExceptionRequest> before = said.findException(rule, covers);
            if (before.filter(request -> request.isGranted() || request.answer().isEmpty())
                    .isPresent()) {
                return Outcome.unchanged(
                        release,
                        before.get().isGranted()
                                ? "it is signed off already."
                                : "it is asked for already and waits for" + " an executive.");
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            ExceptionRequest request = new ExceptionRequest(
                    scene.tx().nextChange(key).value(),
                    rule,
                    covers,
                    justification.strip(),
                    intent.by(),
                    scene.now(),
                    Optional.empty());
            scene.tx().put(key, said.with(request));
            scene.record(
                    Optional.of(intent.by()),
                    "exception_asked",
                    Map.of("rule", rule, "covers", covers, "justification", request.justification()));
            List<PersonId> executives = signers(release, scene.roster());
            Document asked = ExceptionDocuments.asked(scene.dossier(), request);
            executives.forEach(executive -> scene.tell(executive, asked, Lane.DECISION));
            scene.refreshBoard();
            Document words = Document.of(
                    executives.isEmpty()
                            ? Words.strongly("Asked for, but nobody can sign it off: ")
                                    .plain("no executive is configured who doesn't decide on " + key
                                            + ". Whoever looks after the configuration names one.")
                            : Words.strongly("Asked for. ")
                                    .plain("It waits for the sign-off of ")
                                    .with(Words.listing(executives.stream()
                                            .map(Words::mentioning)
                                            .toList()))
                                    .plain("; you are told."));
            scene.reply(intent, words);
            return Outcome.done(scene.release(), words);
        });
    }

    /** Executives who may answer, in a fixed order. */
    private static List<PersonId> signers(Release release, Roster roster) {
        return roster.executives().stream()
                .filter(person ->
                        Permissions.check(Act.SIGN_OFF, person, release, roster).isEmpty())
                .sorted(Comparator.comparing(PersonId::value))
                .toList();
    }

    /** Why this person can't answer this request, before they type anything. */
    public static Optional<Refusal> refusalToAnswer(PersonId by, Dossier dossier, int number) {
        Optional<Refusal> refusal = Permissions.check(Act.SIGN_OFF, by, dossier.release(), dossier.roster());
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<ExceptionRequest> request = dossier.assurances().findException(number);
        String what = "Nothing was signed off";
        if (request.isEmpty() || dossier.release().state().isClosed()) {
            return Optional.of(Refusal.of(what, "That request doesn't stand any more.", "There is nothing to do."));
        }
        if (request.get().answer().isPresent()) {
            ExceptionRequest.Answer answer = request.get().answer().get();
            return Optional.of(Refusal.of(
                    what,
                    dossier.roster().nameOf(answer.by()) + " has " + (answer.granted() ? "signed it off" : "refused it")
                            + " already.",
                    "There is nothing to do; the owner can ask again after a refusal."));
        }
        boolean stale = dossier.exceptable(request.get().rule())
                .filter(request.get().covers()::equals)
                .isEmpty();
        return stale
                ? Optional.of(Refusal.of(
                        what,
                        "The release was changed since: what was to be excepted isn't in its way any more.",
                        "There is nothing to do; the owner asks again if there is need."))
                : Optional.empty();
    }

    /** An executive signs it off or refuses it. */
    public Outcome answer(Intent intent, ReleaseKey key, int number, boolean granted, String reason) {
        return acts.on(key, intent, scene -> {
            Dossier dossier = scene.dossier();
            Optional<Refusal> refusal = refusalToAnswer(intent.by(), dossier, number);
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Assurances said = dossier.assurances();
            ExceptionRequest request = said.findException(number).orElseThrow();
            Map<String, String> faults = new LinkedHashMap<>();
            if (!granted || request.rule().equals(ExceptionRequest.BREAK_UP)) {
                Texts.required(
                        faults,
                        REASON,
                        reason,
                        ExceptionRequest.TEXT_LIMIT,
                        "Say why; the owner reads it, and it is kept.");
            } else {
                Texts.limited(faults, REASON, reason, ExceptionRequest.TEXT_LIMIT);
            }
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            ExceptionRequest.Answer answer =
                    new ExceptionRequest.Answer(intent.by(), scene.now(), granted, reason.strip());
            ExceptionRequest answered = request.answered(answer);
            scene.tx().put(key, said.with(answered));
            scene.record(
                    Optional.of(intent.by()),
                    granted ? "exception_signed_off" : "exception_refused",
                    Map.of("rule", request.rule(), "covers", request.covers(), "reason", answer.reason()));
            scene.tellThread(ExceptionDocuments.answered(scene.release(), answered, answer));
            scene.tellDeciders(ExceptionDocuments.answered(scene.release(), answered, answer));
            scene.tellIfOpened(dossier);
            scene.refreshBoard();
            Document words = Document.of(Words.strongly(granted ? "Signed off" : "Refused")
                    .plain(": the exception from " + request.rule() + " for " + key + ". The owner is told."));
            scene.reply(intent, words);
            return Outcome.done(scene.release(), words);
        });
    }
}
