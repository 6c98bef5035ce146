package dev.releasemanager.coordination;

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.OpenReview;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollout.Observed;
import dev.releasemanager.rollout.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** A store in memory: one act at a time, and one that throws leaves nothing behind. */
final class MemoryStore implements Store {
    private Content content = new Content();

    @Override
    public synchronized <T> T write(Function<Transaction, T> work) {
        Content next = new Content(content);
        T result = work.apply(next);
        content = next;
        return result;
    }

    @Override
    public synchronized <T> T read(Function<Reading, T> work) {
        return work.apply(content);
    }

    private record Round(ReleaseKey key, int round) {}

    private record Waiting(Timer timer, Instant takeAt, int failures) {}

    /** Everything that is stored, or the copy of it that one act works on. */
    private static final class Content implements Transaction {
        private final Set<String> claimed;
        private final TreeMap<ReleaseKey, Release> releases;
        private final Map<String, Long> numbers;
        private final Map<ReleaseKey, Integer> lastChange;
        private final Map<ReleaseKey, List<Change>> changes;
        private final Map<ReleaseKey, RollbackPlan> plans;
        private final Map<ReleaseKey, Rollback> rollbacks;
        private final TreeMap<ReleaseKey, Review> reviews;
        private final Map<ReleaseKey, Ticket> tickets;
        private final Map<Round, Map<TeamId, List<PersonId>>> asked;
        private final Map<Round, List<Confirmation>> confirmations;
        private final Map<ReleaseKey, List<RecordEntry>> records;
        private final Map<ReleaseKey, List<Revision>> revisions;
        private final Map<ReleaseKey, Assurances> assurances;
        private final Map<ReleaseKey, Details> details;
        private final Map<ReleaseKey, Rollout> rollouts;
        private final Map<ReleaseKey, List<Observed>> observations;
        private final List<Waiting> timers;

        /** The releases whose rows this act holds. */
        private final Set<ReleaseKey> held = new TreeSet<>();

        Content() {
            claimed = new HashSet<>();
            releases = new TreeMap<>();
            numbers = new HashMap<>();
            lastChange = new HashMap<>();
            changes = new HashMap<>();
            plans = new HashMap<>();
            rollbacks = new HashMap<>();
            reviews = new TreeMap<>();
            tickets = new HashMap<>();
            asked = new HashMap<>();
            confirmations = new HashMap<>();
            records = new HashMap<>();
            revisions = new HashMap<>();
            assurances = new HashMap<>();
            details = new HashMap<>();
            rollouts = new HashMap<>();
            observations = new HashMap<>();
            timers = new ArrayList<>();
        }

        /** Lists in the maps are replaced, never changed, so that a copy may share them. */
        Content(Content before) {
            claimed = new HashSet<>(before.claimed);
            releases = new TreeMap<>(before.releases);
            numbers = new HashMap<>(before.numbers);
            lastChange = new HashMap<>(before.lastChange);
            changes = new HashMap<>(before.changes);
            plans = new HashMap<>(before.plans);
            rollbacks = new HashMap<>(before.rollbacks);
            reviews = new TreeMap<>(before.reviews);
            tickets = new HashMap<>(before.tickets);
            asked = new HashMap<>(before.asked);
            confirmations = new HashMap<>(before.confirmations);
            records = new HashMap<>(before.records);
            revisions = new HashMap<>(before.revisions);
            assurances = new HashMap<>(before.assurances);
            details = new HashMap<>(before.details);
            rollouts = new HashMap<>(before.rollouts);
            observations = new HashMap<>(before.observations);
            timers = new ArrayList<>(before.timers);
        }

        private static <E> List<E> with(List<E> list, E one) {
            List<E> longer = new ArrayList<>(list);
            longer.add(one);
            return List.copyOf(longer);
        }

        private static <E> List<E> without(List<E> list, java.util.function.Predicate<E> which) {
            return list.stream().filter(which.negate()).toList();
        }

        @Override
        public void put(ReleaseKey key, Rollback rollback) {
            rollbacks.put(key, rollback);
        }

        @Override
        public Optional<Rollback> rollback(ReleaseKey key) {
            return Optional.ofNullable(rollbacks.get(key));
        }

        @Override
        public void put(ReleaseKey key, Ticket ticket) {
            tickets.put(key, ticket);
        }

        @Override
        public Optional<Ticket> ticket(ReleaseKey key) {
            return Optional.ofNullable(tickets.get(key));
        }

