package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.GlobalShortcutPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.SubteamCreatedEvent;
import com.slack.api.model.event.SubteamMembersChangedEvent;
import com.slack.api.model.event.SubteamUpdatedEvent;
import com.slack.api.model.event.TeamJoinEvent;
import com.slack.api.model.event.UserChangeEvent;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.notice.Document;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.DocumentRenderer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All listeners of the bot, for the one Bolt app of the process. Each runs on the thread that carries the request, and
 * what it returns is the acknowledgement: an act is stored before.
 */
public final class SlackListeners {
    private static final Logger log = LoggerFactory.getLogger(SlackListeners.class);
    private static final Pattern ANY = Pattern.compile("(?s).*");

    /** The shortcuts of the app's manifest. */
    private static final String NEW_SHORTCUT = "release_new";

    private static final String WAITING_SHORTCUT = "release_waiting";

    private final Coordination coordination;
    private final Windows windows;
    private final DirectWords directWords;
    private final Runnable directoryChanged;
    private final Replies replies;
    private final Answers answers;
    private final Desk desk;
    private final Commands commands;
    private final Clicks clicks;
    private final Submissions submissions;

    /**
     * @param directoryChanged is told when people or groups have changed; must not block
     * @param pageLinks where pages can be read
     */
    public SlackListeners(
            Coordination coordination,
            DocumentRenderer renderer,
            Windows windows,
            DirectWords directWords,
            Runnable directoryChanged,
            PageLinks pageLinks) {
        this.coordination = coordination;
        this.windows = windows;
        this.directWords = directWords;
        this.directoryChanged = directoryChanged;
        this.replies = new Replies(renderer);
        Forms forms = new Forms(renderer);
        this.answers = new Answers(forms, replies, windows, directWords);
        this.desk = new Desk(coordination, forms);
        List<Topic> topics = List.of(
                new ScopeTopic(coordination, desk, forms, answers),
                new RollbackTopic(coordination, desk, forms, answers),
                new UndoingTopic(coordination, desk, forms, answers),
                new ReviewTopic(coordination, desk, forms, answers, pageLinks),
                new ReportTopic(coordination, desk, forms, answers, pageLinks),
                new TicketTopic(coordination, desk, forms, answers),
                new PartsTopic(coordination, desk, forms, answers),
                new OrderTopic(coordination, desk, forms, answers, pageLinks),
                new CriteriaTopic(coordination, desk, forms, answers),
                new FlagTopic(coordination, desk, forms, answers),
                new HoldingTopic(coordination, desk, forms, answers),
                new RolloutTopic(coordination, desk, forms, answers),
                new ProductionTopic(coordination, desk, forms, answers));
        this.commands = new Commands(coordination, desk, answers, all(topics, Topic::subcommands));
        this.clicks = new Clicks(coordination, desk, answers, all(topics, Topic::clicks));
        this.submissions = new Submissions(coordination, desk, answers, all(topics, Topic::submissions));
    }

    /** @throws IllegalStateException if two topics claim one name */
    private static <T> Map<String, T> all(List<Topic> topics, Function<Topic, Map<String, T>> part) {
        return topics.stream()
                .flatMap(topic -> part.apply(topic).entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public void register(App app) {
        app.command(ANY, (request, context) -> command(() -> commands.answer(request.getPayload())));
        app.blockAction(ANY, (request, context) -> click(request.getPayload()));
        app.viewSubmission(ANY, (request, context) -> {
            try {
                return submissions.answer(request.getPayload());
            } catch (StoreUnavailable away) {
                tellOperator(away);
                return answers.kept(
                        request.getPayload().getView(),
                        Away.words(away),
                        person(
                                request.getPayload().getUser().getId(),
                                request.getPayload().getTriggerId()));
            }
        });
        app.viewClosed(ANY, (request, context) -> Replies.heard());
        app.globalShortcut(ANY, (request, context) -> shortcut(request.getPayload()));
        app.event(AppHomeOpenedEvent.class, (event, context) -> {
            if ("home".equals(event.getEvent().getTab())) {
                return quietly(() -> coordination
                        .homes()
                        .refresh(
                                "event:" + event.getEventId(),
                                new PersonId(event.getEvent().getUser())));
            }
            return Replies.heard();
        });
        app.event(UserChangeEvent.class, (event, context) -> people());
        app.event(TeamJoinEvent.class, (event, context) -> people());
        app.event(SubteamCreatedEvent.class, (event, context) -> people());
        app.event(SubteamUpdatedEvent.class, (event, context) -> people());
        app.event(SubteamMembersChangedEvent.class, (event, context) -> people());
    }

    private Response command(Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (StoreUnavailable away) {
            tellOperator(away);
            return replies.privately(Away.words(away), Optional.empty());
        }
    }

    private Response click(BlockActionPayload payload) {
        try {
            return clicks.answer(payload);
        } catch (StoreUnavailable away) {
            tellOperator(away);
            Gesture gesture = Clicks.gesture(payload);
            sayWithoutStore(gesture, Away.words(away));
            return Replies.heard();
        }
    }

    /** A button in a message has an address of its own; one in a modal or in Home is answered by a modal. */
    private void sayWithoutStore(Gesture gesture, Document words) {
        if (gesture.viewId().isPresent()) {
            report(windows.replace(gesture.viewId().get(), answers.message(words, gesture)));
        } else if (gesture.responseUrl().isPresent()) {
            directWords.say(gesture.responseUrl().get(), words);
        } else {
            report(windows.open(gesture.triggerId(), answers.message(words, gesture)));
        }
    }

    private static void report(Optional<String> failure) {
        failure.ifPresent(why -> log.atWarn()
                .setMessage("A person could not be told that the database is away")
                .addKeyValue("why", why)
                .log());
    }

    private Response shortcut(GlobalShortcutPayload payload) {
        Gesture gesture = person(payload.getUser().getId(), payload.getTriggerId());
        ObjectNode view;
        try {
            view = switch (String.valueOf(payload.getCallbackId())) {
                case NEW_SHORTCUT -> shown(desk.newRelease(gesture), gesture);
                case WAITING_SHORTCUT ->
                    answers.message(coordination.inquiries().home(gesture.by()), gesture);
                default -> answers.message(Document.of("This shortcut isn't known here any more."), gesture);
            };
        } catch (StoreUnavailable away) {
            tellOperator(away);
            view = answers.message(Away.words(away), gesture);
        }
        report(windows.open(gesture.triggerId(), view));
        return Replies.heard();
    }

    private ObjectNode shown(Offer offer, Gesture gesture) {
        return offer.view().orElseGet(() -> answers.message(offer.refusal(), gesture));
    }

    private static Gesture person(String userId, String triggerId) {
        return new Gesture(
                "gesture:" + triggerId,
                new PersonId(userId),
                String.valueOf(triggerId),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                Optional.empty());
    }

    private Response people() {
        directoryChanged.run();
        return Replies.heard();
    }

    /** An event that could not be acted upon is answered so that Slack sends it again. */
    private static Response quietly(Runnable act) {
        try {
            act.run();
            return Replies.heard();
        } catch (StoreUnavailable away) {
            tellOperator(away);
            return Response.builder().statusCode(429).body("later").build();
        }
    }

    private static void tellOperator(StoreUnavailable away) {
        log.atWarn()
                .setMessage("An act was not stored: the database is away")
                .addKeyValue("outcome_unknown", away.isOutcomeUnknown())
                .addKeyValue("cause", String.valueOf(away.getMessage()))
                .log();
    }
}
