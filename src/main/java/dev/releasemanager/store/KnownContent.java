package dev.releasemanager.store;

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.OpenReview;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollout.Rollout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has looked up of one release whose row it holds, so that it asks the database once: nobody else can
 * write it meanwhile. An act judges the gate before and after, and each time wants the whole release: that was 115
 * statements for an answer, and is 37. Lives as long as the transaction, and forgets what the act itself writes.
 */
final class KnownContent {
    final Once<List<Change>> changes = new Once<>();
    final Once<Details> details = new Once<>();
    final Once<RollbackPlan> plan = new Once<>();
    final Once<Assurances> assurances = new Once<>();
    final Once<Rollout> rollout = new Once<>();
    final Once<List<OpenReview>> reviewsAwaited = new Once<>();
    final Once<List<Lesson>> lessons = new Once<>();
    private final Map<Integer, Once<Map<TeamId, List<PersonId>>>> asked = new HashMap<>();
    private final Map<Integer, Once<List<Confirmation>>> confirmations = new HashMap<>();

    /** One thing, looked up when it is first wanted. */
    static final class Once<T> {
        private @Nullable T known;

        T or(Supplier<T> lookUp) {
            T value = known;
            if (value == null) {
                value = lookUp.get();
                known = value;
            }
            return value;
        }
    }

    Once<Map<TeamId, List<PersonId>>> asked(int round) {
        return asked.computeIfAbsent(round, none -> new Once<>());
    }

    Once<List<Confirmation>> confirmations(int round) {
        return confirmations.computeIfAbsent(round, none -> new Once<>());
    }

    void forgetConfirmations() {
        confirmations.clear();
    }
}
