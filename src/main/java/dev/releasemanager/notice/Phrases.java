package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Risk;
import dev.releasemanager.manifest.Scope;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.RollbackPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns of phrase that several documents share. */
final class Phrases {
    private Phrases() {}

    static Controls.Target target(Release release) {
        int round = release.state().checkpoint().map(Checkpoint::round).orElse(release.rounds());
        return new Controls.Target(release.key(), round, release.revision(), Optional.empty());
    }

    static String value(Release release) {
        return target(release).encode();
    }

    static String name(Release release) {
        return release.key() + " " + release.profile().title();
    }

    static Words mentions(List<PersonId> people) {
        return Words.listing(people.stream().map(Words::mentioning).toList());
    }

    /** The state as one word in capitals, so that it is found at a glance. */
    static String state(Release release) {
        return switch (release.state().phase()) {
            case PLANNING -> "PLANNING";
            case POLLING -> "POLLING: teams are being asked";
            case CLEARED -> "GO";
            case DELAYED -> "DELAYED";
            case ROLLING_OUT -> "ROLLING OUT";
            case STOPPED -> "STOPPED";
            case ROLLING_BACK -> "ROLLING BACK";
            case ROLLED_BACK -> "ROLLED BACK";
            case REVIEWED -> "ROLLED BACK, REVIEWED";
            case COMPLETED -> "COMPLETED";
            case CANCELLED -> "CANCELLED";
        };
    }

    static String risk(Scope scope) {
        if (scope.changes().isEmpty()) {
            return "high: nothing is known yet";
        }
        Risk risk = scope.risk();
        Change riskiest = scope.riskiest().orElseThrow();
        String because = risk == scope.kindOf(riskiest).risk()
                ? scope.kindOf(riskiest).name()
                : "raised by hand, "
                        + shortened(
                                Objects.requireNonNull(scope.raised().get(riskiest.id()))
                                        .reason(),
                                80);
        return risk.word() + " (" + because + ": " + shortened(riskiest.title(), 80) + ")";
    }

    static String rollback(PlanStanding standing) {
        RollbackPlan plan = standing.plan();
        if (plan.isEmpty()) {
            return "no rollback plan yet";
        }
        if (!standing.isComplete()) {
            return "incomplete: lacks " + standing.lacks();
        }
        return plan.steps().size() + (plan.steps().size() == 1 ? " step, " : " steps, ")
                + Lengths.words(plan.lasts()) + " in all, possible for "
                + Lengths.words(plan.window().orElseThrow());
    }

    static Words readiness(Readiness readiness, Dossier dossier) {
        Roster roster = dossier.roster();
        Words line = Words.strongly(roster.nameOf(readiness.team())).plain("  ");
        return switch (readiness.standing()) {
            case READY -> line.plain("✅ READY, ").with(byWhom(readiness.ready(), dossier));
            case PARTLY ->
                line.plain("◐ " + readiness.ready().size() + " of " + readiness.needed() + " confirmed, ")
                        .with(byWhom(readiness.ready(), dossier));
            case NOT_READY -> notReady(line, readiness.notReady().get(0));
            case EXPIRED ->
                line.plain("⏳ EXPIRED, changed since ")
                        .with(byWhom(readiness.expired(), dossier))
                        .plain(" confirmed; asked again");
            case SILENT ->
                line.plain(dossier.release().state().isPolling() ? "… SILENT, no answer yet" : "not asked yet");
        };
    }

    private static Words notReady(Words line, Confirmation answer) {
        Words said = line.plain("⛔ NOT READY, ")
                .mention(answer.person())
                .plain(": ")
                .plain(shortened(answer.reason().orElse(""), 200));
        return answer.estimate().isPresent()
                ? said.plain(" (expected: " + shortened(answer.estimate().get(), 60) + ")")
                : said;
    }

    private static Words byWhom(List<Confirmation> answers, Dossier dossier) {
        return Words.listing(answers.stream()
                .map(answer -> Words.mentioning(answer.person())
                        .plain(" ")
                        .moment(answer.at(), dossier.release().profile().zone()))
                .toList());
    }

    static Words finding(Finding finding) {
        Words words = Words.none()
                .plain(
                        switch (finding.result()) {
                            case MET -> "✅ ";
                            case EXCEPTED -> "☑ ";
                            case NOT_APPLICABLE -> "– ";
                            case UNKNOWN -> "❓ ";
                            case UNMET -> finding.blocking() ? "⛔ " : "ℹ ";
                        })
                .strong(finding.rule() + " " + finding.name())
                .plain(" " + finding.result().word() + ". " + finding.sentence());
        if (!finding.next().isBlank()) {
            words = words.plain(" " + finding.next());
        }
        return finding.who().isEmpty()
                ? words
                : words.plain(" (").with(mentions(finding.who())).plain(")");
    }

    /** For the record, which has no mentions: people by the names that they have now. */
    static String recorded(Words words, Roster roster) {
        return words.spans().stream().map(span -> recorded(span, roster)).collect(Collectors.joining());
    }

    private static String recorded(Words.Span span, Roster roster) {
        if (span instanceof Words.Mention mention) {
            return roster.nameOf(mention.person());
        }
        if (span instanceof Words.Channel channel) {
            return channel.channel().value();
        }
        if (span instanceof Words.Moment moment) {
            return moment.at().toString();
        }
        String text = ((Words.Written) span).text();
        return span instanceof Words.Link link ? text + " (" + link.url() + ")" : text;
    }

    /** "1 change", "2 changes"; of two words the last one is counted. */
    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    static String sentence(String words) {
        return words.endsWith(".") || words.endsWith("!") || words.endsWith("?") ? words : words + ".";
    }

    static String shortened(String typed, int limit) {
        String one = typed.strip().replaceAll("\\s+", " ");
        return one.codePointCount(0, one.length()) <= limit
                ? one
                : one.substring(0, one.offsetByCodePoints(0, limit - 1)) + "…";
    }
}
