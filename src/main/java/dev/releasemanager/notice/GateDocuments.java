package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.gate.Verdict;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Phase;
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
        String value = Phrases.value(release);
        if (!dossier.plan().isComplete() && !release.state().isClosed()) {
            document.choices(Choice.of(Controls.ROLLBACK_PLAN, value, "Rollback plan")
                    .said("Write the rollback plan of " + release.key()));
        } else if (verdict.isOpen() && release.state().phase() == Phase.POLLING) {
            document.choices(Choice.of(Controls.GO, value, "Go").primary().said("Call Go for " + release.key()));
        }
        return document.build();
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
                        new Fact("Rollback", Words.of(Phrases.rollback(dossier.plan()))),
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
