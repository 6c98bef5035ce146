package dev.releasemanager.rehearsal.metrics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** The endpoint that the bot asks: {@code GET /metrics-source/value?measure=&until=&span=}, seconds since 1970 and seconds. */
public final class MetricsServlet extends HttpServlet {
    /** Where the servlet is. */
    public static final String PATH = "/metrics-source";

    private static final long serialVersionUID = 1L;

    private final transient SteeredMetrics metrics;

    public MetricsServlet(SteeredMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Measure> measure =
                Optional.ofNullable(request.getParameter("measure")).flatMap(Measure::find);
        Optional<BigDecimal> until = number(request.getParameter("until"));
        Optional<BigDecimal> span = number(request.getParameter("span"));
        if (measure.isEmpty() || until.isEmpty() || span.isEmpty()) {
            answer(response, 400, Json.object().put("error", "measure, until and span (in seconds) are needed"));
            return;
        }
        OptionalDouble value = metrics.mean(
                measure.get(), Instant.EPOCH.plusMillis(millis(until.get())), Duration.ofMillis(millis(span.get())));
        if (value.isEmpty()) {
            answer(response, 503, Json.object().put("error", "somebody has taken the metrics away"));
            return;
        }
        answer(
                response,
                200,
                Json.object()
                        .put(
                                "value",
                                BigDecimal.valueOf(value.getAsDouble())
                                        .setScale(3, RoundingMode.HALF_UP)
                                        .stripTrailingZeros()));
    }

    private static long millis(BigDecimal seconds) {
        return seconds.movePointRight(3).longValue();
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void answer(HttpServletResponse response, int status, ObjectNode body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Json.write(body).getBytes(StandardCharsets.UTF_8));
    }
}
