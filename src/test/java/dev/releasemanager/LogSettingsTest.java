package dev.releasemanager;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Feature: what is logged, and how a line of it looks. */
class LogSettingsTest {
    private static LoggerContext configured() {
        LoggerContext context = new LoggerContext();
        assertThat(new LogSettings().configure(context))
                .isEqualTo(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        return context;
    }

    @Test
    void logback_finds_them() {
        assertThat(ServiceLoader.load(Configurator.class)).singleElement().isInstanceOf(LogSettings.class);
    }

    @Test
    void ours_are_told_from_information_on_and_theirs_from_warnings_on() {
        LoggerContext context = configured();
        assertThat(context.getLogger(Main.class).getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("org.example.Any").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void what_slack_s_libraries_say_of_bodies_with_tokens_in_them_is_not_told() {
        LoggerContext context = configured();
        assertThat(context.getLogger("com.slack.api.Slack").isDebugEnabled()).isFalse();
        assertThat(context.getLogger("com.slack.api.methods.RequestFormBuilder").isWarnEnabled())
                .isFalse();
        assertThat(context.getLogger("com.slack.api.bolt.util.SlackRequestParser")
                        .isErrorEnabled())
                .isFalse();
    }

    @Test
    void an_event_is_one_line_in_utc_on_the_error_stream_whatever_people_wrote() {
        LoggerContext context = configured();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("console");
        assertThat(console.getTarget()).isEqualTo("System.err");
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("dev.releasemanager.Any"), Level.WARN, "What\nwas", null, null);
        event.setInstant(Instant.parse("2026-10-25T00:30:00.007Z"));
        event.setKeyValuePairs(List.of(new KeyValuePair("title", "a\r\nb\u2028c")));
        assertThat(new String(console.getEncoder().encode(event), StandardCharsets.UTF_8))
                .isEqualTo(
                        "2026-10-25T00:30:00.007Z WARN  Any What\\nwas title=\"a\\nb\\nc\"" + System.lineSeparator());
    }
}
