package dev.releasemanager.rehearsal;

import dev.releasemanager.rehearsal.time.RealTimeClock;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import java.time.Duration;
import java.time.Instant;

/** A double of a small workspace, a scripted bot and a visitor, with wall time stepped by the test. */
final class Rehearsed implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-22T15:00:00Z");

    final SteppedWallTime wall = new SteppedWallTime(START);
    final ScriptedBot bot = new ScriptedBot();
    final WorkspaceServer slack;
    final Visitor visitor;

    Rehearsed() {
        this(description().build());
    }

    Rehearsed(WorkspaceDescription about) {
        slack = WorkspaceServer.of(about)
                .wallTime(wall)
                .clock(new RealTimeClock(wall::now))
                .start();
        slack.requestUrl(bot.requestUrl());
        visitor = Visitor.at(slack.address()).withPatience(Duration.ofSeconds(5));
    }

    static WorkspaceDescription.Builder description() {
        return WorkspaceDescription.named("Acme")
                .command("/release", "[status|new]", "Releases")
                .shortcut("new_release", "New release", "global")
                .shortcut("link_evidence", "Link as evidence", "message")
                .person("olivia", "Olivia Okafor", "Release owner", "Europe/Berlin")
                .person("ben", "Ben Brandt", "Engineer", "America/New_York")
                .person("sue", "Sue Silva", "Support", "Etc/UTC")
                .group("payments-team", "Payments", "ben")
                .channel("payments", "olivia", "ben")
                .channelWithoutBot("random", "olivia", "ben", "sue")
                .privateChannelWithoutBot("secret", "ben");
    }

    ScriptedBot.ApiResult call(String method, String singleQuotedJson) {
        return bot.call(slack, method, singleQuotedJson);
    }

    String channel(String name) {
        return slack.about().channel(name).id();
    }

    String person(String handle) {
        return slack.about().person(handle).id();
    }

    @Override
    public void close() {
        slack.close();
        bot.close();
    }
}
