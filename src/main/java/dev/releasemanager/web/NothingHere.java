package dev.releasemanager.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is shown at every address where nothing is mounted. */
final class NothingHere extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(404);
        response.setHeader("Content-Type", PlainPage.TEXT);
        response.getOutputStream().write("There is nothing here.\n".getBytes(StandardCharsets.UTF_8));
    }
}
