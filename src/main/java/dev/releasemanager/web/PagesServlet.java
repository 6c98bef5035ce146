package dev.releasemanager.web;

import dev.releasemanager.notice.Document;
import dev.releasemanager.release.ReleaseKey;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of a release behind signed links: its manifest, its review and its report as pages and as Markdown, its order as
 * a picture. They can only be read, run no script, and load nothing from elsewhere.
 */
public final class PagesServlet extends HttpServlet {
    /** Where it is mounted. */
    public static final String PATH = "/pages/*";

    public static final String MANIFEST = "manifest";
    public static final String MARKDOWN = "manifest.md";
    public static final String ORDER = "order";
    public static final String REVIEW = "review";
    public static final String REVIEW_MARKDOWN = "review.md";
    public static final String REPORT = "report";
    public static final String REPORT_MARKDOWN = "report.md";
    private static final String SVG = "order.svg";
    private static final String STYLE = "/style.css";

    private static final long serialVersionUID = 1L;
    private static final Pattern ADDRESS = Pattern.compile("/([A-Z][A-Z0-9]{0,19}-[0-9]{1,9})/([a-z.]{1,20})");
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";
    private static final String PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final transient Pages pages;
    private final transient SignedLinks links;
    private final transient Names names;

    public PagesServlet(Pages pages, SignedLinks links, Names names) {
        this.pages = pages;
        this.links = links;
        this.names = names;
    }

    /** The path of a page with its signature, to be put behind the public address. */
    public static String path(ReleaseKey release, String page, SignedLinks links) {
        return "/pages/" + release + "/" + page + "?" + links.query(release);
    }

    /** One answer. */
    private record Page(int status, String type, String policy, String body, Optional<String> fileName) {
        static Page html(int status, String body) {
            return new Page(status, HTML, PAGE_POLICY, body, Optional.empty());
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean head = "HEAD".equals(request.getMethod());
        Page page;
        if (head || "GET".equals(request.getMethod())) {
            page = page(request);
        } else {
            response.setHeader("Allow", "GET, HEAD");
            page = refusal(405, "This can only be read.", "Nothing was changed.");
        }
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(page.status());
        response.setHeader("Content-Type", page.type());
        response.setHeader("Content-Security-Policy", page.policy());
        page.fileName()
                .ifPresent(name -> response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\""));
        response.setContentLength(body.length);
        if (!head) {
            response.getOutputStream().write(body);
        }
    }

    private Page page(HttpServletRequest request) throws IOException {
        String path = Objects.toString(request.getPathInfo(), "");
        if (path.equals(STYLE)) {
            return new Page(200, "text/css; charset=utf-8", PAGE_POLICY, style(), Optional.empty());
        }
        Matcher address = ADDRESS.matcher(path);
        if (!address.matches()) {
            return refusal(404, "There is no such page.", "The address may have been cut off when it was copied.");
        }
        SignedLinks.Check check = links.check(
                address.group(1),
                Objects.toString(request.getParameter("until"), ""),
                Objects.toString(request.getParameter("seal"), ""));
        return switch (check) {
            case FALSE ->
                refusal(
                        403,
                        "This link doesn't open this page.",
                        "It was altered, cut off, or made for another release.");
            case EXPIRED -> refusal(403, "This link has expired.", "Links are good for a few days.");
            case GOOD -> content(new ReleaseKey(address.group(1)), address.group(2), signature(request));
        };
    }

    /** The query as it was checked, for the links of the page itself. */
    private static String signature(HttpServletRequest request) {
        return "?until=" + request.getParameter("until") + "&seal=" + request.getParameter("seal");
    }

