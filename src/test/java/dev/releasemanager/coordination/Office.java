package dev.releasemanager.coordination;

import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.coordination.Policy.Audience;
import dev.releasemanager.coordination.Policy.CheckpointRules;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.release.TrackerSystem;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.Sourcing;
import dev.releasemanager.rollout.StagePlan;
import dev.releasemanager.rollout.Staged;
import dev.releasemanager.slack.message.DocumentRenderer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All use cases on one store, with a clock that is set by hand and every message that was promised in sight. */
final class Office {
    static final ChannelId PRODUCT = new ChannelId("C0PRODUCT");
    static final ChannelId SUPPORT_CHANNEL = new ChannelId("C0SUPPORT");
    static final ChannelId LEADERSHIP = new ChannelId("C0LEADERSHIP");

    private static Map<ReleaseKind, StagePlan> stages() {
        Map<ReleaseKind, StagePlan> stages = new EnumMap<>(ReleaseKind.class);
        for (ReleaseKind kind : ReleaseKind.values()) {
            stages.put(kind, Staged.PLAN);
        }
        return stages;
    }

    private static final DocumentRenderer RENDERER = new DocumentRenderer("/release");

    Instant now = Cast.NOW;
    Roster roster = Cast.roster();
    Duration minimum = Duration.ofMinutes(30);
    CriteriaRules criteriaRules = CriteriaRules.USUAL;
    /** Whatever wants to act on this release fails, by a bug. */
    Optional<ReleaseKey> broken = Optional.empty();

    Map<ReleaseKind, StagePlan> stages = stages();
    /** Kinds whose next stage begins by itself. */
    Set<ReleaseKind> goingOn = Set.of();

    Sourcing sourcing = Sourcing.NONE;
    Sources sources = Sources.NONE;
    Landscape landscape = Landscape.EMPTY;
    Optional<TrackerSystem> tracker = Optional.empty();
    final Coordination use;
    final Store store;
    private final List<Message> sent = new ArrayList<>();
    private int payloads;

    Office(Store store) {
        this.store = watched(store);
        this.use = new Coordination(this.store, this::policy, () -> now, asSet(), Runnable::run);
    }

    /** The sources as they are when they are asked. */
    private Sources asSet() {
        return new Sources() {
            @Override
            public Observation ask(Question question) {
                return sources.ask(question);
            }

            @Override
            public Map<Question, Observation> ask(Collection<Question> questions) {
                return sources.ask(questions);
            }
        };
    }

