package dev.releasemanager.store;

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.OpenReview;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollout.Rollout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What has been looked up of one release while its row was held, so that the database is asked once: nobody else can write
 * it meanwhile. An act judges the gate before and after, and each time wants the whole release: that was 115 statements for
 * an answer, and is 38; and 9 where {@link ContentCache} has it from the act before.
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
    private @Nullable UUID stampOfOthers;
    private RecordEntry.@Nullable Link lastLink;
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

        void forget() {
            known = null;
        }

        void change(UnaryOperator<T> change) {
            T value = known;
            if (value != null) {
                known = change.apply(value);
            }
        }
    }

    Once<Map<TeamId, List<PersonId>>> asked(int round) {
        return asked.computeIfAbsent(round, none -> new Once<>());
    }

    Once<List<Confirmation>> confirmations(int round) {
        return confirmations.computeIfAbsent(round, none -> new Once<>());
    }

    /** How many changes are known of it. */
    int size() {
        List<Change> known = changes.known;
        return known == null ? 0 : known.size();
    }

    /** Releases wait for each other's reviews, and learn from each other. */
    void forgetWhatOthersSay() {
        reviewsAwaited.forget();
        lessons.forget();
    }

    /** What others say is known as it was at that stamp of {@link SharedStampTable}. */
    KnownContent ofOthersAt(UUID stamp) {
        if (!stamp.equals(stampOfOthers)) {
            forgetWhatOthersSay();
            stampOfOthers = stamp;
        }
        return this;
    }

    /** The end of its record. */
    Optional<RecordEntry.Link> lastLink() {
        return Optional.ofNullable(lastLink);
    }

    void endsWith(RecordEntry.@Nullable Link link) {
        lastLink = link;
    }

    /** As they stand in the table's order: by their moments, and of one moment in the order in which they came. */
    void add(Confirmation confirmation) {
        confirmations(confirmation.round()).change(before -> {
            List<Confirmation> after = new ArrayList<>(before);
            int place = after.size();
            while (place > 0 && after.get(place - 1).at().isAfter(confirmation.at())) {
                place--;
            }
            after.add(place, confirmation);
            return List.copyOf(after);
        });
    }

    /** In the place of the last one of the same team, person and moment. */
    void replace(Confirmation confirmation) {
        confirmations(confirmation.round()).change(before -> {
            List<Confirmation> after = new ArrayList<>(before);
            int place = after.size() - 1;
            while (place >= 0 && !isSame(after.get(place), confirmation)) {
                place--;
            }
            if (place >= 0) {
                after.set(place, confirmation);
            }
            return List.copyOf(after);
        });
    }

    private static boolean isSame(Confirmation one, Confirmation other) {
        return one.at().equals(other.at())
                && one.person().equals(other.person())
                && one.team().equals(other.team());
    }
}
