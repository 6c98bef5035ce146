package dev.releasemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import dev.releasemanager.config.Checked;
import dev.releasemanager.config.Environment;
import dev.releasemanager.config.Fault;
import dev.releasemanager.config.Secret;
import dev.releasemanager.config.Settings;
import dev.releasemanager.config.SettingsFile;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.Sources;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.evidence.ConfiguredSources;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.ManifestDocuments;
import dev.releasemanager.notice.Message;
import dev.releasemanager.outbox.Budgets;
import dev.releasemanager.outbox.Courier;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.outbox.Terms;
import dev.releasemanager.outbox.Worker;
import dev.releasemanager.picture.OrderPictures;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Sourcing;
import dev.releasemanager.slack.delivery.DirectAnswers;
import dev.releasemanager.slack.delivery.Drawings;
import dev.releasemanager.slack.delivery.Modals;
import dev.releasemanager.slack.delivery.SlackClient;
import dev.releasemanager.slack.delivery.SlackCourier;
import dev.releasemanager.slack.delivery.SlackDirectory;
import dev.releasemanager.slack.inbound.PageLinks;
import dev.releasemanager.slack.inbound.SlackListeners;
import dev.releasemanager.slack.inbound.Windows;
import dev.releasemanager.slack.message.DocumentRenderer;
import dev.releasemanager.store.Database;
import dev.releasemanager.store.DirectoryStore;
import dev.releasemanager.store.LeaseStore;
import dev.releasemanager.store.OutboxPromises;
import dev.releasemanager.store.OutboxStore;
import dev.releasemanager.store.PageKeyStore;
import dev.releasemanager.store.PostedMessageStore;
import dev.releasemanager.store.ReleaseStore;
import dev.releasemanager.store.SeenPayloads;
import dev.releasemanager.store.Transaction;
import dev.releasemanager.timer.DueWork;
import dev.releasemanager.timer.Timers;
import dev.releasemanager.tracker.TrackerCourier;
import dev.releasemanager.web.Lag;
import dev.releasemanager.web.MarkdownDocument;
import dev.releasemanager.web.Names;
import dev.releasemanager.web.PagesServlet;
import dev.releasemanager.web.Readiness;
import dev.releasemanager.web.ReadinessCheck;
import dev.releasemanager.web.SignedLinks;
import dev.releasemanager.web.SlackAuthorization;
import dev.releasemanager.web.SlackEndpoint;
import dev.releasemanager.web.SlackSignatures;
import dev.releasemanager.web.WebServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole bot of one process, built in order and stopped in the reverse of it: database, directory, policy, use cases,
 * outbox, timers, Slack's endpoint, web server. There is one Slack client and one Bolt app in it.
 */
