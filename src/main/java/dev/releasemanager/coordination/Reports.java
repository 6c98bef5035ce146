package dev.releasemanager.coordination;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.ReportDocuments;
import dev.releasemanager.notice.ReportDocuments.Material;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Bake;
import dev.releasemanager.rollout.StageJudgement;
import dev.releasemanager.rollout.StageRun;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The report of a release, in every state of it (M7). Looks only; nothing is stored for it. */
public final class Reports {
    private final Acts acts;

    Reports(Acts acts) {
        this.acts = acts;
    }

    /** What a release's report is made of; empty if there is no such release. */
    public Optional<Material> material(ReleaseKey key) {
        Policy policy = acts.policy();
        Instant now = acts.now();
        return acts.store().read(reading -> reading.find(key).map(release -> {
            Dossier dossier = Inquiries.dossier(reading, release, policy, now);
            return new Material(
                    dossier,
                    reading.record(key),
                    seen(reading, dossier, policy, now),
                    reading.review(key),
                    reading.ticket(key));
        }));
    }

    private static Map<Integer, StageJudgement> seen(Reading reading, Dossier dossier, Policy policy, Instant now) {
        Map<Integer, StageJudgement> seen = new LinkedHashMap<>();
        for (StageRun run : dossier.rollout().runs()) {
            run.bake()
                    .map(Bake::until)
                    .map(until -> until.isBefore(now) ? until : now)
                    .ifPresent(upTo -> seen.put(
                            run.number(),
                            Judging.of(reading, dossier, policy.sourcing(), run).judgement(upTo)));
        }
        return seen;
    }

    /** The whole of it; empty if there is no such release. */
    public Optional<Document> page(ReleaseKey key) {
        return material(key).map(ReportDocuments::complete);
    }
}
