package dev.releasemanager.bench;

import dev.releasemanager.web.Readiness;
import dev.releasemanager.web.SlackEndpoint;
import dev.releasemanager.web.SlackSignatures;
import dev.releasemanager.web.WebServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The least that any bot in Java has to do: the same Jetty, and a servlet that checks the signature and does nothing. */
public final class FloorServer {
    private FloorServer() {}

    private static final class Verifying extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient SlackSignatures signatures =
                new SlackSignatures(Workspace.SECRET, InstantSource.system());

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] body = request.getInputStream().readAllBytes();
            boolean genuine = signatures
                    .refusalOf(
                            request.getHeader("X-Slack-Request-Timestamp"),
                            request.getHeader("X-Slack-Signature"),
                            body)
                    .isEmpty();
            response.setStatus(genuine ? 200 : 401);
            response.setContentLength(0);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        try (WebServer server = new WebServer(
                WebServer.Listen.onLoopback(0),
                new Readiness(List.of(), List.of()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Map.of(SlackEndpoint.PATH, new Verifying()))) {
            System.out.println("Serving port=" + server.start().port());
            new CountDownLatch(1).await();
        }
    }
}
