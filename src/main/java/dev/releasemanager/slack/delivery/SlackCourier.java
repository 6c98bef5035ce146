package dev.releasemanager.slack.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.outbox.Attempt;
import dev.releasemanager.outbox.Charge;
import dev.releasemanager.outbox.Courier;
import dev.releasemanager.outbox.Outcome;
import dev.releasemanager.outbox.Probe;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.message.DocumentRenderer;
import dev.releasemanager.slack.message.Rendered;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to Slack what the outbox promised. Every post carries the promise's id in its metadata, by which one whose
 * answer was lost is looked for before it is repeated. Boards and Homes are drawn from the store at the moment of their
 * delivery. Thread-safe; several may run if they don't deliver the same line at once, which the outbox sees to.
 */
public final class SlackCourier implements Courier {
    private static final Logger LOG = LoggerFactory.getLogger(SlackCourier.class);

    private static final String ALL_POSTS = "chat.postMessage";
    private static final String ALL_UPDATES = "chat.update";
    private static final String UPLOAD_ADDRESS = "files.getUploadURLExternal";
    private static final String UPLOAD_DONE = "files.completeUploadExternal";
    /** Marks an unclear answer of a step that can be begun again. */
    private static final String BEFORE = "before the upload was seen: ";

    private static final String ALL_HOMES = "views.publish";

    /** Slack's page on handling interactions: five uses within thirty minutes. */
    private static final Duration RESPONSE_URL_LASTS = Duration.ofMinutes(30);

    private static final int MESSAGES_KEPT = 1_000;
    private static final Duration BAD_TOKEN_PAUSE = Duration.ofMinutes(1);
    private static final Duration BOARD_PAUSE = Duration.ofSeconds(1);

    private final SlackWeb web;
    private final DocumentRenderer renderer;
    private final Function<Promise, Message> decoder;
    private final Drawings drawings;
    private final PostedMessages postedMessages;
    private final History history;
    private final Supplier<Directory> directory;
    private final InstantSource wallTime;
    /** What was read or written last, so that charging looks at no database; the store stays the truth. */
    private final Map<String, Posted> lastPosted = new ConcurrentHashMap<>();