    /** Takes down what each act promises, once it is committed. */
    private Store watched(Store inner) {
        return new Store() {
            @Override
            public <T> T write(Function<Transaction, T> work) {
                List<Message> promised = new ArrayList<>();
                T result = inner.write(tx -> work.apply((Transaction) Proxy.newProxyInstance(
                        Transaction.class.getClassLoader(),
                        new Class<?>[] {Transaction.class},
                        (proxy, method, args) -> {
                            if (method.getName().equals("promise")) {
                                promised.add((Message) args[0]);
                            }
                            if (method.getName().equals("lock")
                                    && broken.filter(args[0]::equals).isPresent()) {
                                throw new IllegalStateException("planted");
                            }
                            try {
                                return method.invoke(tx, args);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        })));
                sent.addAll(promised);
                return result;
            }

            @Override
            public <T> T read(Function<Reading, T> work) {
                return inner.read(work);
            }
        };
    }

    Policy policy() {
        CheckpointRules rules =
                new CheckpointRules(Duration.ofHours(4), minimum, List.of(Duration.ofHours(2), Duration.ofMinutes(30)));
        Map<ReleaseKind, CheckpointRules> checkpoints = new EnumMap<>(ReleaseKind.class);
        for (ReleaseKind kind : ReleaseKind.values()) {
            checkpoints.put(kind, rules);
        }
        return new Policy(
                roster,
                "/release",
                Cast.BERLIN,
                Map.of(CHANNEL, "PAY"),
                "REL",
                checkpoints,
                Changes.kinds(),
                landscape,
                SizeBudget.UNLIMITED,
                Duration.ofDays(1),
                criteriaRules,
                stages,
                goingOn,
                sourcing,
                tracker,
                Map.of(Audience.PRODUCT, PRODUCT, Audience.SUPPORT, SUPPORT_CHANNEL, Audience.LEADERSHIP, LEADERSHIP),
                "policy");
    }

    Intent by(PersonId person) {
        return Intent.of("payload-" + ++payloads, person);
    }

    void pass(String duration) {
        now = now.plus(Duration.parse(duration));
    }

    /** Time passes, and whatever is due at the end of it happens. */
    void passAndDrain(String duration) {
        pass(duration);
        use.dueTimers().drain();
    }

    static ReleaseForm form() {
        return form("New checkout", List.of(PAYMENTS, CHECKOUT), Optional.of(OWNER));
    }

    /** For a Thursday. */
    static ReleaseForm form(String title, List<TeamId> teams, Optional<PersonId> owner) {
        return form(title, teams, owner, LocalDate.of(2026, 11, 26));
    }

    static ReleaseForm form(String title, List<TeamId> teams, Optional<PersonId> owner, LocalDate target) {
        return new ReleaseForm(
                title,
                "Customers pay with one click.",
                "regular",
                Optional.of(target),
                Optional.of(LocalTime.of(10, 0)),
                "Europe/Berlin",
                teams,
                Optional.of(CHANNEL),
                "https://tickets.example/PAY-1",
                owner);
    }

    static ChangeForm change(TeamId team, String title) {
        return new ChangeForm(
                Optional.empty(),
                Optional.of(team),
                team.value() + "-api",
                "flagged",
                title,
                "https://git.example/pull/1",
                "one-click",
                "a faster button",
                "it may be slow",
                "reload the page");
    }

    static StepForm step(String what, Optional<TeamId> team) {
        return new StepForm(Optional.empty(), what, Optional.of(MEMBER), "5 min", "the old version answers", team);
    }

    ReleaseKey created() {
        Outcome outcome = use.planning().create(by(OWNER), form());
        return outcome.release().map(Release::key).orElseThrow();
    }

    /** Created, with a complete rollback plan and one change of each team, and through staging. */
    ReleaseKey planned() {
        ReleaseKey key = unstaged();
        staged(key);
        return key;
    }

    /** Created, with a complete rollback plan and one change of each team. */
    ReleaseKey unstaged() {
        ReleaseKey key = created();
        done(use.planning().putChange(by(OWNER), key, change(PAYMENTS, "Pay button")));
        done(use.planning().putChange(by(OWNER), key, change(CHECKOUT, "Basket")));
        completePlan(key);
        return key;
    }

    /** Whatever ships has passed staging; just so. */
    void staged(ReleaseKey key) {
        PassedStaging.of(store, key);
    }

    void completePlan(ReleaseKey key) {
        done(use.planning().putStep(by(OWNER), key, step("kubectl rollout undo deploy/pay", Optional.empty())));
        done(use.planning().setTriggers(by(OWNER), key, triggers("24 h")));
        acceptAll(key);
    }

    static TriggersForm triggers(String window) {
        return new TriggersForm("error rate > 1 % over 10 min", "", window, "nothing");
    }

    /** Every executor accepts their steps as they are now. */
    void acceptAll(ReleaseKey key) {
        dossier(key).planStanding().steps().stream()
                .filter(step -> step.readiness() == PlanStanding.Readiness.ASKED)
                .map(PlanStanding.OfStep::step)
                .forEach(step -> done(use.rollbackPlans().accept(by(asked(step)), key, step.number(), step.digest())));
    }

    /** Whom a step is asked of first. */
    PersonId asked(Step step) {
        return step.executor().orElseThrow().people(roster).get(0);
    }

    /** Planned, and the teams are asked for four hours from now. */
    ReleaseKey open() {
        ReleaseKey key = planned();
        reopen(key);
        return key;
    }

    void reopen(ReleaseKey key) {
        done(use.polls().open(by(OWNER), key, now, now.plus(Duration.ofHours(4))));
    }

    /** Open, and every team has confirmed. */
    ReleaseKey allReady() {
        ReleaseKey key = open();
        done(ready(key, PAYMENTS, MEMBER));
        done(ready(key, CHECKOUT, Cast.OTHER_MEMBER));
        return key;
    }

    ReleaseKey cleared() {
        ReleaseKey key = allReady();
        done(go(key, OWNER));
        return key;
    }

    Outcome ready(ReleaseKey key, TeamId team, PersonId person) {
        return use.polls()
                .ready(
                        by(person),
                        key,
                        team,
                        release(key).rounds(),
                        dossier(key).seal(team),
                        2);
    }

    Outcome notReady(ReleaseKey key, TeamId team, PersonId person) {
        return use.polls()
                .notReady(
                        by(person),
                        key,
                        team,
                        release(key).rounds(),
                        dossier(key).seal(team),
                        "The migration hangs",
                        "tomorrow noon");
    }

    Outcome go(ReleaseKey key, PersonId person) {
        return use.calls()
                .go(by(person), key, release(key).rounds(), release(key).revision());
    }

    Release release(ReleaseKey key) {
        return store.read(reading -> reading.find(key)).orElseThrow();
    }

    Dossier dossier(ReleaseKey key) {
        return use.inquiries().dossier(key).orElseThrow();
    }

    List<RecordEntry> record(ReleaseKey key) {
        return store.read(reading -> reading.record(key));
    }

    List<String> events(ReleaseKey key) {
        return record(key).stream().map(RecordEntry::what).toList();
    }

    static Outcome done(Outcome outcome) {
        assertThat(outcome.kind()).as(text(outcome.said())).isEqualTo(Outcome.Kind.DONE);
        return outcome;
    }

    static String text(Document document) {
        return RENDERER.text(document, Optional.empty());
    }

    /** Everything promised since this was asked the last time. */
    List<Message> sent() {
        List<Message> fresh = List.copyOf(sent);
        sent.clear();
        return fresh;
    }

    static List<PersonId> people(List<Message> messages) {
        return messages.stream()
                .filter(Message.ToPerson.class::isInstance)
                .map(message -> ((Message.ToPerson) message).person())
                .toList();
    }

    static List<String> to(List<Message> messages, PersonId person) {
        return messages.stream()
                .filter(Message.ToPerson.class::isInstance)
                .map(Message.ToPerson.class::cast)
                .filter(message -> message.person().equals(person))
                .map(message -> text(message.document()))
                .toList();
    }

    static List<String> to(List<Message> messages, ChannelId channel) {
        return messages.stream()
                .filter(Message.ToChannel.class::isInstance)
                .map(Message.ToChannel.class::cast)
                .filter(message -> message.channel().equals(channel))
                .map(message -> text(message.document()))
                .toList();
    }

    static List<String> replies(List<Message> messages) {
        return messages.stream()
                .filter(Message.Reply.class::isInstance)
                .map(message -> text(((Message.Reply) message).document()))
                .toList();
    }

    static long boards(List<Message> messages) {
        return messages.stream().filter(Message.Board.class::isInstance).count();
    }
}
