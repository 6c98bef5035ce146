package dev.releasemanager.slack.inbound;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.calendar.Moments;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Inquiries;
import dev.releasemanager.coordination.Inquiries.Preview;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Refusals;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.inbound.Desk.Offer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The slash command. Everything that it says goes into the acknowledgement, for its sender alone. */
final class Commands {
    private static final Pattern MENTION = Pattern.compile("<@([UW][A-Z0-9]+)(?:\\|[^>]*)?>");

    /** An address in a command: Slack puts it in angle brackets, and what is shown behind a bar. */
    private static final Pattern LINK = Pattern.compile("<(https?://[^|>\\s]+)(?:\\|[^>]*)?>");

    private final Coordination coordination;
    private final Desk desk;
    private final Answers answers;
    private final Map<String, Topic.Spoken> topics;

    /** @param topics by their subcommands */
    Commands(Coordination coordination, Desk desk, Answers answers, Map<String, Topic.Spoken> topics) {
        this.coordination = coordination;
        this.desk = desk;
        this.answers = answers;
        this.topics = topics;
    }

    Response answer(SlashCommandPayload payload) {
        Gesture gesture = new Gesture(
                "command:" + payload.getTriggerId(),
                new PersonId(payload.getUserId()),
                String.valueOf(payload.getTriggerId()),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                Optional.ofNullable(payload.getChannelId()).map(ChannelId::new));
        String text = payload.getText() == null ? "" : payload.getText().strip();
        Optional<Refusal> stranger = inquiries().refusalToLook(gesture.by());
        if (stranger.isPresent()) {
            return say(Refusals.document(stranger.get()));
        }
        if (text.isEmpty()) {
            return say(inquiries().waiting(gesture.by()));
        }
        String[] parts = text.split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        if (Subcommands.find(parts[0]).isEmpty()) {
            return unknown(parts[0], rest);
        }
        String word = parts[0].toLowerCase(Locale.ROOT).replace('_', '-');
        Topic.Spoken topic = topics.get(word);
        if (topic != null) {
            return onRelease(rest, gesture, said -> topic.answer(said.key(), said.rest(), gesture));
        }
        return switch (word) {
            case "new" -> show(gesture, desk.newRelease(gesture));
            case "list" -> say(inquiries().list(rest.equalsIgnoreCase("all")));
            case "help" -> say(help());
            case "edit" -> onRelease(rest, gesture, said -> show(gesture, desk.edit(said.key(), gesture)));
            case "scope" ->
                onRelease(rest, gesture, said -> show(gesture, desk.scope(said.key(), gesture, Optional.empty())));
            case "answer" -> onRelease(rest, gesture, said -> show(gesture, desk.answer(said.key(), gesture)));
            case "go" -> onRelease(rest, gesture, said -> show(gesture, desk.go(said.key(), gesture)));
            case "no-go" -> onRelease(rest, gesture, said -> show(gesture, desk.noGo(said.key(), gesture)));
            case "delay" -> onRelease(rest, gesture, said -> show(gesture, desk.delay(said.key(), gesture)));
            case "check" ->
                onRelease(rest, gesture, said -> tell(said.key(), inquiries().check(said.key())));
            case "show" ->
                onRelease(rest, gesture, said -> tell(said.key(), inquiries().show(said.key())));
            case "status" ->
                onRelease(rest, gesture, said -> tell(said.key(), inquiries().status(said.key())));
            case "history" ->
                onRelease(rest, gesture, said -> tell(said.key(), inquiries().history(said.key())));
            case "diff" -> onRelease(rest, gesture, this::diff);
            case "verify-record" -> onRelease(rest, gesture, this::verify);
            case "open" -> onRelease(rest, gesture, said -> open(said, gesture));
            case "delegate" -> onRelease(rest, gesture, said -> delegate(said, gesture));
            case "owner" -> onRelease(rest, gesture, said -> handOver(said, gesture));
            case "cancel" ->
                onRelease(
                        rest,
                        gesture,
                        said -> done(coordination.planning().cancel(gesture.intent(), said.key(), said.rest())));
            default -> unknown(parts[0], rest);
        };
    }

    private Inquiries inquiries() {
        return coordination.inquiries();
    }

