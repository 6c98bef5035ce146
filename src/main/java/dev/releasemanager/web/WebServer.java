package dev.releasemanager.web;

import dev.releasemanager.web.PlainPage.Content;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jetty.JettyServerThreadPoolMetrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of one replica: {@code /healthz} (the process lives), {@code /readyz} (it can serve), {@code
 * /metrics}, and the servlets that it is given. It speaks plain HTTP; TLS ends in front of it.
 *
 * <p>{@link #close()} stops accepting at once and gives the requests that run ten seconds to end.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    /** Slack waits for three seconds; whoever is silent longer than this isn't Slack. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    /** How long a stop leaves open a connection on which nothing runs. */
    private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(200);

    private static final int MOST_THREADS = 100;

    private final Server server;
    private final ServerConnector connector;
    private final PrometheusMeterRegistry metrics;
    private final JvmGcMetrics collector = new JvmGcMetrics();

    /**
     * Where the server listens.
     *
     * @param host the name or address of the interface, null for all
     * @param port 0 for any free one
     */
    public record Listen(@Nullable String host, int port) {
        public Listen {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("A port is between 0 and 65535, not " + port + ".");
            }
        }

        public static Listen everywhere(int port) {
            return new Listen(null, port);
        }

        public static Listen onLoopback(int port) {
            return new Listen(InetAddress.getLoopbackAddress().getHostAddress(), port);
        }
    }

    /**
     * @param servlets by path, in the servlet specification's form ({@code /slack/events}, {@code /pages/*})
     */
    public WebServer(
            Listen listen, Readiness readiness, PrometheusMeterRegistry metrics, Map<String, HttpServlet> servlets) {
        this.metrics = metrics;
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("web");
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        this.connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT.toMillis());
        server.addConnector(connector);
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        server.setErrorHandler(new FrontDoor.PlainErrors());

        ServletContextHandler context = new ServletContextHandler();
        context.setErrorHandler(new FrontDoor.PlainErrors());
        mount(context, "/healthz", new PlainPage(() -> new Content(200, PlainPage.TEXT, "ok\n")));
        mount(context, "/readyz", new PlainPage(() -> page(readiness.report())));
        mount(context, "/metrics", new PlainPage(() -> new Content(200, PROMETHEUS, metrics.scrape(PROMETHEUS))));
        mount(context, "/", new NothingHere());
        servlets.forEach((path, servlet) -> mount(context, path, servlet));
        server.setHandler(new GracefulHandler(new FrontDoor(context)));
        measure(readiness.lags(), threads);
    }

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private static void mount(ServletContextHandler context, String path, HttpServlet servlet) {
        context.addServlet(new ServletHolder(path, servlet), path);
    }

    private static Content page(Readiness.Report report) {
        return new Content(report.isReady() ? 200 : 503, PlainPage.JSON, report.json() + "\n");
    }

    private void measure(List<Lag> lags, QueuedThreadPool threads) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ClassLoaderMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        collector.bindTo(metrics);
        new JettyServerThreadPoolMetrics(threads, List.of()).bindTo(metrics);
        for (Lag lag : lags) {
            Gauge.builder("lag", lag, l -> Readiness.behind(l)
                            .map(Readiness::seconds)
                            .orElse(Double.NaN))
                    .strongReference(true)
                    .description("The age of the oldest thing that is due and not done")
                    .baseUnit("seconds")
                    .tag("of", lag.name())
                    .register(metrics);
        }
    }

    /**
     * Begins to listen.
     *
     * @throws UncheckedIOException if the port is taken or not allowed
     */
    public WebServer start() {
        try {
            server.start();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(
                    "Can't listen on port " + connector.getPort() + ". Is it taken by another process?", e);
        } catch (Exception e) {
            close();
            throw new IllegalStateException("The web server did not start", e);
        }
        log.atInfo().setMessage("Listening").addKeyValue("port", port()).log();
        return this;
    }

    /** The port that it listens on, also when it was told to take any. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Stops; a second call does nothing. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            log.atWarn()
                    .setMessage("Requests were cut off by the stop")
                    .setCause(e)
                    .log();
        }
        collector.close();
    }
}