        @Override
        public void put(Review review) {
            reviews.put(review.release(), review);
        }

        @Override
        public Optional<Review> review(ReleaseKey key) {
            return Optional.ofNullable(reviews.get(key));
        }

        private boolean changes(ReleaseKey key, String component) {
            return changes(key).stream().anyMatch(change -> change.component().equals(component));
        }

        @Override
        public List<OpenReview> reviewsAwaitedBy(ReleaseKey key) {
            return reviews.values().stream()
                    .filter(review -> review.demanded()
                            && review.isOpen()
                            && !review.release().equals(key))
                    .map(review -> {
                        Release of = find(review.release()).orElseThrow();
                        return new OpenReview(
                                of.key(),
                                of.owner(),
                                of.delegate(),
                                review.components().stream()
                                        .filter(component -> changes(key, component))
                                        .sorted()
                                        .toList());
                    })
                    .filter(review -> !review.components().isEmpty())
                    .toList();
        }

        private Stream<Lesson> lessons() {
            return reviews.values().stream()
                    .filter(review -> !review.isOpen())
                    .sorted(Comparator.comparing(
                            review -> review.closing().orElseThrow().at()))
                    .flatMap(review -> review.lessons().stream());
        }

        @Override
        public List<Lesson> lessonsFor(ReleaseKey key) {
            return lessons()
                    .filter(lesson -> !lesson.from().equals(key) && changes(key, lesson.component()))
                    .toList();
        }

        @Override
        public List<Lesson> lessonsAbout(String component) {
            return lessons()
                    .filter(lesson -> lesson.component().equals(component))
                    .toList();
        }

        @Override
        public List<ReleaseKey> touching(List<String> components) {
            return releases.values().stream()
                    .filter(release -> !release.state().isClosed())
                    .map(Release::key)
                    .filter(key -> components.stream().anyMatch(component -> changes(key, component)))
                    .toList();
        }

        @Override
        public boolean claim(String payloadId) {
            return claimed.add(payloadId);
        }

        @Override
        public Optional<Release> lock(ReleaseKey key) {
            Optional<Release> found = find(key);
            found.ifPresent(release -> held.add(key));
            return found;
        }

        @Override
        public Optional<Release> find(ReleaseKey key) {
            return Optional.ofNullable(releases.get(key));
        }

        @Override
        public long nextNumber(String prefix) {
            return numbers.merge(prefix, 1L, Long::sum);
        }

        @Override
        public long lastNumber(String prefix) {
            return numbers.getOrDefault(prefix, 0L);
        }

        @Override
        public void insert(Release release) {
            if (releases.putIfAbsent(release.key(), release) != null) {
                throw new IllegalStateException("inserted twice: " + release.key());
            }
        }

        @Override
        public void update(Release release) {
            if (releases.put(release.key(), release) == null) {
                throw new IllegalStateException("not there to be updated: " + release.key());
            }
        }

        @Override
        public void keepRevision(ReleaseKey key, Revision revision) {
            List<Revision> before = revisions.getOrDefault(key, List.of());
            if (before.size() + 1 != revision.number()) {
                throw new IllegalStateException("revision " + revision.number() + " of " + key + " out of turn");
            }
            revisions.put(key, with(before, revision));
        }

        @Override
        public Optional<Revision> revision(ReleaseKey key, int revision) {
            return revisions.getOrDefault(key, List.of()).stream()
                    .filter(kept -> kept.number() == revision)
                    .findFirst();
        }

        @Override
        public void put(ReleaseKey key, Details next) {
            details.put(key, next);
        }

        @Override
        public Details details(ReleaseKey key) {
            return details.getOrDefault(key, Details.NONE);
        }

        @Override
        public void put(ReleaseKey key, Rollout next) {
            rollouts.put(key, next);
        }

        @Override
        public Rollout rollout(ReleaseKey key) {
            return rollouts.getOrDefault(key, Rollout.NONE);
        }

        @Override
        public void put(ReleaseKey key, Assurances next) {
            assurances.put(key, next);
        }

        @Override
        public Assurances assurances(ReleaseKey key) {
            return assurances.getOrDefault(key, Assurances.NONE);
        }

