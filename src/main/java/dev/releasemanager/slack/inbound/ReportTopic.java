package dev.releasemanager.slack.inbound;

import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Message.Handout;
import dev.releasemanager.notice.ReportDocuments;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.inbound.Desk.Offer;
import java.util.Map;

/** The report of a release: reading it, and having it sent (M7). */
final class ReportTopic implements Topic {
    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;
    private final PageLinks pages;

    ReportTopic(Coordination coordination, Desk desk, Forms forms, Answers answers, PageLinks pages) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
        this.pages = pages;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of("report", (key, rest, gesture) -> answers.opened(gesture, view(key, gesture)));
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.REPORT,
                (value, gesture) ->
                        Target.find(value).ifPresent(of -> answers.show(gesture, view(of.release(), gesture))),
                Controls.REPORT_FILE,
                (value, gesture) -> Target.find(value)
                        .ifPresent(of -> answers.acted(
                                gesture,
                                coordination
                                        .handouts()
                                        .toMe(
                                                Intent.of(gesture.payloadId(), gesture.by()),
                                                of.release(),
                                                Handout.REPORT))));
    }

    private Offer view(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.LOOK,
                dossier -> Offer.of(forms.read(
                        Forms.cut("Report on " + key, 24),
                        ReportDocuments.folded(
                                coordination.reports().material(key).orElseThrow(), pages.report(key)),
                        Desk.remembering(gesture, dossier.release()))));
    }
}
