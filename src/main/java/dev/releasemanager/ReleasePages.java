package dev.releasemanager;

import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Inquiries;
import dev.releasemanager.coordination.Inquiries.SeenStage;
import dev.releasemanager.coordination.Reports;
import dev.releasemanager.coordination.Reviews;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.ManifestDocuments;
import dev.releasemanager.notice.Message.Handout;
import dev.releasemanager.notice.ObservationDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.picture.Order;
import dev.releasemanager.picture.OrderPictures;
import dev.releasemanager.picture.OrderPictures.Drawing;
import dev.releasemanager.picture.SeriesPictures;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.slack.delivery.Drawings;
import dev.releasemanager.web.MarkdownDocument;
import dev.releasemanager.web.Names;
import dev.releasemanager.web.Pages;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A release's manifest and the picture of its order, for its pages and for what is uploaded. Thread-safe. */
final class ReleasePages implements Pages {
    private static final Logger log = LoggerFactory.getLogger(ReleasePages.class);
    private static final int WHOLE_ALTERNATIVE = 20_000;

    private final Inquiries inquiries;
    private final Reviews reviews;
    private final Reports reports;
    private final OrderPictures pictures;
    private final SeriesPictures series = new SeriesPictures();
    private final Names names;

    ReleasePages(Coordination coordination, OrderPictures pictures, Names names) {
        this.inquiries = coordination.inquiries();
        this.reviews = coordination.reviews();
        this.reports = coordination.reports();
        this.pictures = pictures;
        this.names = names;
    }

    @Override
    public Optional<Document> manifest(ReleaseKey release) {
        return inquiries.dossier(release).map(ManifestDocuments::complete);
    }

    @Override
    public Optional<Document> review(ReleaseKey release) {
        return reviews.page(release);
    }

    @Override
    public Optional<Document> report(ReleaseKey release) {
        return reports.page(release);
    }

    @Override
    public Optional<Picture> order(ReleaseKey release) {
        return inquiries.dossier(release).map(dossier -> {
            Order order = of(dossier);
            Optional<Drawing> drawn = drawn(order);
            return new Picture(
                    "Order of " + release,
                    drawn.map(Drawing::svg),
                    order.alternative(WHOLE_ALTERNATIVE),
                    drawn.map(Drawing::width).orElse(0));
        });
    }

    /** What is uploaded: drawn from the store now, whatever was true when it was asked for. */
    Optional<Drawings.File> file(ReleaseKey release, Handout handout) {
        return switch (handout) {
            case PICTURE -> inquiries.dossier(release).map(this::picture);
            case MANIFEST -> inquiries.dossier(release).map(this::markdown);
            case REVIEW -> reviews.page(release).map(document -> written(release, "review", document));
            case REPORT -> reports.page(release).map(document -> written(release, "report", document));
            case SERIES -> inquiries.seen(release).map(this::series);
        };
    }

    private Drawings.File series(SeenStage seen) {
        String title = ObservationDocuments.title(seen.release(), seen.stage());
        String alternative = ObservationDocuments.alternative(
                seen.release(), seen.stage(), seen.judgement(), Order.ALTERNATIVE_LIMIT);
        return new Drawings.File(
                seen.release().key() + "-" + seen.stage().id() + ".png",
                title,
                alternative,
                drawn(seen, title),
                Document.builder()
                        .paragraph(Words.strongly("The picture of what was seen could not be drawn or uploaded.")
                                .plain(" What it shows: " + alternative))
                        .build());
    }

    private Optional<byte[]> drawn(SeenStage seen, String title) {
        if (pictures.unavailable().isPresent()) {
            return Optional.empty();
        }
        try {
            return series.draw(
                    title,
                    seen.judgement(),
                    seen.bake().begunAt(),
                    seen.bake().until(),
                    seen.release().profile().zone());
        } catch (RuntimeException e) {
            log.atError().setMessage("A picture could not be drawn").setCause(e).log();
            return Optional.empty();
        }
    }

    private Drawings.File picture(Dossier dossier) {
        ReleaseKey key = dossier.release().key();
        Order order = of(dossier);
        String alternative = order.alternative(Order.ALTERNATIVE_LIMIT);
        Optional<Drawing> drawn = drawn(order);
        return new Drawings.File(
                key + "-order.png",
                "Order of " + key + ", revision " + dossier.release().revision(),
                alternative,
                drawn.map(Drawing::png),
                Document.builder()
                        .paragraph(Words.strongly("The picture could not be "
                                        + (drawn.isPresent()
                                                ? "uploaded: the bot lacks the scopes files:write or im:write."
                                                : "drawn: this installation has no fonts."))
                                .plain(" Whoever runs the bot can change that. What it shows: " + alternative))
                        .build());
    }

    private Drawings.File markdown(Dossier dossier) {
        ReleaseKey key = dossier.release().key();
        String text = MarkdownDocument.of(ManifestDocuments.complete(dossier), names);
        return new Drawings.File(
                key + "-manifest.md",
                "Manifest of " + key + ", revision " + dossier.release().revision(),
                "",
                Optional.of(text.getBytes(StandardCharsets.UTF_8)),
                Document.builder()
                        .paragraph(Words.strongly("The manifest could not be uploaded: the bot lacks the scopes"
                                        + " files:write or im:write.")
                                .plain(" Whoever runs the bot can change that. As much of it as fits:"))
                        .all(ManifestDocuments.complete(dossier))
                        .build());
    }

    /** @param what "review" or "report" */
    private Drawings.File written(ReleaseKey key, String what, Document document) {
        return new Drawings.File(
                key + "-" + what + ".md",
                (what.equals("report") ? "Report on " : "Review of ") + key,
                "",
                Optional.of(MarkdownDocument.of(document, names).getBytes(StandardCharsets.UTF_8)),
                Document.builder()
                        .paragraph(Words.strongly("The " + what + " could not be uploaded: the bot lacks the scopes"
                                        + " files:write or im:write.")
                                .plain(" Whoever runs the bot can change that. As much of it as fits:"))
                        .all(document)
                        .build());
    }

    private Optional<Drawing> drawn(Order order) {
        if (pictures.unavailable().isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(pictures.draw(order));
        } catch (RuntimeException e) {
            log.atError().setMessage("A picture could not be drawn").setCause(e).log();
            return Optional.empty();
        }
    }

    private static Order of(Dossier dossier) {
        Map<TeamId, String> teams = new TreeMap<>();
        dossier.manifest()
                .graph()
                .teams()
                .forEach(team -> teams.put(team, dossier.roster().nameOf(team)));
        return new Order(
                dossier.release().key() + " " + dossier.release().profile().title(),
                dossier.manifest().graph(),
                dossier.manifest().landscape(),
                teams);
    }
}
