package dev.releasemanager.rehearsal;

import dev.releasemanager.rehearsal.api.ApiServlet;
import dev.releasemanager.rehearsal.api.Faults;
import dev.releasemanager.rehearsal.delivery.BotLine;
import dev.releasemanager.rehearsal.delivery.Events;
import dev.releasemanager.rehearsal.delivery.MessageEvents;
import dev.releasemanager.rehearsal.delivery.Traffic;
import dev.releasemanager.rehearsal.metrics.MetricsServlet;
import dev.releasemanager.rehearsal.metrics.SteeredMetrics;
import dev.releasemanager.rehearsal.time.RealTimeClock;
import dev.releasemanager.rehearsal.time.RealWallTime;
import dev.releasemanager.rehearsal.time.RehearsalClock;
import dev.releasemanager.rehearsal.time.WallTime;
import dev.releasemanager.rehearsal.ui.UiServlet;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.rehearsal.world.World;
import java.net.URI;
import java.time.InstantSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The workspace double, listening on loopback: the Web API for the bot, the page and its JSON for people. The bot
 * usually starts second; tell its address with {@link #requestUrl}. Close it to stop; it leaves nothing behind.
 */
public final class WorkspaceServer implements AutoCloseable {

    private final World world;
    private final BotLine bot;
    private final Events events;
    private final Traffic traffic = new Traffic();
    private final Faults faults = new Faults();
    private final Server server;
    private final URI address;
    private final RealWallTime ownWall;

    private WorkspaceServer(Options options) {
        ownWall = new RealWallTime();
        WallTime wall = options.wall == null ? ownWall : options.wall;
        world = new World(options.about, options.clock, wall);
        bot = new BotLine(options.signingSecret, wall, traffic);
        events = new Events(world, bot);
        MessageEvents messageEvents = new MessageEvents(world, events);

        QueuedThreadPool threads = new QueuedThreadPool(400, 8);
        threads.setName("rehearsal");
        threads.setDaemon(true);
        server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(options.port);
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder api = new ServletHolder(new ApiServlet(world, options.botToken, messageEvents, faults, traffic));
        context.addServlet(api, "/api/*");
        context.addServlet(api, "/respond/*");
        context.addServlet(api, "/upload/*");
        SteeredMetrics metrics = new SteeredMetrics();
        context.addServlet(
                new ServletHolder(new UiServlet(world, bot, events, messageEvents, faults, traffic, metrics)), "/ui/*");
        context.addServlet(new ServletHolder(new MetricsServlet(metrics)), MetricsServlet.PATH + "/*");
        ServletHolder page = new ServletHolder(new PageServlet(world));
        context.addServlet(page, "/ui/files/*");
        context.addServlet(page, "/");
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The rehearsal can't listen on 127.0.0.1:" + options.port, e);
        }
        address = URI.create("http://127.0.0.1:" + connector.getLocalPort());
        world.publicUrl(address.toString());
    }

    /** A double of that workspace, not yet started. */
    public static Options of(WorkspaceDescription about) {
        return new Options(about);
    }

    /** The page's address, without a path; everything else is under it. */
    public URI address() {
        return address;
    }

    /** What Slack's own client calls the endpoint prefix: ends with a slash. */
    public String apiUrl() {
        return address + "/api/";
    }

    /** Where what the rehearsed shop measures can be asked for, without a slash at its end. */
    public String metricsUrl() {
        return address + MetricsServlet.PATH;
    }

    /** Where commands, interactions and events go from now on. */
    public void requestUrl(URI url) {
        bot.requestUrl(url);
    }

    /** Slack's challenge to a newly set request URL; whether the bot answers it. Blocks up to three seconds. */
    public boolean verifyRequestUrl() {
        return events.verifyRequestUrl().join();
    }

    /** What passed between the double and the bot. */
    public Traffic traffic() {
        return traffic;
    }

    public Faults faults() {
        return faults;
    }

    public WorkspaceDescription about() {
        return world.about();
    }

    @Override
    public void close() {
        ownWall.close();
        bot.close();
        world.wake();
        try {
            server.setStopTimeout(0);
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The rehearsal's server did not stop", e);
        }
    }

    /** What a double is started with; all but the description has a usable value of its own. */
    public static final class Options {

        private final WorkspaceDescription about;
        private String signingSecret = "rehearsal-signing-secret";
        private String botToken = "xoxb-rehearsal";
        private int port;
        private @Nullable WallTime wall;
        private RehearsalClock clock = new RealTimeClock(InstantSource.system());

        private Options(WorkspaceDescription about) {
            this.about = about;
        }

        public Options signingSecret(String secret) {
            signingSecret = secret;
            return this;
        }

        public Options botToken(String token) {
            botToken = token;
            return this;
        }

        /** The port to listen on; 0, the default, takes a free one. */
        public Options port(int number) {
            port = number;
            return this;
        }

        /** Release time; by default the machine's, which can be sped up but knows no timers. */
        public Options clock(RehearsalClock releaseTime) {
            clock = releaseTime;
            return this;
        }

        /** Wall time, for tests that step it; by default the machine's. */
        public Options wallTime(WallTime steppable) {
            wall = steppable;
            return this;
        }

        public WorkspaceServer start() {
            return new WorkspaceServer(this);
        }
    }
}
