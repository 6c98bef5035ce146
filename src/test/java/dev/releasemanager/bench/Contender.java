package dev.releasemanager.bench;

import dev.releasemanager.release.ReleaseKey;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who takes answers: the bot, and what it is compared with. */
abstract class Contender implements AutoCloseable {
    static final int SPREAD_OVER = 64;

    /** Where the clickers meet. */
    enum Mode {
        SPREAD("spread over 64"),
        ONE("on one release");

        private final String words;

        Mode(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final String name;
    private final Map<Mode, Slots> slots = new EnumMap<>(Mode.class);

    Contender(String name, List<ReleaseKey> releases) {
        this.name = name;
        int shared = Math.max(1, releases.size() / 4);
        slots.put(Mode.ONE, new Slots(releases.subList(0, shared), 1));
        slots.put(Mode.SPREAD, new Slots(releases.subList(shared, releases.size()), SPREAD_OVER));
    }

    String name() {
        return name;
    }

    /** Answers and takes back, for one clicker. */
    interface Hand extends AutoCloseable {
        boolean ready(ReleaseKey release) throws IOException, SQLException;

        boolean withdraw(ReleaseKey release) throws IOException, SQLException;

        @Override
        void close() throws IOException;
    }

    abstract Hand hand(int person) throws IOException;

    /** How many can be at it at a time. */
    int atOnce(int wanted) {
        return wanted;
    }

    /** What the processors have done for its own process so far; empty if it has none. */
    Optional<Duration> computed() {
        return Optional.empty();
    }

    /** Waits until what it does after its answers is done. */
    void settle() {}

    final Latencies run(Mode mode, int wanted, Duration during) {
        Slots among = Objects.requireNonNull(slots.get(mode));
        int atOnce = atOnce(wanted);
        return Load.run(atOnce, during, number -> new Clicker(hand(number), among, number, atOnce));
    }

    /** One person: answers on a release, takes it back, goes on to the next. */
    private static final class Clicker implements Load.Doer {
        private final Hand hand;
        private final List<Integer> slots = new ArrayList<>();
        private final Slots among;
        private int turn;
        private @Nullable ReleaseKey answered;

        Clicker(Hand hand, Slots among, int number, int atOnce) {
            this.hand = hand;
            this.among = among;
            for (int slot = number % among.size(); slot < among.size(); slot += atOnce) {
                slots.add(slot);
            }
        }

        @Override
        public boolean act() throws IOException, SQLException {
            ReleaseKey mine = answered;
            if (mine != null) {
                answered = null;
                return hand.withdraw(mine);
            }
            ReleaseKey next = among.next(slots.get(turn++ % slots.size()));
            boolean taken = hand.ready(next);
            answered = next;
            return taken;
        }

        @Override
        public void close() throws IOException {
            try (hand) {
                ReleaseKey mine = answered;
                if (mine != null) {
                    boolean unused = hand.withdraw(mine);
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public abstract void close();
}
