package dev.releasemanager;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is logged, and how: one line an event, on the error stream, for the output stream belongs to the commands ({@code
 * manifest}, {@code check-config}). Logback finds this class as a service. It is code, for a file of Logback's own would be
 * read by an XML parser, which took 0.1 of the seconds of a start. Whoever names such a file by {@code
 * logback.configurationFile} gets what is in it.
 */
public final class LogSettings extends ContextAwareBase implements Configurator {
    /** What people write may hold line breaks; none of them may look like a line of ours. */
    private static final String LINE = "%date{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0}"
            + " %replace(%message %kvp){'[\\r\\n\\u2028\\u2029\\u0085]+', '\\\\n'}%n%exception";

    private static final Map<String, Level> THEIRS = Map.of(
            // Slack's libraries write whole bodies, with tokens and response addresses, at debug, and some at warn.
            "com.slack.api", Level.WARN,
            "com.slack.api.bolt.App", Level.ERROR,
            "com.slack.api.bolt.util.SlackRequestParser", Level.OFF,
            "com.slack.api.methods.RequestFormBuilder", Level.ERROR,
            // It tells of each bean that it doesn't find a use for.
            "org.eclipse.jetty", Level.WARN,
            "org.flywaydb", Level.WARN,
            "com.zaxxer.hikari", Level.WARN,
            "org.quartz", Level.WARN);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        boolean unused = context.getStatusManager().add(new NopStatusListener());
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console(context));
        context.getLogger(LogSettings.class.getPackageName()).setLevel(ours());
        THEIRS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** {@code LOG_LEVEL} steers our own words alone; a property of this process counts before the environment. */
    private static Level ours() {
        return Level.toLevel(System.getProperty("LOG_LEVEL", System.getenv("LOG_LEVEL")), Level.INFO);
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(LINE);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName("console");
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        return console;
    }
}
