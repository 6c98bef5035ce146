package dev.releasemanager.rehearsal;

import dev.releasemanager.rehearsal.world.SharedFile;
import dev.releasemanager.rehearsal.world.World;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** Serves the page's files from the classpath, and what the bot has uploaded. */
final class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json; charset=utf-8",
            "woff2", "font/woff2");

    private final transient World world;

    PageServlet(World world) {
        this.world = world;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (path.startsWith("/files/") || path.startsWith("/ui/files/")) {
            file(path.substring(path.lastIndexOf('/') + 1), response);
            return;
        }
        String name = path.equals("/") ? "index.html" : path.substring(1);
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9_./-]*") || name.contains("..")) {
            response.sendError(404);
            return;
        }
        try (InputStream in = PageServlet.class.getResourceAsStream("/rehearsal/" + name)) {
            if (in == null) {
                response.sendError(404);
                return;
            }
            String ending = name.substring(name.lastIndexOf('.') + 1);
            response.setContentType(TYPES.getOrDefault(ending, "application/octet-stream"));
            response.setHeader("Cache-Control", "no-cache");
            in.transferTo(response.getOutputStream());
        }
    }

    private void file(String id, HttpServletResponse response) throws IOException {
        Optional<SharedFile> file = world.look(() -> world.findFile(id));
        if (file.isEmpty()) {
            response.sendError(404);
            return;
        }
        response.setContentType(file.get().mimeType());
        // An uploaded page must not run in the rehearsal's own origin.
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(file.get().bytes());
    }
}