    private final Map<String, Posted> notSaved = new ConcurrentHashMap<>();
    /** Charges are asked for again and again while a promise waits for its budget. */
    private final Map<UUID, Message> lastRead = new LinkedHashMap<>(128, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Message> eldest) {
            return size() > MESSAGES_KEPT;
        }
    };

    /**
     * @param decoder reads what a promise delivers
     * @param directory the newest, for names in reasons
     */
    public SlackCourier(
            SlackClient client,
            DocumentRenderer renderer,
            Function<Promise, Message> decoder,
            Drawings drawings,
            PostedMessages postedMessages,
            Supplier<Directory> directory,
            InstantSource wallTime) {
        this.web = client.web();
        this.renderer = renderer;
        this.decoder = decoder;
        this.drawings = drawings;
        this.postedMessages = postedMessages;
        this.history = new History(client);
        this.directory = directory;
        this.wallTime = wallTime;
    }

    private String inWords(ChannelId channel) {
        return directory.get().inWords(channel);
    }

    private String inWords(PersonId person) {
        return directory.get().inWords(person);
    }

    /** The name under which a release's board is kept in {@link PostedMessages}. */
    public static String boardName(ReleaseKey release) {
        return "board:" + release;
    }

    private Message message(Promise promise) {
        synchronized (lastRead) {
            return lastRead.computeIfAbsent(promise.id(), id -> decoder.apply(promise));
        }
    }

    @Override
    public List<Charge> charges(Promise promise) {
        Message message = message(promise);
        if (message instanceof Message.ToChannel toChannel) {
            return posting(toChannel.channel().value());
        }
        if (message instanceof Message.ToPerson toPerson) {
            return posting(toPerson.person().value());
        }
        if (message instanceof Message.Reply reply) {
            return responding(promise)
                    ? List.of(new Charge(bucketOf(reply.responseUrl()), 1, Duration.ofSeconds(1)))
                    : posting(reply.person().value());
        }
        if (message instanceof Message.Board board) {
            return lastPosted.containsKey(boardName(board.release()))
                    ? List.of(updating())
                    : List.of(
                            updating(),
                            posting(board.channel().value()).get(0),
                            posting(board.channel().value()).get(1));
        }
        if (message instanceof Message.Upload upload) {
            return uploading(
                    upload.person().map(PersonId::value).orElse(upload.channel().value()));
        }
        return List.of(Charge.perMinute(ALL_HOMES, 100, 10));
    }

    @Override
    public List<Charge> probeCharges(Promise promise) {
        return List.of(Charge.perMinute("conversations.history", 50, 5));
    }

    /** One a second for each channel; "several hundred a minute" for the workspace (Slack's page on rate limits). */
    private static List<Charge> posting(String place) {
        return List.of(
                new Charge(ALL_POSTS + "/" + place, 3, Duration.ofSeconds(1)), Charge.perMinute(ALL_POSTS, 300, 40));
    }

    /** Both of its methods are of the fourth tier: a hundred a minute and more (Slack's page on rate limits). */
    private static List<Charge> uploading(String place) {
        return List.of(
                new Charge(ALL_POSTS + "/" + place, 3, Duration.ofSeconds(1)),
                Charge.perMinute(ALL_POSTS, 300, 40),
                Charge.perMinute(UPLOAD_ADDRESS, 100, 10),
                Charge.perMinute(UPLOAD_DONE, 100, 10));
    }

    /** Fifty a minute for all channels together. */
    private static Charge updating() {
        return Charge.perMinute(ALL_UPDATES, 50, 8);
    }

    /** The address lets whoever has it write into the workspace, so not even the name of a budget shows it. */
    private static String bucketOf(String responseUrl) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(responseUrl.getBytes(StandardCharsets.UTF_8));
            return "response_url/" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private boolean responding(Promise promise) {
        return promise.createdAt().plus(RESPONSE_URL_LASTS).isAfter(wallTime.instant());
    }

    @Override
    public Outcome deliver(Promise promise, Attempt attempt) {
        try {
            return deliver(promise, attempt, message(promise));
        } catch (IllegalArgumentException unrenderable) {
            LOG.atError()
                    .setMessage("A message can't be read or rendered")
                    .addKeyValue("promise", promise.id())
                    .setCause(unrenderable)
                    .log();
            return new Outcome.Refused("the message can't be rendered: a fault of the bot, noted in its log");
        }
    }

    private Outcome deliver(Promise promise, Attempt attempt, Message message) {
        if (message instanceof Message.ToChannel toChannel) {
            return toChannel(promise, attempt, toChannel);
        }
        if (message instanceof Message.ToPerson toPerson) {
            return toPerson(promise, attempt, toPerson.person(), toPerson.about(), toPerson.document());
        }
        if (message instanceof Message.Reply reply) {
            return reply(promise, attempt, reply);
        }
        if (message instanceof Message.Board board) {
            return board(promise, attempt, board);
        }
        if (message instanceof Message.Upload upload) {
            return upload(promise, attempt, upload);
        }
        return home((Message.Home) message);
    }

    private Outcome toChannel(Promise promise, Attempt attempt, Message.ToChannel message) {
        Optional<String> thread = Optional.empty();
        if (message.inThreadOf().isPresent()) {
            Optional<Posted> board;
            try {
                board = findPosted(boardName(message.inThreadOf().get()));
            } catch (RuntimeException storeAway) {
                return storeAway(promise, storeAway);
            }
            if (board.isEmpty()) {
                return new Outcome.Waiting("the board isn't posted yet", BOARD_PAUSE);
            }
            // A release that moved to another channel has its thread there.
            if (board.get().channel().equals(message.channel())) {
                thread = Optional.of(board.get().ts());
            }
        }
        return posted(
                post(promise, attempt, message.channel().value(), thread, message.document(), message.inThreadOf()),
                message.channel().value(),
                inWords(message.channel()));
    }

    private Outcome toPerson(
            Promise promise, Attempt attempt, PersonId person, Optional<ReleaseKey> about, Document document) {
        return posted(
                post(promise, attempt, person.value(), Optional.empty(), document, about),
                person.value(),
                inWords(person));
    }

    private Outcome reply(Promise promise, Attempt attempt, Message.Reply reply) {
        if (!responding(promise)) {
            return toPerson(promise, attempt, reply.person(), Optional.empty(), reply.document());
        }
        Document document = marked(reply.document(), attempt.possiblyDouble() && !reply.replacesOriginal());
        Rendered rendered = renderer.message(document, Optional.empty());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("text", rendered.text());
        body.set("blocks", rendered.blocks());
        body.put("replace_original", reply.replacesOriginal());
        if (!reply.replacesOriginal()) {
            body.put("response_type", "ephemeral");
        }
        Answer answer = web.respond(reply.responseUrl(), body);
        if (answer instanceof Answer.Done) {
            return Outcome.Delivered.withoutReceipt();
        }
        if (answer instanceof Answer.Refused refused) {
            LOG.atInfo()
                    .setMessage("An answer's address no longer works; the person is written to directly")
                    .addKeyValue("promise", promise.id())
                    .addKeyValue("error", refused.error())
                    .log();
            return toPerson(promise, attempt, reply.person(), Optional.empty(), reply.document());
        }
        if (answer instanceof Answer.Unclear unclear && !reply.replacesOriginal()) {
            return new Outcome.Unknown(unclear.reason());
        }
        return unsuccessful(answer, bucketOf(reply.responseUrl()), "the answer");
    }

    private Outcome board(Promise promise, Attempt attempt, Message.Board board) {
        String name = boardName(board.release());
        Optional<Document> drawn;
        Optional<Posted> known;
        try {
            drawn = drawings.board(board.release());
            known = findPosted(name);
        } catch (RuntimeException storeAway) {
            return storeAway(promise, storeAway);
        }
        if (drawn.isEmpty()) {
            return Outcome.Delivered.withoutReceipt();
        }
        if (known.isPresent() && known.get().channel().equals(board.channel())) {
            Posted posted = known.get();
            Rendered rendered = renderer.message(drawn.get(), Optional.of(board.release()));
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("channel", posted.channel().value());
            parameters.put("ts", posted.ts());
            parameters.put("text", rendered.text());
            parameters.put("blocks", rendered.blocksAsString());
            Answer answer = web.call(ALL_UPDATES, parameters);
            if (answer instanceof Answer.Done) {
                return Outcome.Delivered.of(receipt(posted));
            }
            if (!(answer instanceof Answer.Refused refused) || !isBeyondEditing(refused.error())) {
                return unsuccessful(answer, ALL_UPDATES, inWords(board.channel()));
            }
            LOG.atInfo()
                    .setMessage("A board can't be edited any more and is posted anew")
                    .addKeyValue("release", board.release())
                    .addKeyValue("error", refused.error())
                    .log();
        }
        Answer answer = post(
                promise, attempt, board.channel().value(), Optional.empty(), drawn.get(), Optional.of(board.release()));
        if (answer instanceof Answer.Done done) {
            return keep(promise, name, postedAs(done, board.channel()));
        }
        return posted(answer, board.channel().value(), inWords(board.channel()));
    }

    private static boolean isBeyondEditing(String error) {
        return error.equals("message_not_found")
                || error.equals("cant_update_message")
                || error.equals("edit_window_closed");
    }

    private Outcome keep(Promise promise, String name, Posted posted) {
        lastPosted.put(name, posted);
        notSaved.put(name, posted);
        try {
            saveWhatIsNot(name);
        } catch (RuntimeException storeAway) {
            // It stands in Slack: as long as this process remembers where, the next try edits it.
            return storeAway(promise, storeAway);
        }
        return Outcome.Delivered.of(receipt(posted));
    }

    private void saveWhatIsNot(String name) {
        Posted posted = notSaved.get(name);
        if (posted != null) {
            postedMessages.save(name, posted);
            notSaved.remove(name, posted);
        }
    }

    private Optional<Posted> findPosted(String name) {
        saveWhatIsNot(name);
        Optional<Posted> found = postedMessages.find(name);
        found.ifPresent(posted -> lastPosted.put(name, posted));
        return found;
    }

    private static Outcome storeAway(Promise promise, RuntimeException reason) {
        LOG.atWarn()
                .setMessage("A message could not be drawn, the store being away")
                .addKeyValue("promise", promise.id())
                .setCause(reason)
                .log();
        return new Outcome.TryAgain("the store is away");
    }

    private Outcome home(Message.Home home) {
        Document drawn;
        try {
            drawn = drawings.home(home.person());
        } catch (RuntimeException storeAway) {
            LOG.atWarn().setMessage("Drawing a Home failed").setCause(storeAway).log();
            return new Outcome.TryAgain("the store is away");
        }
        Answer answer = web.call(
                ALL_HOMES,
                Map.of(
                        "user_id",
                        home.person().value(),
                        "view",
                        renderer.home(drawn).toString()));
        return answer instanceof Answer.Done
                ? Outcome.Delivered.withoutReceipt()
                : unsuccessful(answer, ALL_HOMES, inWords(home.person()));
    }

    /**
     * Three steps. Of the first two nothing can be seen until the third is done, so they are begun again if an answer is
     * lost; after the third the file is looked for by its name, for it carries no other id of ours.
     */
    private Outcome upload(Promise promise, Attempt attempt, Message.Upload message) {
        Optional<Drawings.File> made;
        Optional<Posted> board;
        try {
            made = drawings.file(message.release(), message.handout());
            board = message.person().isPresent() ? Optional.empty() : findPosted(boardName(message.release()));
        } catch (RuntimeException storeAway) {
            return storeAway(promise, storeAway);
        }
        if (made.isEmpty()) {
            return Outcome.Delivered.withoutReceipt();
        }
        if (message.person().isEmpty() && board.isEmpty()) {
            return new Outcome.Waiting("the board isn't posted yet", BOARD_PAUSE);
        }
        Drawings.File file = made.get();
        Optional<byte[]> content = file.content();
        if (content.isEmpty()) {
            return inWordsInstead(promise, attempt, message, board, file);
        }
        Answer answer = uploaded(promise, attempt, message, board, file, content.get());
        if (answer instanceof Answer.Refused refused && refused.error().equals("missing_scope")) {
            LOG.atInfo()
                    .setMessage("A file can't be uploaded for want of a scope; its words are posted")
                    .addKeyValue("promise", promise.id())
                    .addKeyValue("needed", refused.body().path("needed").asText(""))
                    .log();
            return inWordsInstead(promise, attempt, message, board, file);
        }
        if (answer instanceof Answer.Unclear unclear && !unclear.reason().startsWith(BEFORE)) {
            return new Outcome.Unknown(unclear.reason());
        }
        return answer instanceof Answer.Done
                ? Outcome.Delivered.withoutReceipt()
                : unsuccessful(
                        answer,
                        UPLOAD_DONE,
                        message.person().map(this::inWords).orElseGet(() -> inWords(message.channel())));
    }

    private static Answer repeatable(Answer answer) {
        return answer instanceof Answer.Unclear unclear ? new Answer.Unclear(BEFORE + unclear.reason()) : answer;
    }

    private Answer uploaded(
            Promise promise,
            Attempt attempt,
            Message.Upload message,
            Optional<Posted> board,
            Drawings.File file,
            byte[] content) {
        Map<String, String> announced = new LinkedHashMap<>();
        announced.put("filename", History.nameOfFile(promise.id(), file.name()));
        announced.put("length", Integer.toString(content.length));
        if (!file.alternative().isBlank()) {
            announced.put("alt_txt", file.alternative());
        }
        Answer address = web.call(UPLOAD_ADDRESS, announced);
        if (!(address instanceof Answer.Done expected)) {
            return repeatable(address);
        }
        String place = board.map(posted -> posted.channel().value()).orElse("");
        if (message.person().isPresent()) {
            Answer opened = web.call(
                    "conversations.open", Map.of("users", message.person().get().value()));
            if (!(opened instanceof Answer.Done direct)) {
                return repeatable(opened);
            }
            place = direct.body().at("/channel/id").asText("");
        }
        Answer sent = web.upload(expected.body().path("upload_url").asText(""), content);
        if (!(sent instanceof Answer.Done)) {
            return repeatable(sent);
        }
        Map<String, String> done = new LinkedHashMap<>();
        ArrayNode files = JsonNodeFactory.instance.arrayNode();
        files.addObject().put("id", expected.body().path("file_id").asText("")).put("title", file.title());
        done.put("files", files.toString());
        done.put("channel_id", place);
        board.ifPresent(posted -> done.put("thread_ts", posted.ts()));
        if (attempt.possiblyDouble()) {
            done.put("initial_comment", "Possibly the second time: Slack didn't say whether the first one arrived.");
        }
        return web.call(UPLOAD_DONE, done);
    }

    private Outcome inWordsInstead(
            Promise promise, Attempt attempt, Message.Upload message, Optional<Posted> board, Drawings.File file) {
        String place = message.person()
                .map(PersonId::value)
                .orElseGet(() -> board.orElseThrow().channel().value());
        return posted(
                post(promise, attempt, place, board.map(Posted::ts), file.instead(), Optional.of(message.release())),
                place,
                message.person().map(this::inWords).orElseGet(() -> inWords(message.channel())));
    }

    private Answer post(
            Promise promise,
            Attempt attempt,
            String place,
            Optional<String> thread,
            Document document,
            Optional<ReleaseKey> about) {
        Rendered rendered = renderer.message(marked(document, attempt.possiblyDouble()), about);
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("event_type", History.EVENT_TYPE);
        metadata.putObject("event_payload").put("id", promise.id().toString());
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("channel", place);
        thread.ifPresent(ts -> parameters.put("thread_ts", ts));
        parameters.put("text", rendered.text());
        parameters.put("blocks", rendered.blocksAsString());
        parameters.put("metadata", metadata.toString());
        parameters.put("unfurl_links", "false");
        parameters.put("unfurl_media", "false");
        return web.call(ALL_POSTS, parameters);
    }

    private static Document marked(Document document, boolean possiblyDouble) {
        return possiblyDouble
                ? Document.builder()
                        .all(document)
                        .aside("Sent again, for Slack's answer was lost: you may have this twice.")
                        .build()
                : document;
    }

    private Outcome posted(Answer answer, String place, String placeInWords) {
        if (answer instanceof Answer.Done done) {
            return Outcome.Delivered.of(receipt(postedAs(done, new ChannelId(place))));
        }
        if (answer instanceof Answer.Unclear unclear) {
            return new Outcome.Unknown(unclear.reason());
        }
        return unsuccessful(answer, ALL_POSTS, placeInWords);
    }

    /** Of what may be repeated harmlessly, and of what surely wasn't done. */
    private Outcome unsuccessful(Answer answer, String bucket, String placeInWords) {
        if (answer instanceof Answer.Throttled throttled) {
            return new Outcome.Throttled(bucket, throttled.retryAfter());
        }
        if (answer instanceof Answer.Refused refused) {
            if (SlackClient.isAboutTheToken(refused.error())) {
                return new Outcome.Waiting(
                        "Slack doesn't accept the bot's token (" + refused.error() + ")", BAD_TOKEN_PAUSE);
            }
            if (Refusals.isOurFault(refused.error())) {
                LOG.atError()
                        .setMessage("Slack refused what we rendered")
                        .addKeyValue("error", refused.error())
                        .addKeyValue("details", Refusals.details(refused))
                        .log();
            }
            return new Outcome.Refused(Refusals.words(refused, placeInWords));
        }
        return new Outcome.TryAgain(answer.words());
    }

    private static Posted postedAs(Answer.Done done, ChannelId asked) {
        String channel = done.body().path("channel").asText("");
        return new Posted(
                channel.isEmpty() ? asked : new ChannelId(channel),
                done.body().path("ts").asText(""));
    }

    private static String receipt(Posted posted) {
        return posted.channel() + " " + posted.ts();
    }

    @Override
    public Probe probe(Promise promise) {
        Message message = message(promise);
        if (message instanceof Message.Home) {
            return new Probe.NotFound();
        }
        if (message instanceof Message.Reply reply) {
            return reply.replacesOriginal() ? new Probe.NotFound() : new Probe.CannotTell();
        }
        Instant since = promise.createdAt().minus(Duration.ofMinutes(2));
        if (message instanceof Message.Upload upload) {
            return probeUpload(promise, upload, since);
        }
        if (message instanceof Message.ToPerson toPerson) {
            return found(history.findDirect(toPerson.person(), promise.id(), since));
        }
        if (message instanceof Message.Board board) {
            return probeBoard(promise, board, since);
        }
        Message.ToChannel toChannel = (Message.ToChannel) message;
        Optional<String> thread = toChannel
                .inThreadOf()
                .flatMap(release -> findPosted(boardName(release)))
                .filter(posted -> posted.channel().equals(toChannel.channel()))
                .map(Posted::ts);
        return found(history.find(toChannel.channel(), thread, promise.id(), since));
    }

    private Probe probeUpload(Promise promise, Message.Upload upload, Instant since) {
        History.Search search = upload.person()
                .map(person -> history.findDirect(person, promise.id(), since))
                .orElseGet(() -> findPosted(boardName(upload.release()))
                        .map(board -> history.find(board.channel(), Optional.of(board.ts()), promise.id(), since))
                        .orElse(new History.Search.Absent(false)));
        return search instanceof History.Search.Absent absent && absent.unnamed()
                ? new Probe.CannotTell()
                : found(search);
    }

    private Probe probeBoard(Promise promise, Message.Board board, Instant since) {
        String name = boardName(board.release());
        History.Search search = history.find(board.channel(), Optional.empty(), promise.id(), since);
        if (search instanceof History.Search.Found found) {
            Outcome kept = keep(promise, name, found.posted());
            return kept instanceof Outcome.Delivered
                    ? new Probe.Found(Optional.of(receipt(found.posted())))
                    : new Probe.NotFound();
        }
        // What was on its way was most likely an edit, which may be repeated; only a first post may not.
        boolean editable = findPosted(name)
                .filter(posted -> posted.channel().equals(board.channel()))
                .isPresent();
        return editable ? new Probe.NotFound() : found(search);
    }

    private static Probe found(History.Search search) {
        if (search instanceof History.Search.Found found) {
            return new Probe.Found(Optional.of(receipt(found.posted())));
        }
        if (search instanceof History.Search.Absent) {
            return new Probe.NotFound();
        }
        if (search instanceof History.Search.Later later) {
            return new Probe.Later(later.reason(), later.pause());
        }
        return new Probe.CannotTell();
    }
}