        @Override
        public List<Observed> observations(ReleaseKey key, int run) {
            return observations.getOrDefault(key, List.of()).stream()
                    .filter(observed -> observed.run() == run)
                    .sorted(Comparator.comparing((Observed observed) ->
                                    observed.observation().at())
                            .thenComparing(Observed::bake)
                            .thenComparing(Observed::condition)
                            .thenComparing(observed -> observed.standpoint().word()))
                    .toList();
        }

        @Override
        public int add(ReleaseKey key, List<Observed> all) {
            int added = 0;
            for (Observed one : all) {
                List<Observed> before = observations.getOrDefault(key, List.of());
                if (before.stream().noneMatch(old -> isSame(old, one))) {
                    observations.put(key, with(before, one));
                    added++;
                }
            }
            return added;
        }

        private static boolean isSame(Observed one, Observed other) {
            return one.run() == other.run()
                    && one.bake() == other.bake()
                    && one.condition().equals(other.condition())
                    && one.standpoint() == other.standpoint()
                    && one.observation().at().equals(other.observation().at());
        }

        @Override
        public ChangeId nextChange(ReleaseKey key) {
            return new ChangeId(lastChange.merge(key, 1, Integer::sum));
        }

        @Override
        public void put(ReleaseKey key, Change change) {
            changes.put(key, with(without(changes(key), old -> old.id().equals(change.id())), change));
        }

        @Override
        public void remove(ReleaseKey key, ChangeId change) {
            changes.put(key, without(changes(key), old -> old.id().equals(change)));
        }

        @Override
        public List<Change> changes(ReleaseKey key) {
            return changes.getOrDefault(key, List.of()).stream()
                    .sorted(Comparator.comparing(Change::id))
                    .toList();
        }

        @Override
        public void put(ReleaseKey key, RollbackPlan plan) {
            plans.put(key, plan);
        }

        @Override
        public RollbackPlan rollbackPlan(ReleaseKey key) {
            return plans.getOrDefault(key, RollbackPlan.EMPTY);
        }

        @Override
        public void keepAsked(ReleaseKey key, int round, Map<TeamId, List<PersonId>> more) {
            Map<TeamId, List<PersonId>> all = new LinkedHashMap<>(asked(key, round));
            more.forEach((team, people) -> {
                List<PersonId> before = all.getOrDefault(team, List.of());
                List<PersonId> together = new ArrayList<>(before);
                people.stream().filter(person -> !before.contains(person)).forEach(together::add);
                if (!together.isEmpty()) {
                    all.put(team, List.copyOf(together));
                }
            });
            asked.put(new Round(key, round), all);
        }

        @Override
        public Map<TeamId, List<PersonId>> asked(ReleaseKey key, int round) {
            return asked.getOrDefault(new Round(key, round), Map.of());
        }

        @Override
        public void add(ReleaseKey key, Confirmation confirmation) {
            Round round = new Round(key, confirmation.round());
            List<Confirmation> before = confirmations(key, confirmation.round());
            if (before.stream().anyMatch(old -> isSame(old, confirmation))) {
                throw new IllegalStateException("answered twice at one moment: " + confirmation);
            }
            confirmations.put(round, with(before, confirmation));
        }

        private static boolean isSame(Confirmation one, Confirmation other) {
            return one.team().equals(other.team())
                    && one.person().equals(other.person())
                    && one.at().equals(other.at());
        }

        @Override
        public void update(ReleaseKey key, Confirmation confirmation) {
            confirmations.put(
                    new Round(key, confirmation.round()),
                    confirmations(key, confirmation.round()).stream()
                            .map(old -> isSame(old, confirmation) ? confirmation : old)
                            .toList());
        }

        @Override
        public List<Confirmation> confirmations(ReleaseKey key, int round) {
            return confirmations.getOrDefault(new Round(key, round), List.of()).stream()
                    .sorted(Comparator.comparing(Confirmation::at))
                    .toList();
        }

        @Override
        public Optional<RecordEntry.Link> lastLink(ReleaseKey key) {
            List<RecordEntry> record = record(key);
            return record.isEmpty()
                    ? Optional.empty()
                    : Optional.of(record.get(record.size() - 1).link());
        }

        @Override
        public void append(RecordEntry entry) {
            records.put(entry.release(), with(record(entry.release()), entry));
        }

        @Override
        public List<RecordEntry> record(ReleaseKey key) {
            return records.getOrDefault(key, List.of());
        }

