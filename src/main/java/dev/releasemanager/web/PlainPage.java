package dev.releasemanager.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** A page that is only read, and made anew at each request. */
final class PlainPage extends HttpServlet {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    private final transient Supplier<Content> content;

    /** What one request gets. */
    record Content(int status, String type, String body) {}

    PlainPage(Supplier<Content> content) {
        this.content = content;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean head = "HEAD".equals(request.getMethod());
        Content answer;
        if (head || "GET".equals(request.getMethod())) {
            answer = content.get();
        } else {
            response.setHeader("Allow", "GET, HEAD");
            answer = new Content(405, TEXT, "This can only be read.\n");
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        response.setHeader("Content-Type", answer.type());
        response.setContentLength(body.length);
        if (!head) {
            response.getOutputStream().write(body);
        }
    }
}
