package dev.releasemanager.store;

import dev.releasemanager.coordination.Revision;
import dev.releasemanager.coordination.Timer;
import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.OpenReview;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.notice.Message;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.Digest;
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
import dev.releasemanager.store.KnownContent.Once;
import dev.releasemanager.store.ReleaseTable.Held;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of one transaction. What belongs to a release is only written while its row is held, by {@link #lock}
 * or because the release was inserted here; anything else is a bug and is refused. Entries of the record, timers and
 * confirmations are collected and sent together, at the latest by {@link #finish}; who reads them before that
 * sees them.
 */
final class ReleaseTransaction extends ReleaseReading implements dev.releasemanager.coordination.Transaction {
    /** As the table has it; Slack's own ids are far shorter. */
    private static final int LONGEST_ID = 255;

    /** So many of the timers that are due, to find some whose releases are free. */
    private static final int LOOKED_AT = 128;

    private final Transaction transaction;
    private final OutboxStore outbox;
    private final SeenPayloads seen;
    private final ContentCache cache;
    private final InstantSource wallTime;
    private final ReleaseTable releases;
    private final ConcernedTable concerned;
    private final TreeMap<ReleaseKey, Held> held = new TreeMap<>();
    private final Map<ReleaseKey, RecordEntry.Link> links = new HashMap<>();
    private final Map<ReleaseKey, KnownContent> contents = new HashMap<>();
    private final Set<ReleaseKey> written = new TreeSet<>();

    private final List<RecordEntry> entries = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Promise> promises = new ArrayList<>();
    private final Map<ReleaseKey, List<Confirmation>> addedConfirmations = new TreeMap<>();
    private final Map<ReleaseKey, List<Confirmation>> changedConfirmations = new TreeMap<>();
    private final Set<String> claims = new LinkedHashSet<>();
    private boolean claimsTogether;
    private boolean timersChanged;
    private boolean saysOtherwise;
    private @Nullable UUID stampOfOthers;

    ReleaseTransaction(
            Transaction transaction,
            OutboxStore outbox,
            SeenPayloads seen,
            ContentCache cache,
            InstantSource wallTime) {
        super(transaction.handle());
        this.transaction = transaction;
        this.outbox = outbox;
        this.seen = seen;
        this.cache = cache;
        this.wallTime = wallTime;
        this.releases = new ReleaseTable(transaction.handle());
        this.concerned = new ConcernedTable(transaction.handle());
    }

    @Override
    public boolean claim(String payloadId) {
        boolean fits =
                payloadId.length() <= LONGEST_ID && StoredText.of(payloadId).equals(payloadId);
        String id = fits ? payloadId : Digest.of(payloadId);
        return claimsTogether ? claims.add(id) : seen.claim(transaction, id, wallTime.instant());
    }

    /**
     * From now on every payload is taken for one that comes for the first time, as nearly all do, and their ids are claimed
     * together by {@link #finish}, which throws {@link SeenPayloads.NotAllClaimed} if one was seen before.
     */
    void claimTogether() {
        claimsTogether = true;
    }

    /** The ids that are to be claimed together, but for the first so many. */
    Set<String> claimsAfter(int first) {
        return claims.stream().skip(first).collect(Collectors.toUnmodifiableSet());
    }

    int claims() {
        return claims.size();
    }

    @Override
    public Optional<Release> find(ReleaseKey key) {
        Held known = held.get(key);
        return known == null ? super.find(key) : Optional.of(known.release());
    }

    @Override
    public Optional<Release> lock(ReleaseKey key) {
        Held known = held.get(key);
        if (known != null) {
            return Optional.of(known.release());
        }
        if (!held.isEmpty() && key.compareTo(held.lastKey()) < 0) {
            throw new IllegalStateException("lock " + key + ": " + held.lastKey()
                    + " is held already; several releases are locked in the order of their keys, or two acts could wait for"
                    + " each other");
        }
        Optional<Held> locked = releases.lock(key);
        locked.ifPresent(this::hold);
        return locked.map(Held::release);
    }

    /**
     * Locks those of them that exist and that nobody else holds; waits for none, so that their order doesn't matter.
     *
     * @return the ones that are held now
     */
    Set<ReleaseKey> lockFree(Collection<ReleaseKey> keys) {
        releases.lockFree(keys).forEach(this::hold);
        return Set.copyOf(held.keySet());
    }

    private void hold(Held row) {
        ReleaseKey key = row.release().key();
        held.put(key, row);
        cache.take(key, row.stamp()).ifPresent(content -> {
            contents.put(key, content);
            content.lastLink().ifPresent(link -> links.put(key, link));
        });
    }

    @Override
    public long nextNumber(String prefix) {
        return new KeyCounterTable(transaction.handle()).next(prefix);
    }

    @Override
    public void insert(Release release) {
        releases.insert(release);
        held.put(release.key(), new Held(release, 0, Optional.empty()));
        written.add(release.key());
        concerned.insert(release);
    }

    @Override
    public void update(Release release) {
        Held before = held("update", release.key());
        if (before.release().equals(release)) {
            return;
        }
        if (!before.release().owner().equals(release.owner())
                || !before.release().delegate().equals(release.delegate())) {
            saysOtherwise();
        }
        releases.update(release);
        held.put(release.key(), before.with(release));
        if (!ConcernedTable.isSame(before.release(), release)) {
            concerned.replace(release);
        }
    }

    @Override
    public void keepRevision(ReleaseKey key, Revision revision) {
        held("keepRevision", key);
        new RevisionTable(transaction.handle()).insert(key, revision);
    }

    @Override
    public ChangeId nextChange(ReleaseKey key) {
        Held row = held("nextChange", key);
        int next = row.lastChange() + 1;
        releases.setLastChange(key, next);
        held.put(key, row.withLastChange(next));
        return new ChangeId(next);
    }

    @Override
    public void put(ReleaseKey key, Change change) {
        held("put a change of", key);
        forget(key);
        new ChangeTable(transaction.handle()).put(key, change);
    }

    @Override
    public void remove(ReleaseKey key, ChangeId change) {
        held("remove a change of", key);
        forget(key);
        new ChangeTable(transaction.handle()).remove(key, change);
    }

    @Override
    public void put(ReleaseKey key, Details details) {
        held("put the details of", key);
        forget(key);
        new DetailTables(transaction.handle()).replace(key, details);
    }

    @Override
    public void put(ReleaseKey key, RollbackPlan plan) {
        held("put the rollback plan of", key);
        forget(key);
        new RollbackPlanTables(transaction.handle()).replace(key, plan);
    }

    @Override
    public void put(ReleaseKey key, Rollback rollback) {
        held("put the rollback of", key);
        forget(key);
        new UndoingTables(transaction.handle()).replace(key, rollback);
    }

    @Override
    public void put(Review review) {
        held("put the review of", review.release());
        forget(review.release());
        saysOtherwise();
        new ReviewTables(transaction.handle()).put(review);
    }

    @Override
    public void put(ReleaseKey key, Ticket ticket) {
        held("put the ticket of", key);
        new TicketTable(transaction.handle()).put(key, ticket);
    }

    @Override
    public void put(ReleaseKey key, Assurances assurances) {
        held("put the assurances of", key);
        forget(key);
        new AssuranceTables(transaction.handle()).replace(key, assurances);
    }

    @Override
    public void put(ReleaseKey key, Rollout rollout) {
        held("put the rollout of", key);
        forget(key);
        new RolloutTables(transaction.handle()).replace(key, rollout);
    }

    @Override
    public int add(ReleaseKey key, List<Observed> observed) {
        held("add observations to", key);
        return new ObservationTable(transaction.handle()).add(key, observed);
    }

    @Override
    public void keepAsked(ReleaseKey key, int round, Map<TeamId, List<PersonId>> asked) {
        held("keepAsked", key);
        forget(key);
        if (new AskedTable(transaction.handle()).add(key, round, asked)) {
            concerned.addAsked(key);
        }
    }

    @Override
    public void add(ReleaseKey key, Confirmation confirmation) {
        held("add a confirmation to", key);
        Confirmation stored = ConfirmationTable.asStored(confirmation);
        // The change of an older one is told from this one by its moment.
        if (changedConfirmations.getOrDefault(key, List.of()).stream().anyMatch(one -> isOfOneMoment(one, stored))) {
            sendConfirmations();
        }
        addedConfirmations.computeIfAbsent(key, none -> new ArrayList<>()).add(stored);
        known(key).ifPresent(content -> content.add(stored));
    }

    @Override
    public void update(ReleaseKey key, Confirmation confirmation) {
        held("update a confirmation of", key);
        Confirmation stored = ConfirmationTable.asStored(confirmation);
        changedConfirmations.computeIfAbsent(key, none -> new ArrayList<>()).add(stored);
        known(key).ifPresent(content -> content.replace(stored));
    }

    private static boolean isOfOneMoment(Confirmation one, Confirmation other) {
        return one.at().equals(other.at())
                && one.team().equals(other.team())
                && one.person().equals(other.person());
    }

    private void forget(ReleaseKey key) {
        contents.remove(key);
    }

    /** From now on it says something else to other releases: whose review they wait for, or a lesson. */
    private void saysOtherwise() {
        contents.values().forEach(KnownContent::forgetWhatOthersSay);
        saysOtherwise = true;
    }

    private UUID stampOfOthers() {
        UUID known = stampOfOthers;
        if (known == null) {
            known = new SharedStampTable(transaction.handle()).reviews();
            stampOfOthers = known;
        }
        return known;
    }

    /** What is known of a release that is held; of others somebody else may write any moment. */
    private Optional<KnownContent> known(ReleaseKey key) {
        return held.containsKey(key)
                ? Optional.of(contents.computeIfAbsent(key, none -> new KnownContent()))
                : Optional.empty();
    }

    private <T> T known(ReleaseKey key, Function<KnownContent, Once<T>> what, Supplier<T> lookUp) {
        return known(key).map(what).map(once -> once.or(lookUp)).orElseGet(lookUp);
    }

    @Override
    public List<Change> changes(ReleaseKey key) {
        return known(key, content -> content.changes, () -> List.copyOf(super.changes(key)));
    }

    @Override
    public Details details(ReleaseKey key) {
        return known(key, content -> content.details, () -> super.details(key));
    }

    @Override
    public RollbackPlan rollbackPlan(ReleaseKey key) {
        return known(key, content -> content.plan, () -> super.rollbackPlan(key));
    }

    @Override
    public Assurances assurances(ReleaseKey key) {
        return known(key, content -> content.assurances, () -> super.assurances(key));
    }

    @Override
    public Rollout rollout(ReleaseKey key) {
        return known(key, content -> content.rollout, () -> super.rollout(key));
    }

    @Override
    public List<OpenReview> reviewsAwaitedBy(ReleaseKey key) {
        return known(
                key,
                content -> content.ofOthersAt(stampOfOthers()).reviewsAwaited,
                () -> List.copyOf(super.reviewsAwaitedBy(key)));
    }

    @Override
    public List<Lesson> lessonsFor(ReleaseKey key) {
        return known(
                key, content -> content.ofOthersAt(stampOfOthers()).lessons, () -> List.copyOf(super.lessonsFor(key)));
    }

    @Override
    public Map<TeamId, List<PersonId>> asked(ReleaseKey key, int round) {
        return known(key, content -> content.asked(round), () -> super.asked(key, round));
    }

    @Override
    public List<Confirmation> confirmations(ReleaseKey key, int round) {
        return known(key, content -> content.confirmations(round), () -> {
            sendConfirmations();
            return List.copyOf(super.confirmations(key, round));
        });
    }

    @Override
    public Optional<RecordEntry.Link> lastLink(ReleaseKey key) {
        RecordEntry.Link known = links.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<RecordEntry.Link> last = new EventTable(transaction.handle()).last(key);
        last.filter(link -> held.containsKey(key)).ifPresent(link -> links.put(key, link));
        return last;
    }

    @Override
    public void append(RecordEntry entry) {
        held("append to the record of", entry.release());
        RecordEntry.Link before = links.put(entry.release(), entry.link());
        if (before != null && !before.digest().equals(entry.previous())) {
            throw new IllegalStateException("append to the record of " + entry.release() + ": entry " + entry.sequence()
                    + " doesn't follow entry " + before.sequence() + "; ask lastLink for each entry anew");
        }
        entries.add(entry);
    }

    @Override
    public List<RecordEntry> record(ReleaseKey key, int limit) {
        sendEntries();
        return super.record(key, limit);
    }

    @Override
    public List<RecordEntry> record(ReleaseKey key) {
        sendEntries();
        return super.record(key);
    }

    @Override
    public void promise(Message message) {
        promises.add(OutboxPromises.of(message, wallTime.instant()));
    }

    @Override
    public void schedule(Timer timer) {
        timers.add(timer);
        timersChanged = true;
    }

    @Override
    public Optional<Timer> takeDue(Instant now) {
        sendTimers();
        return new TimerTable(transaction.handle()).take(now);
    }

    @Override
    public List<Timer> takeDue(Instant now, int most) {
        if (!held.isEmpty()) {
            throw new IllegalStateException("takeDue: " + held.keySet() + " are held already");
        }
        sendTimers();
        TimerTable table = new TimerTable(transaction.handle());
        Map<ReleaseKey, List<TimerTable.Due>> due = new LinkedHashMap<>();
        for (TimerTable.Due each : table.due(now, LOOKED_AT)) {
            due.computeIfAbsent(new ReleaseKey(each.release()), none -> new ArrayList<>())
                    .add(each);
        }
        List<ReleaseKey> keys = List.copyOf(due.keySet());
        // Others do the same at the same time, and hold the first ones.
        for (int from = 0; from < keys.size() && held.isEmpty(); from += most) {
            lockFree(keys.subList(from, Math.min(keys.size(), from + most)));
        }
        List<TimerTable.Due> free = due.entrySet().stream()
                .filter(entry -> held.containsKey(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .sorted(Comparator.comparing(TimerTable.Due::at).thenComparing(TimerTable.Due::id))
                .toList();
        return free.isEmpty() ? List.of() : table.take(free);
    }

    @Override
    public int putOff(Timer timer, IntFunction<Instant> until) {
        sendTimers();
        return new TimerTable(transaction.handle()).putOff(timer, until);
    }

    @Override
    public Optional<Instant> nextDue() {
        sendTimers();
        return super.nextDue();
    }

    @Override
    public Optional<Instant> nextDueBut(Timer.Kind kind) {
        sendTimers();
        return super.nextDueBut(kind);
    }

    /** Sends what is still to be written; the last thing before the commit. */
    void finish() {
        if (!claims.isEmpty()) {
            seen.claimAll(transaction, claims, wallTime.instant());
            claims.clear();
        }
        sendConfirmations();
        sendEntries();
        sendTimers();
        outbox.add(transaction, promises);
        promises.clear();
        leaveStamps();
    }

    private void leaveStamps() {
        Map<ReleaseKey, UUID> stamps = new TreeMap<>();
        written.forEach(key -> stamps.put(key, UUID.randomUUID()));
        if (!stamps.isEmpty()) {
            releases.stamp(stamps);
        }
        if (saysOtherwise) {
            new SharedStampTable(transaction.handle()).leaveOnReviews();
            saysOtherwise = false;
        }
        contents.forEach((key, content) -> content.endsWith(links.get(key)));
        held.forEach((key, row) -> row.stamp().ifPresent(stamp -> stamps.putIfAbsent(key, stamp)));
        transaction.afterCommit(() -> contents.forEach((key, content) -> {
            UUID stamp = stamps.get(key);
            if (stamp != null) {
                cache.keep(key, stamp, content);
            }
        }));
        written.clear();
    }

    boolean hasScheduled() {
        return timersChanged;
    }

    private void sendConfirmations() {
        ConfirmationTable table = new ConfirmationTable(transaction.handle());
        if (!addedConfirmations.isEmpty()) {
            table.insert(addedConfirmations);
            addedConfirmations.clear();
        }
        if (!changedConfirmations.isEmpty()) {
            table.update(changedConfirmations);
            changedConfirmations.clear();
        }
    }

    private void sendEntries() {
        if (!entries.isEmpty()) {
            new EventTable(transaction.handle()).insert(entries);
            entries.clear();
        }
    }

    private void sendTimers() {
        if (!timers.isEmpty()) {
            new TimerTable(transaction.handle()).insert(timers);
            timers.clear();
        }
    }

    /** Every write asks for the row first. */
    private Held held(String operation, ReleaseKey key) {
        Held row = held.get(key);
        if (row == null) {
            throw new IllegalStateException(
                    operation + " " + key + ": its row isn't held; lock it before anything else of it is read");
        }
        written.add(key);
        return row;
    }
}
