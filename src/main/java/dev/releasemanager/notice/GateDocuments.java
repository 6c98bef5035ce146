package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.gate.Verdict;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Phase;
import java.util.ArrayList;
import java.util.List;

/** The gate's findings, to read. */
public final class GateDocuments {
    /** More fit no message; a release with so many findings has others to worry about first. */
    private static final int SHOWN = 40;

    private GateDocuments() {}

    /** All findings: what is met too. */
    public static Document findings(Dossier dossier) {
        Release release = dossier.release();
        Verdict verdict = dossier.verdict();
        int open = verdict.open().size();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(
                                "The gate of " + Phrases.name(release) + " is " + (verdict.isOpen() ? "open" : "shut"))
                        .plain(" on revision " + verdict.revision()
                                + (verdict.isOpen()
                                        ? ": every requirement is met."
                                        : ": " + open + (open == 1 ? " finding." : " findings."))));
        items(document, verdict.findings());
        return document.choices(choices(dossier)).build();
    }

    private static List<Choice> choices(Dossier dossier) {
        Release release = dossier.release();
        String value = Phrases.value(release);
        List<Choice> choices = new ArrayList<>();
        if (release.state().isClosed()) {
            return choices;
        }
        if (!dossier.planStanding().isComplete()) {
            choices.add(Choice.of(Controls.ROLLBACK_PLAN, value, "Rollback plan")
                    .said("Write the rollback plan of " + release.key()));
        }
        if (dossier.verdict().open().stream().anyMatch(finding -> finding.rule().equals("M3"))) {
            choices.add(Choice.of(Controls.EVIDENCE, value, "State evidence")
                    .said("State what was seen for a criterion of " + release.key()));
        }
        if (dossier.verdict().open().stream().anyMatch(finding -> finding.rule().equals("X4"))) {
            choices.add(Choice.of(Controls.STAGING, value, "Staging").said("Show the staging of " + release.key()));
        }
        boolean exceptable = dossier.verdict().open().stream()
                .anyMatch(finding -> dossier.exceptable(finding.rule()).isPresent());
        if (exceptable) {
            choices.add(Choice.of(Controls.EXCEPT, value, "Ask for an exception")
                    .said("Ask for an exception for " + release.key()));
        }
        boolean splittable = dossier.verdict().findings().stream()
                .anyMatch(finding -> finding.result() == Finding.Result.UNMET
                        && List.of("X3", "H2", "S3").contains(finding.rule()));
        if (splittable) {
            choices.add(
                    Choice.of(Controls.SPLIT, value, "Split it").said("Show how " + release.key() + " would be split"));
        }
        if (dossier.verdict().open().stream().anyMatch(finding -> finding.rule().equals("X3"))) {
            choices.add(Choice.of(Controls.RELATE, value, "Relate groups")
                    .said("Say how the groups of " + release.key() + " belong together"));
        }
        if (dossier.verdict().isOpen() && release.state().phase() == Phase.POLLING) {
            choices.add(Choice.of(Controls.GO, value, "Go").primary().said("Call Go for " + release.key()));
        }
        return choices;
    }

    /** Why a Go was refused. */
    public static Document shut(Release release, Verdict verdict) {
        List<Finding> open = verdict.open();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("The Go was not called.")
                        .plain(" The gate of " + Phrases.name(release) + " is shut on revision " + verdict.revision()
                                + ": " + open.size() + (open.size() == 1 ? " finding." : " findings.")));
        items(document, open);
        return document.aside("When these are settled, call it again. Delay sets a new checkpoint.")
                .build();
    }

    /** What would be called: to be looked at before Go. */
    public static Document calling(Dossier dossier) {
        Release release = dossier.release();
        return Document.builder()
                .paragraph(Words.of("You are calling ")
                        .strong("Go")
                        .plain(" for ")
                        .strong(Phrases.name(release))
                        .plain(", revision " + release.revision() + "."))
                .facts(List.of(
                        new Fact(
                                "Teams",
                                Words.of(dossier.readyTeams() + " of "
                                        + dossier.readiness().size() + " ready")),
                        new Fact("Risk", Words.of(Phrases.risk(dossier.scope()))),
                        new Fact("Rollback", Words.of(Phrases.rollback(dossier.planStanding()))),
                        new Fact(
                                "Ships",
                                Words.none()
                                        .moment(
                                                release.profile().target(),
                                                release.profile().zone()))))
                .aside("Any edit after the call voids it.")
                .build();
    }

    private static void items(Document.Builder document, List<Finding> findings) {
        document.items(findings.stream().limit(SHOWN).map(Phrases::finding).toList());
        if (findings.size() > SHOWN) {
            document.paragraph("… and " + (findings.size() - SHOWN) + " more.");
        }
    }
}