    private String command() {
        return inquiries().policy().command();
    }

    /** Which release is meant, and the words after its key, as they were typed. */
    private record Said(ReleaseKey key, String rest) {}

    /**
     * Slack escapes three characters in what is typed behind a command, and marks addresses. It is undone here, once, for
     * all subcommands; twice would make a tag of what somebody typed as the name of one.
     */
    private static String asTyped(String escaped) {
        return LINK.matcher(escaped)
                .replaceAll("$1")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    /** The key may be left out where the channel has one open release. */
    private Response onRelease(String rest, Gesture gesture, Function<Said, Response> then) {
        String[] parts = rest.split("\\s+", 2);
        Optional<ReleaseKey> named = ReleaseKey.find(parts[0]);
        if (named.isPresent()) {
            return then.apply(new Said(named.get(), parts.length > 1 ? asTyped(parts[1].strip()) : ""));
        }
        List<Release> here = gesture.channel().map(inquiries()::openIn).orElse(List.of());
        if (here.size() == 1) {
            return then.apply(new Said(here.get(0).key(), asTyped(rest)));
        }
        if (here.isEmpty()) {
            return say(Document.of(Words.strongly("Which release?")
                    .plain(" None is open in this channel.\nNext: name its key, such as ")
                    .code(command() + " show PAY-12")
                    .plain("; ")
                    .code(command() + " list")
                    .plain(" shows what is open.")));
        }
        List<Words> choices = here.stream()
                .limit(20)
                .map(release -> Words.strongly(release.key().value())
                        .plain(" " + release.profile().title()))
                .toList();
        return say(Document.builder()
                .paragraph(Words.strongly("Which release?").plain(" Several are open in this channel; name one:"))
                .items(choices)
                .build());
    }

    private Response unknown(String word, String rest) {
        Optional<ReleaseKey> key = ReleaseKey.find(word);
        if (key.isPresent()) {
            return tell(key.get(), inquiries().show(key.get()));
        }
        String shown = word.length() > 40 ? word.substring(0, 40) + "…" : word;
        Words words = Words.strongly("Nothing was done.").plain(" There is no “" + shown + "”.");
        Optional<String> nearest = Subcommands.nearest(word);
        words = nearest.isPresent()
                ? words.plain(" Did you mean ")
                        .code(command() + " " + nearest.get()
                                + (rest.isEmpty() || rest.length() > 100 ? "" : " " + rest))
                        .plain("?")
                : words.plain(" ").code(command() + " help").plain(" shows what there is.");
        return say(Document.of(words));
    }

    private Document help() {
        List<Words> lines = new ArrayList<>();
        lines.add(Words.none().code(command()).plain("  what waits for me"));
        for (Subcommands.Subcommand known : Subcommands.ALL) {
            String usage = known.usage().isEmpty() ? "" : " " + known.usage();
            lines.add(Words.none().code(command() + " " + known.word() + usage).plain("  " + known.does()));
        }
        return Document.builder()
                .paragraph(Words.strongly("What you can say"))
                .items(lines)
                .aside("KEY can be left out where the channel has one open release. TIME is " + Moments.ACCEPTED
                        + ", in your own zone.")
                .build();
    }

    private Response diff(Said said) {
        List<Integer> revisions = new ArrayList<>();
        for (String word : said.rest().strip().split("[\\s.]+", -1)) {
            if (word.matches("\\d{1,9}")) {
                revisions.add(Integer.parseInt(word));
            } else if (!word.isEmpty()) {
                return say(Document.of(Words.strongly("Nothing was compared.")
                        .plain(" “" + word + "” is no revision.\nNext: ")
                        .code(command() + " diff " + said.key() + " 1 3")));
            }
        }
        Optional<Integer> from = revisions.stream().findFirst();
        Optional<Integer> to = revisions.stream().skip(1).findFirst();
        return tell(said.key(), inquiries().diff(said.key(), from, to));
    }

    private Response verify(Said said) {
        List<String> digests = said.rest().isBlank()
                ? List.of()
                : List.of(said.rest().toLowerCase(Locale.ROOT).replace("`", "").split("[\\s,]+"));
        return tell(said.key(), inquiries().verify(said.key(), digests).map(Inquiries.Verification::said));
    }

    private Response open(Said said, Gesture gesture) {
        if (said.rest().isBlank()) {
            return show(gesture, desk.open(said.key(), gesture));
        }
        Matcher times = Pattern.compile("(?:from\\s+(.+?)\\s+)?until\\s+(.+)", Pattern.CASE_INSENSITIVE)
                .matcher(said.rest());
        if (!times.matches()) {
            return say(Document.of(Words.strongly("No checkpoint was opened.")
                    .plain(" I can't read “" + said.rest() + "”.\nNext: ")
                    .code(command() + " open " + said.key() + " [from TIME] until TIME")
                    .plain(", where TIME is " + Moments.ACCEPTED + "; or ")
                    .code(command() + " open " + said.key())
                    .plain(" for a form.")));
        }
        ZoneId zone = inquiries().zoneOf(gesture.by());
        Instant now = inquiries().now();
        Moments.Reading from = times.group(1) == null
                ? new Moments.Reading(Optional.of(now), "")
                : Moments.read(times.group(1), now, zone);
        Moments.Reading until = Moments.read(times.group(2), now, zone);
        if (from.at().isEmpty() || until.at().isEmpty()) {
            String fault = from.at().isEmpty() ? from.fault() : until.fault();
            return say(Document.of(Words.strongly("No checkpoint was opened.").plain(" " + fault)));
        }
        Preview preview = inquiries()
                .previewOpen(
                        gesture.by(), said.key(), from.at().get(), until.at().get());
        if (preview.refusal().isPresent()) {
            return say(Refusals.document(preview.refusal().get()));
        }
        boolean later = times.group(1) != null && from.at().get().isAfter(now);
        Words words = Words.strongly(preview.people() + (preview.people() == 1 ? " person" : " people"))
                .plain((preview.people() == 1 ? " is" : " are") + " written to for " + said.key() + ", ")
                .plain(later ? "from " : "now");
        words = later ? words.moment(from.at().get(), zone) : words;
        words = words.plain("; it is decided by ")
                .moment(until.at().get(), zone)
                .plain(".");
        Document.Builder document = Document.builder().paragraph(words);
        if (!preview.unreachable().isEmpty()) {
            document.paragraph(Words.strongly("Nobody can be asked of: ")
                    .plain(String.join(", ", preview.unreachable())
                            + ". The gate stays shut until the configuration names people."));
        }
        String value = said.key() + "|" + (later ? from.at().get().getEpochSecond() : 0) + "|"
                + until.at().get().getEpochSecond();
        return tell(
                said.key(),
                Optional.of(document.choices(Choice.of(Controls.OPEN_NOW, value, later ? "Schedule it" : "Ask them now")
                                .primary())
                        .build()));
    }

    private Response delegate(Said said, Gesture gesture) {
        String rest = said.rest().strip();
        if (rest.equalsIgnoreCase("nobody") || rest.equalsIgnoreCase("none")) {
            return done(coordination.planning().delegate(gesture.intent(), said.key(), Optional.empty()));
        }
        return mentioned(
                rest,
                command() + " delegate " + said.key() + " @person",
                person -> done(coordination.planning().delegate(gesture.intent(), said.key(), Optional.of(person))));
    }

    private Response handOver(Said said, Gesture gesture) {
        return mentioned(
                said.rest(),
                command() + " owner " + said.key() + " @person",
                person -> done(coordination.planning().handOver(gesture.intent(), said.key(), person)));
    }

    private Response mentioned(String rest, String usage, Function<PersonId, Response> then) {
        Matcher mention = MENTION.matcher(rest.strip());
        if (mention.matches()) {
            return then.apply(new PersonId(mention.group(1)));
        }
        return say(Document.of(Words.strongly("Nothing was changed.")
                .plain(" Name one person by mentioning them with @.\nNext: ")
                .code(usage)));
    }

    private Response show(Gesture gesture, Offer offer) {
        return answers.opened(gesture, offer);
    }

    private Response tell(ReleaseKey key, Optional<Document> document) {
        return answers.tell(key, document, command());
    }

    private Response done(Outcome outcome) {
        return say(outcome.said());
    }

    private Response say(Document document) {
        return answers.say(document);
    }
}
