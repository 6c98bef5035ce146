package dev.releasemanager.notice;

import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Series.Standing;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageJudgement;
import java.math.MathContext;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What was observed while a stage was watched, criterion by criterion, with its figures (M6, H5). */
public final class ObservationDocuments {
    private static final int SHOWN = 30;
    private static final int LONGEST_TITLE = 150;
    /** As Slack has it; the ids of systems are in lower case. */
    private static final Pattern A_PERSON = Pattern.compile("[UW][A-Z0-9]{2,20}");

    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private ObservationDocuments() {}

    /** Above the table and the picture. */
    public static String title(Release release, Stage stage) {
        return Phrases.shortened(Phrases.name(release) + ": what was seen in " + stage.words(), LONGEST_TITLE);
    }

    /** One line for each criterion, those that failed first; empty where there is none. */
    public static Document table(Release release, Stage stage, StageJudgement judgement) {
        List<Words> lines = lines(judgement, release.profile().zone());
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly(title(release, stage)))
                .items(lines.stream().limit(SHOWN).toList());
        if (lines.size() > SHOWN) {
            document.aside("… and " + (lines.size() - SHOWN) + " more.");
        }
        return document.build();
    }

    /** How each criterion stands, those that failed first. */
    static List<Words> lines(StageJudgement judgement, ZoneId zone) {
        List<Words> lines = new ArrayList<>();
        for (Judgement result : List.of(Judgement.FAILED, Judgement.NO_JUDGEMENT, Judgement.PASSED)) {
            judgement.of(result).forEach(standing -> lines.add(line(standing, zone)));
        }
        return lines;
    }

    /** How each criterion stands while the stage is watched, the worst first. */
    static List<Words> soFar(StageJudgement judgement) {
        List<Words> lines = new ArrayList<>();
        for (Judgement result : List.of(Judgement.FAILED, Judgement.NO_JUDGEMENT, Judgement.PASSED)) {
            judgement
                    .of(result)
                    .forEach(standing -> lines.add(Words.of(sign(standing) + " "
                            + Phrases.shortened(standing.condition().text(), 200)
                            + (standing.lowest().isPresent()
                                    ? ": " + range(standing)
                                    : standing.newest()
                                            .map(newest -> ": " + shown(newest))
                                            .orElse(": nothing seen yet"))
                            + standing.baseline()
                                    .map(base -> ", baseline " + shown(base))
                                    .orElse(""))));
        }
        return lines.stream().limit(SHOWN).toList();
    }

    private static String sign(Standing standing) {
        return switch (standing.result()) {
            case PASSED -> "✅";
            case FAILED -> "⛔";
            case NO_JUDGEMENT -> standing.observations().isEmpty() ? "…" : "❓";
        };
    }

    /** Each criterion of a stage that has passed, with what was seen for it and by whom. */
    static List<Words> figures(StageJudgement judgement) {
        return judgement.standings().stream()
                .map(standing -> seenBy(
                        Words.of(Phrases.shortened(
                                standing.condition().text()
                                        + (standing.lowest().isPresent() ? ": " + range(standing) : answers(standing)),
                                300)),
                        standing.newest().map(Observation::source).orElse("")))
                .toList();
    }

    private static Words seenBy(Words figures, String source) {
        if (source.isBlank()) {
            return figures;
        }
        return A_PERSON.matcher(source).matches()
                ? figures.plain(", seen by ").mention(new PersonId(source))
                : figures.plain(", says " + source);
    }

    private static String answers(Standing standing) {
        return standing.newest().map(newest -> ": " + shown(newest)).orElse("");
    }

    private static Words line(Standing standing, ZoneId zone) {
        Words words = Words.strongly(said(standing.result()))
                .plain(": " + Phrases.shortened(standing.condition().text(), 300));
        if (standing.lowest().isPresent() && standing.highest().isPresent()) {
            words = words.plain(" – " + range(standing));
        }
        if (standing.firstOut().isPresent()) {
            Observation first = standing.firstOut().get();
            words = words.plain(". Out of bounds " + times(standing.out().size()) + ", first at ")
                    .moment(first.at(), zone)
                    .plain(" with " + shown(first));
        }
        if (standing.firstUnjudged().isPresent()) {
            Observation first = standing.firstUnjudged().get();
            words = words.plain(". Not judged " + times(standing.unjudged().size()) + ", first at ")
                    .moment(first.at(), zone)
                    .plain(": " + Phrases.shortened(why(standing, first), 200));
        } else if (standing.observations().isEmpty()) {
            words = words.plain(". Nobody has looked yet");
        }
        if (standing.baseline().isPresent()) {
            words = words.plain(". Baseline: " + shown(standing.baseline().get()));
        }
        String source = standing.newest().map(Observation::source).orElse("");
        if (A_PERSON.matcher(source).matches()) {
            words = words.plain(". Seen by ").mention(new PersonId(source));
        } else if (!source.isBlank()) {
            words = words.plain(". Source: " + source);
        }
        return words.plain(".");
    }

    /** A value that was seen isn't judged where what it is compared with is missing. */
    private static String why(Standing standing, Observation first) {
        return first.gap().isPresent()
                ? first.seen().text()
                : standing.baseline().flatMap(Observation::quantity).isEmpty()
                        ? "there is no baseline to compare it with"
                        : "it can't be compared with the bound";
    }

    private static String range(Standing standing) {
        long values = standing.observations().stream()
                .filter(observation -> observation.quantity().isPresent())
                .count();
        String lowest = standing.lowest().map(ObservationDocuments::shown).orElse("");
        return values == 1
                ? "1 value, " + lowest
                : values + " values, from " + lowest + " to "
                        + standing.highest().map(ObservationDocuments::shown).orElse("");
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String said(Judgement result) {
        return switch (result) {
            case PASSED -> "Passed";
            case FAILED -> "Failed";
            case NO_JUDGEMENT -> "No judgement";
        };
    }

    /**
     * What the picture says, for whoever can't see it.
     *
     * @param most letters; what is left out is said
     */
    public static String alternative(Release release, Stage stage, StageJudgement judgement, int most) {
        DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
                .withZone(release.profile().zone());
        StringBuilder said = new StringBuilder(title(release, stage)).append('.');
        for (Standing standing : judgement.standings()) {
            String sentence = " " + sentence(standing, clock);
            if (said.length() + sentence.length() > most - 40) {
                return Phrases.shortened(
                        said.append(" … and more, which the text has.").toString(), most);
            }
            said.append(sentence);
        }
        return said.toString();
    }

    private static String sentence(Standing standing, DateTimeFormatter clock) {
        StringBuilder sentence = new StringBuilder(standing.condition().text())
                .append(": ")
                .append(said(standing.result()).toLowerCase(Locale.ROOT));
        if (standing.lowest().isPresent()) {
            sentence.append("; ").append(range(standing));
        }
        standing.firstOut().ifPresent(first -> sentence.append("; out of bounds ")
                .append(times(standing.out().size()))
                .append(", first at ")
                .append(clock.format(first.at())));
        standing.firstUnjudged().ifPresent(first -> sentence.append("; not judged ")
                .append(times(standing.unjudged().size()))
                .append(", first at ")
                .append(clock.format(first.at())));
        standing.baseline().flatMap(Observation::quantity).ifPresent(baseline -> sentence.append("; baseline ")
                .append(shown(baseline)));
        return sentence.append('.').toString();
    }

    /** As part of a sentence: what was seen, and where. */
    public static String shown(Observation observation) {
        return observation
                .quantity()
                .map(ObservationDocuments::shown)
                .orElseGet(() -> Phrases.shortened(observation.seen().text(), 200));
    }

    /** To four digits: what a floating-point number has more is noise. */
    static String shown(Quantity quantity) {
        String number = quantity.value().round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
        return quantity.unit().equals(Unit.ONE)
                ? number
                : number + " " + quantity.unit().symbol();
    }
}