        @Override
        public List<RecordEntry> record(ReleaseKey key, int limit) {
            List<RecordEntry> all = record(key);
            return all.subList(Math.max(0, all.size() - limit), all.size());
        }

        /** Whoever wants to read them watches the transaction. */
        @Override
        public void promise(Message message) {}

        @Override
        public void schedule(Timer timer) {
            timers.add(new Waiting(timer, timer.dueAt(), 0));
        }

        @Override
        public Optional<Timer> takeDue(Instant now) {
            Optional<Waiting> due = timers.stream()
                    .filter(waiting -> !waiting.takeAt().isAfter(now))
                    .min(Comparator.comparing(Waiting::takeAt));
            due.ifPresent(timers::remove);
            return due.map(Waiting::timer);
        }

        @Override
        public List<Timer> takeDue(Instant now, int most) {
            if (!held.isEmpty()) {
                throw new IllegalStateException("takeDue: " + held + " are held already");
            }
            List<Waiting> due = timers.stream()
                    .filter(waiting -> !waiting.takeAt().isAfter(now))
                    .sorted(Comparator.comparing(Waiting::takeAt))
                    .toList();
            due.stream()
                    .map(waiting -> waiting.timer().release())
                    .distinct()
                    .limit(most)
                    .forEach(held::add);
            List<Waiting> taken = due.stream()
                    .filter(waiting -> held.contains(waiting.timer().release()))
                    .toList();
            timers.removeAll(taken);
            return taken.stream().map(Waiting::timer).toList();
        }

        @Override
        public int putOff(Timer timer, IntFunction<Instant> until) {
            Optional<Waiting> found = timers.stream()
                    .filter(waiting -> waiting.timer().equals(timer))
                    .min(Comparator.comparing(Waiting::takeAt));
            if (found.isEmpty()) {
                return 0;
            }
            int failures = found.get().failures() + 1;
            timers.remove(found.get());
            timers.add(new Waiting(timer, until.apply(failures), failures));
            return failures;
        }

        @Override
        public Optional<Instant> nextDue() {
            return timers.stream().map(Waiting::takeAt).min(Comparator.naturalOrder());
        }

        @Override
        public Optional<Instant> nextDueBut(Timer.Kind kind) {
            return timers.stream()
                    .filter(waiting -> waiting.timer().kind() != kind)
                    .map(Waiting::takeAt)
                    .min(Comparator.naturalOrder());
        }

        @Override
        public List<Release> openIn(ChannelId channel) {
            return newest(Integer.MAX_VALUE).stream()
                    .filter(release -> !release.state().isClosed()
                            && release.profile().channel().equals(channel))
                    .limit(50)
                    .toList();
        }

        @Override
        public List<Release> open(int limit) {
            return releases.values().stream()
                    .filter(release -> !release.state().isClosed())
                    .sorted(Comparator.comparing(release -> release.profile().target()))
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<Release> newest(int limit) {
            return releases.values().stream()
                    .sorted(Comparator.comparing(Release::createdAt)
                            .thenComparing(Release::key)
                            .reversed())
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<Release> unsettled(PersonId person, int limit) {
            return releases.values().stream()
                    .filter(release -> release.state().isClosed())
                    .filter(release -> isAsked(release.key()) || (release.isDecidedBy(person) && isOpen(release.key())))
                    .sorted(Comparator.comparing(
                                    (Release release) -> release.profile().target())
                            .thenComparing(Release::key))
                    .limit(limit)
                    .toList();
        }

        private boolean isAsked(ReleaseKey key) {
            return rollout(key).flags().stream()
                    .anyMatch(mark ->
                            rollout(key).standingOf(mark.flag()).awaitedSince().isPresent());
        }

        private boolean isOpen(ReleaseKey key) {
            return ticket(key)
                            .filter(ticket -> ticket.isOpen() && ticket.keeper() == Ticket.Keeper.OWNER)
                            .isPresent()
                    || review(key)
                            .filter(review -> review.isOpen() && review.demanded())
                            .isPresent();
        }

        @Override
        public List<Release> concerning(PersonId person, List<TeamId> teams, int limit) {
            return open(Integer.MAX_VALUE).stream()
                    .filter(release -> release.isDecidedBy(person)
                            || release.profile().teams().stream().anyMatch(teams::contains)
                            || asked(release.key(), release.rounds()).values().stream()
                                    .anyMatch(people -> people.contains(person)))
                    .limit(limit)
                    .toList();
        }
    }
}