final class Wiring implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Wiring.class);

    private static final Duration LOOK_AT_SETTINGS = Duration.ofSeconds(2);

    /** How long a start waits for Slack to say who is in the workspace, where nothing is known from before. */
    private static final Duration FIRST_DIRECTORY = Duration.ofSeconds(5);

    /** The longest of Slack's calls takes ten seconds. */
    private static final Duration OUTBOX_STOP = Duration.ofSeconds(12);

    /** Slack repeats an event for up to a day (slack-facts.md, section 1.2). */
    private static final Duration PAYLOADS_KEPT = Duration.ofDays(2);

    /** Long enough for a link to be read after a weekend. */
    private static final Duration LINKS_LAST = Duration.ofDays(4);

    /** Fewer than the connections to the database: people click meanwhile. */
    private static final int HANDS = 4;

    private static final String AT_A_QUIET_MINUTE = "0 17 * * * ?";

    private final Deque<Stop> stops = new ArrayDeque<>();
    private final Clocks clocks;
    private final ReleaseStore releases;
    private final Sources sources;
    private final Coordination coordination;
    private final DirectoryRefresh refresh;
    private final Worker worker;
    private final Timers timers;
    private final WebServer server;
    private final OrderPictures pictures;
    private volatile Runnable onOtherSettings = () -> {};

    /** How one part is stopped. */
    private record Stop(String part, AutoCloseable how) {}

    /** The settings of the file are faulty. */
    static final class FaultySettings extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Fault> faults;

        FaultySettings(List<Fault> faults) {
            super(faults.size() + " faults in the settings");
            this.faults = List.copyOf(faults);
        }

        List<Fault> faults() {
            return faults;
        }
    }

    /**
     * Builds and starts everything; what was started is stopped again if a later part fails.
     *
     * @throws FaultySettings if the policy's file can't be used
     * @throws Database.NotOpened if the database can't
     * @throws java.io.UncheckedIOException if the port is taken
     */
    static Wiring start(Environment environment, WebServer.Listen listen, Clocks clocks) {
        return start(environment, listen, clocks, Surroundings.USUAL);
    }

    /** The same in other surroundings than an installation's. */
    static Wiring start(Environment environment, WebServer.Listen listen, Clocks clocks, Surroundings around) {
        return build(environment, listen, clocks, around).begin();
    }

    /** All of it, with nothing at work yet: no timer fires, nothing is delivered, nobody is listened to. */
    static Wiring build(Environment environment, WebServer.Listen listen, Clocks clocks, Surroundings around) {
        return new Wiring(environment, listen, clocks, around);
    }

    /** Sets to work what was built. */
    Wiring begin() {
        try {
            worker.start();
            // They may have changed while nothing ran.
            coordination.polls().configurationChanged();
            onOtherSettings = coordination.polls()::configurationChanged;
            timers.start();
            server.start();
            stopping("web server", server);
            // Missing fonts are told of at the start, but nobody waits for them to be looked for.
            daemon("pictures").newThread(pictures::unavailable).start();
            return this;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * What is different where the bot is rehearsed or tested.
     *
     * @param sources where observations come from if the settings name no source
     * @param observing where sources are asked; empty for threads of its own
     * @param tampered the use cases' store, with a fault planted: whether that is noticed is for a test to see
     */
    record Surroundings(Sourcing sources, Optional<Executor> observing, UnaryOperator<Store> tampered) {
        static final Surroundings USUAL = new Surroundings(Sourcing.NONE, Optional.empty(), UnaryOperator.identity());

        Surroundings withTampered(UnaryOperator<Store> store) {
            return new Surroundings(sources, observing, store);
        }
    }

    private Wiring(Environment environment, WebServer.Listen listen, Clocks clocks, Surroundings around) {
        this.clocks = clocks;
        try {
            SettingsFile settings = settings(environment);
            // The longest part of a start; what doesn't need the database is made meanwhile.
            CompletableFuture<Database> opening = opening(environment);
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            String token = environment.botToken().reveal();
            SlackClient slack = SlackClient.open(environment.slackApiBaseUrl().toString(), token, Optional.empty());
            stopping("Slack's client", slack);
            SlackAuthorization authorization = new SlackAuthorization(slack.slack(), token).start();
            stopping("authorization", authorization);
            App app = app(slack, token, authorization);
            pictures = OrderPictures.open();

            Database database = opened(opening);
            OutboxStore outbox = new OutboxStore(database, this::gaveUp);
            releases = new ReleaseStore(database, outbox, clocks.wall());
            SlackDirectory directory = new SlackDirectory(slack, new DirectoryStore(database), changed -> {});
            refresh = new DirectoryRefresh(directory).start();
            stopping("directory", refresh);
            if (directory.current().isEmpty()) {
                refresh.awaitFirst(FIRST_DIRECTORY);
            }

            PolicySource policies = new PolicySource(settings::current, directory::current, around.sources());
            sources = new ConfiguredSources(
                    () -> policies.current().sourcing(), System.getenv(), clocks.release(), clocks.wall());
            coordination = new Coordination(
                    around.tampered().apply(releases),
                    policies,
                    clocks.release(),
                    sources,
                    around.observing().orElseGet(this::observing));
            OutboxMetrics counts = new OutboxMetrics(metrics);
            counts.gaugeBacklog(outbox, clocks.wall());
            Names names = names(directory);
            ReleasePages pages = new ReleasePages(coordination, pictures, names);
            SignedLinks links =
                    new SignedLinks(new PageKeyStore(database, clocks.wall()).key(), clocks.wall(), LINKS_LAST);
            worker = worker(
                    database, outbox, slack, directory, settings.current(), counts, pages, tracker(policies, names));
            timers = timers(database);
            listeners(slack, settings.current(), pageLinks(environment.findPublicUrl(), links))
                    .register(app);
            Readiness readiness = new Readiness(
                    List.of(databaseCheck(database), authorization),
                    List.of(new Lag("outbox", () -> outboxLag(outbox)), new Lag("timers", timers::lag)));
            SlackSignatures signatures =
                    new SlackSignatures(environment.signingSecret().reveal(), clocks.wall());
            server = new WebServer(
                    listen,
                    readiness,
                    metrics,
                    Map.of(
                            SlackEndpoint.PATH,
                            new SlackEndpoint(app, signatures, metrics),
                            PagesServlet.PATH,
                            new PagesServlet(pages, links, names)));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void stopping(String part, AutoCloseable how) {
        stops.push(new Stop(part, how));
    }

    private SettingsFile settings(Environment environment) {
        Checked<SettingsFile> opened = SettingsFile.open(environment.settings(), new SettingsFile.Listener() {
            @Override
            public void reloaded(Settings before, Settings now) {
                onOtherSettings.run();
            }

            @Override
            public void refused(List<Fault> faults) {
                faults.forEach(fault -> log.atWarn()
                        .setMessage("Fault in the settings")
                        .addKeyValue("fault", fault)
                        .log());
            }
        });
        SettingsFile file = opened.find().orElseThrow(() -> new FaultySettings(opened.faults()));
        ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(daemon("settings"));
        var unused = file.watch(watching, LOOK_AT_SETTINGS);
        stopping("settings", watching::shutdownNow);
        return file;
    }

    /** It is closed with the rest also where the rest can't be built while it is being opened. */
    private CompletableFuture<Database> opening(Environment environment) {
        CompletableFuture<Database> opening = CompletableFuture.supplyAsync(
                () -> Database.open(
                        environment.database().url(),
                        Optional.ofNullable(environment.database().user()).orElse(""),
                        Optional.ofNullable(environment.database().password())
                                .map(Secret::reveal)
                                .orElse("")),
                work -> daemon("database").newThread(work).start());
        stopping("database", () -> opening.handle((database, failure) -> database)
                .thenAccept(database -> Optional.ofNullable(database).ifPresent(Database::close))
                .join());
        return opening;
    }

    /** @throws Database.NotOpened as {@link Database#open} does */
    private static Database opened(CompletableFuture<Database> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    private Worker worker(
            Database database,
            OutboxStore outbox,
            SlackClient slack,
            SlackDirectory directory,
            Settings settings,
            OutboxMetrics counts,
            ReleasePages pages,
            Courier tracker) {
        Drawings drawings = new Drawings() {
            @Override
            public Optional<Document> board(ReleaseKey release) {
                return coordination.inquiries().board(release);
            }

            @Override
            public Optional<File> file(ReleaseKey release, Message.Handout handout) {
                return pages.file(release, handout);
            }

            @Override
            public Document home(PersonId person) {
                return coordination.inquiries().home(person);
            }
        };
        SlackCourier courier = new SlackCourier(
                slack,
                new DocumentRenderer(settings.slack().command()),
                OutboxPromises::message,
                drawings,
                new PostedMessageStore(database),
                directory::current,
                clocks.wall());
        LeaseStore lease = new LeaseStore(database, "outbox");
        if (database.isEmbedded()) {
            lease.seize();
        }
        Terms terms = Terms.usual();
        Worker worker = new Worker(
                outbox,
                lease,
                new Couriers(courier, tracker),
                new Budgets(System::nanoTime),
                counts,
                clocks.wall(),
                new Random(),
                Worker.threads(terms),
                terms);
        outbox.onAdded(worker::wake);
        stopping("outbox", () -> {
            if (!worker.stop(OUTBOX_STOP)) {
                log.atWarn()
                        .setMessage("Deliveries were still running at the stop; the next start looks into them")
                        .log();
            }
        });
        return worker;
    }

    /** Summaries of completed releases; nothing is posted where the configuration names no tracker. */
    private Courier tracker(PolicySource policies, Names names) {
        return new TrackerCourier(
                () -> policies.current().tracker(),
                System.getenv(),
                OutboxPromises::message,
                new TrackerCourier.Closings() {
                    @Override
                    public boolean isAwaited(Message.ToTracker summary) {
                        return coordination.tickets().isAwaited(summary);
                    }

                    @Override
                    public void taken(Message.ToTracker summary) {
                        coordination.tickets().taken(summary);
                    }
                },
                new TrackerCourier.Writing() {
                    @Override
                    public String text(Document summary) {
                        return TerminalText.of(summary, names);
                    }

                    @Override
                    public String markdown(Document summary) {
                        return MarkdownDocument.of(summary, names);
                    }
                });
    }

    /** Asking waits for other systems; what finds nobody free is asked by the next look. */
    private Executor observing() {
        ThreadPoolExecutor observing = new ThreadPoolExecutor(
                4, 4, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1_000), daemon("observations"));
        observing.allowCoreThreadTimeOut(true);
        stopping("observations", observing::shutdownNow);
        return observing;
    }

    private Timers timers(Database database) {
        ThreadPoolExecutor hands = new ThreadPoolExecutor(
                HANDS, HANDS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemon("timers"));
        hands.allowCoreThreadTimeOut(true);
        stopping("the timers' hands", hands::shutdown);
        DueWork work = new DueWork() {
            @Override
            public int drain() {
                return coordination.dueTimers().drain(HANDS, hands);
            }

            @Override
            public Optional<Instant> nextDue() {
                return releases.read(Reading::nextDue);
            }
        };
        Timers made = new Timers(work, clocks.release(), clocks.wall(), clocks.pace());
        stopping("timers", made);
        releases.whenTimersAreScheduled(made::wake);
        SeenPayloads seen = new SeenPayloads(database);
        made.recurring("forget payloads", AT_A_QUIET_MINUTE, () -> {
            int forgotten = seen.forgetSeenBefore(clocks.wall().instant().minus(PAYLOADS_KEPT));
            log.atDebug()
                    .setMessage("Old payloads forgotten")
                    .addKeyValue("payloads", forgotten)
                    .log();
        });
        return made;
    }

    private SlackListeners listeners(SlackClient slack, Settings settings, PageLinks pageLinks) {
        DocumentRenderer renderer = new DocumentRenderer(settings.slack().command());
        Modals modals = new Modals(slack);
        Windows windows = new Windows() {
            @Override
            public Optional<String> open(String triggerId, JsonNode view) {
                return failure(modals.open(triggerId, view));
            }

            @Override
            public Optional<String> replace(String viewId, JsonNode view) {
                return failure(modals.update(viewId, Optional.empty(), view));
            }
        };
        DirectAnswers direct = new DirectAnswers(slack, renderer);
        // While the database is away there may be many clicks; the newest answers are the ones still read.
        ThreadPoolExecutor answering = new ThreadPoolExecutor(
                2,
                2,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(200),
                daemon("direct-answers"),
                new ThreadPoolExecutor.DiscardOldestPolicy());
        answering.allowCoreThreadTimeOut(true);
        stopping("direct answers", answering::shutdown);
        return new SlackListeners(
                coordination,
                renderer,
                windows,
                (responseUrl, document) -> answering.execute(() -> direct.say(responseUrl, document)),
                refresh::soon,
                pageLinks);
    }

    private static Names names(SlackDirectory directory) {
        return new Names() {
            @Override
            public String of(PersonId person) {
                return directory.current().inWords(person);
            }

            @Override
            public String of(ChannelId channel) {
                return directory.current().inWords(channel);
            }
        };
    }

    private PageLinks pageLinks(Optional<URI> publicUrl, SignedLinks links) {
        return new PageLinks() {
            @Override
            public Optional<String> order(ReleaseKey release) {
                return base().map(base -> base + PagesServlet.path(release, PagesServlet.ORDER, links));
            }

            @Override
            public Optional<ManifestDocuments.Addresses> manifest(ReleaseKey release) {
                return base().map(base -> new ManifestDocuments.Addresses(
                        base + PagesServlet.path(release, PagesServlet.MANIFEST, links),
                        base + PagesServlet.path(release, PagesServlet.MARKDOWN, links)));
            }

            @Override
            public Optional<ManifestDocuments.Addresses> review(ReleaseKey release) {
                return base().map(base -> new ManifestDocuments.Addresses(
                        base + PagesServlet.path(release, PagesServlet.REVIEW, links),
                        base + PagesServlet.path(release, PagesServlet.REVIEW_MARKDOWN, links)));
            }

            @Override
            public Optional<ManifestDocuments.Addresses> report(ReleaseKey release) {
                return base().map(base -> new ManifestDocuments.Addresses(
                        base + PagesServlet.path(release, PagesServlet.REPORT, links),
                        base + PagesServlet.path(release, PagesServlet.REPORT_MARKDOWN, links)));
            }

            /** Where the port is 0 it is the one that this process was given. */
            private Optional<String> base() {
                return publicUrl.map(
                        url -> url.getPort() == 0 ? "http://" + url.getHost() + ":" + port() : url.toString());
            }
        };
    }

    private static Optional<String> failure(Modals.Shown shown) {
        return shown instanceof Modals.Shown.NotOpen not ? Optional.of(not.words()) : Optional.empty();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static App app(SlackClient slack, String token, SlackAuthorization authorization) {
        AppConfig config = AppConfig.builder()
                .slack(slack.slack())
                .singleTeamBotToken(token)
                .build();
        return new App(config, new ArrayList<>(List.of(authorization)));
    }

    private static ReadinessCheck databaseCheck(Database database) {
        return new ReadinessCheck() {
            @Override
            public String name() {
                return "database";
            }

            @Override
            public Optional<String> unreadyBecause() {
                return database.isReady()
                        ? Optional.empty()
                        : Optional.of("The database doesn't answer. Check that it runs and can be reached.");
            }
        };
    }

    private Duration outboxLag(OutboxStore outbox) {
        Instant now = clocks.wall().instant();
        Duration behind = outbox.backlog(now)
                .oldestDueAt()
                .map(due -> Duration.between(due, now))
                .orElse(Duration.ZERO);
        return behind.isNegative() ? Duration.ZERO : behind;
    }

    /** What concerns no release is in the log, by the worker. */
    private void gaveUp(Transaction transaction, Promise promise, String reason) {
        boolean unused = releases.within(
                transaction, tx -> coordination.deliveries().gaveUp(tx, OutboxPromises.message(promise), reason));
    }

    /** What is asked while a stage bakes. */
    Sources sources() {
        return sources;
    }

    Coordination coordination() {
        return coordination;
    }

    Store store() {
        return releases;
    }

    Timers timers() {
        return timers;
    }

    /** Where the web server listens. */
    int port() {
        return server.port();
    }

    /** Stops in the reverse order of the start; acts and deliveries that run are finished. A second call does nothing. */
    @Override
    public synchronized void close() {
        while (!stops.isEmpty()) {
            Stop stop = stops.pop();
            try {
                stop.how().close();
            } catch (Exception e) {
                log.atWarn()
                        .setMessage("A part did not stop cleanly")
                        .addKeyValue("part", stop.part())
                        .setCause(e)
                        .log();
            }
        }
    }
}
