package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.ExceptionRequest;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.Release;
import java.util.List;

/** What is told of exceptions: to the executive who is to sign one off, and to everybody after it. */
public final class ExceptionDocuments {
    private ExceptionDocuments() {}

    /** What the rule is and what would be excepted, in a few words. */
    public static String about(ExceptionRequest request) {
        return about(request.rule(), request.covers());
    }

    public static String about(String rule, String covers) {
        return rule.equals(ExceptionRequest.FRIDAY)
                ? "X2, no release on a Friday: " + covers
                : "H2, at most three cross-team dependencies: " + covers;
    }

    /** To an executive: risk and rollback first (K4), then what is asked. */
    public static Document asked(Dossier dossier, ExceptionRequest request) {
        Release release = dossier.release();
        String value = release.key() + ":" + request.number();
        return Document.builder()
                .paragraph(Words.mentioning(request.askedBy())
                        .plain(" asks you to except ")
                        .strong(Phrases.name(release))
                        .plain(" from one rule, this once."))
                .facts(List.of(
                        new Fact("Risk", Words.of(Phrases.risk(dossier.scope()))),
                        new Fact("Rollback", Words.of(Phrases.rollback(dossier.planStanding()))),
                        new Fact("Rule", Words.of(about(request))),
                        new Fact(
                                "Ships",
                                Words.none()
                                        .moment(
                                                release.profile().target(),
                                                release.profile().zone()))))
                .paragraph(Words.strongly("Why: ").plain(request.justification()))
                .choices(
                        Choice.of(Controls.SIGN_OFF, value, "Sign off")
                                .said("Sign off the exception for " + release.key()),
                        Choice.of(Controls.REFUSE_EXCEPTION, value, "Refuse")
                                .said("Refuse the exception for " + release.key()),
                        Choice.of(Controls.SHOW, Phrases.value(release), "Show the release")
                                .said("Show " + release.key()))
                .aside("Without your sign-off it waits. The rule is policy: fewer people are at hand when it breaks.")
                .build();
    }

    public static Document answered(Release release, ExceptionRequest request, ExceptionRequest.Answer answer) {
        Words words = Words.strongly(answer.granted() ? "☑ EXCEPTED: " : "⛔ NOT EXCEPTED: ")
                .mention(answer.by())
                .plain((answer.granted() ? " signed off" : " refused") + " the exception of " + Phrases.name(release)
                        + " from " + about(request) + ".");
        return Document.of(answer.reason().isBlank() ? words : words.plain(" " + Phrases.sentence(answer.reason())));
    }
}