    private Page content(ReleaseKey release, String page, String signature) {
        return switch (page) {
            case MANIFEST ->
                pages.manifest(release)
                        .map(document -> Page.html(200, manifest(release, document, signature)))
                        .orElseGet(PagesServlet::gone);
            case MARKDOWN ->
                pages.manifest(release)
                        .map(document -> markdown(release, MARKDOWN, document))
                        .orElseGet(PagesServlet::gone);
            case REVIEW ->
                pages.review(release)
                        .map(document -> Page.html(200, told(release, REVIEW, document, signature)))
                        .orElseGet(PagesServlet::noReview);
            case REVIEW_MARKDOWN ->
                pages.review(release)
                        .map(document -> markdown(release, REVIEW_MARKDOWN, document))
                        .orElseGet(PagesServlet::noReview);
            case REPORT ->
                pages.report(release)
                        .map(document -> Page.html(200, told(release, REPORT, document, signature)))
                        .orElseGet(PagesServlet::gone);
            case REPORT_MARKDOWN ->
                pages.report(release)
                        .map(document -> markdown(release, REPORT_MARKDOWN, document))
                        .orElseGet(PagesServlet::gone);
            case ORDER ->
                pages.order(release)
                        .map(picture -> Page.html(200, order(picture, signature)))
                        .orElseGet(PagesServlet::gone);
            case SVG ->
                pages.order(release)
                        .flatMap(Pages.Picture::svg)
                        .map(svg -> new Page(200, "image/svg+xml", PICTURE_POLICY, svg, Optional.empty()))
                        .orElseGet(PagesServlet::gone);
            default -> refusal(404, "There is no such page.", "The address may have been cut off when it was copied.");
        };
    }

    private String manifest(ReleaseKey release, Document document, String signature) {
        String query = HtmlDocument.escaped(signature);
        return whole(
                release + " manifest",
                "<nav><a href=\"" + MARKDOWN + query + "\" download>Download as Markdown</a> <a href=\"" + ORDER + query
                        + "\">Order as a picture</a></nav>\n" + new HtmlDocument(names).body(document));
    }

    /** @param page of which a file beside it has the Markdown */
    private String told(ReleaseKey release, String page, Document document, String signature) {
        String query = HtmlDocument.escaped(signature);
        return whole(
                release + " " + page,
                "<nav><a href=\"" + page + ".md" + query + "\" download>Download as Markdown</a> <a href=\"" + MANIFEST
                        + query + "\">The whole manifest</a></nav>\n" + new HtmlDocument(names).body(document));
    }

    /** @param page the last part of its address */
    private Page markdown(ReleaseKey release, String page, Document document) {
        return new Page(
                200,
                "text/markdown; charset=utf-8",
                PAGE_POLICY,
                MarkdownDocument.of(document, names),
                Optional.of(release + "-" + page));
    }

    private static Page noReview() {
        return refusal(404, "There is no review of this release.", "Nothing of it was rolled back.");
    }

    private static String order(Pages.Picture picture, String signature) {
        String query = HtmlDocument.escaped(signature);
        String words = HtmlDocument.escaped(picture.alternative());
        String shown = picture.svg().isPresent()
                ? "<p class=\"picture\"><img src=\"" + SVG + query + "\" width=\"" + picture.width() + "\" alt=\""
                        + words + "\"></p>\n<details><summary>The same in words</summary><p>" + words + "</p></details>"
                : "<p>" + words + "</p>";
        return whole(
                picture.title(),
                "<nav><a href=\"" + MANIFEST + query + "\">The whole manifest</a></nav>\n<h1>"
                        + HtmlDocument.escaped(picture.title()) + "</h1>\n" + shown);
    }

    private static Page gone() {
        return refusal(404, "There is no such release any more.", "");
    }

    private static Page refusal(int status, String what, String why) {
        return Page.html(
                status,
                whole(
                        what,
                        "<h1>" + HtmlDocument.escaped(what) + "</h1>\n<p>" + HtmlDocument.escaped(why)
                                + " Ask for the page again in Slack, and you get a new link.</p>"));
    }

    private static String whole(String title, String body) {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + HtmlDocument.escaped(title) + "</title>\n<link rel=\"stylesheet\" href=\"/pages/style.css\">\n"
                + "</head>\n<body>\n<main>\n" + body + "\n</main>\n</body>\n</html>\n";
    }

    private static String style() throws IOException {
        try (InputStream style = PagesServlet.class.getResourceAsStream("/pages/style.css")) {
            return new String(Objects.requireNonNull(style, "pages/style.css").readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
