package dev.releasemanager.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetsTest {
    private static final Charge CHANNEL = new Charge("post/C1", 1, Duration.ofSeconds(1));
    private static final Charge WORKSPACE = new Charge("post", 3, Duration.ofMillis(200));

    private final WallClock clock = new WallClock();
    private final Budgets budgets = new Budgets(clock);

    @Test
    void a_burst_is_given_at_once_and_then_one_use_for_each_refill() {
        for (int i = 0; i < 3; i++) {
            assertThat(budgets.take(List.of(WORKSPACE))).isTrue();
        }
        assertThat(budgets.take(List.of(WORKSPACE))).isFalse();
        assertThat(budgets.untilFree(List.of(WORKSPACE))).isEqualTo(Duration.ofMillis(200));
        clock.pass(Duration.ofMillis(200));
        assertThat(budgets.take(List.of(WORKSPACE))).isTrue();
        assertThat(budgets.take(List.of(WORKSPACE))).isFalse();
    }

    @Test
    void nothing_is_taken_when_one_of_several_budgets_is_out() {
        assertThat(budgets.take(List.of(CHANNEL, WORKSPACE))).isTrue();
        assertThat(budgets.take(List.of(WORKSPACE, CHANNEL))).isFalse();
        assertThat(budgets.take(List.of(WORKSPACE))).isTrue();
        assertThat(budgets.take(List.of(WORKSPACE))).isTrue();
        assertThat(budgets.take(List.of(WORKSPACE))).isFalse();
    }

    @Test
    void what_is_given_back_can_be_taken_again_but_not_hoarded() {
        assertThat(budgets.take(List.of(CHANNEL))).isTrue();
        budgets.giveBack(List.of(CHANNEL));
        budgets.giveBack(List.of(CHANNEL));
        assertThat(budgets.take(List.of(CHANNEL))).isTrue();
        assertThat(budgets.take(List.of(CHANNEL))).isFalse();
    }

    @Test
    void one_who_asks_to_be_left_alone_is_left_alone_until_then_and_gets_no_burst_after() {
        budgets.shut("post", Duration.ofSeconds(30));
        assertThat(budgets.untilFree(List.of(CHANNEL, WORKSPACE))).isEqualTo(Duration.ofSeconds(30));
        clock.pass(Duration.ofMillis(29_999));
        assertThat(budgets.take(List.of(WORKSPACE))).isFalse();
        assertThat(budgets.take(List.of(CHANNEL))).isTrue();
        clock.pass(Duration.ofMillis(1));
        assertThat(budgets.take(List.of(WORKSPACE))).isTrue();
        assertThat(budgets.take(List.of(WORKSPACE))).isFalse();
    }

    @Test
    void a_shorter_wish_does_not_end_a_longer_one() {
        budgets.shut("post", Duration.ofSeconds(30));
        budgets.shut("post", Duration.ofSeconds(1));
        assertThat(budgets.untilFree(List.of(WORKSPACE))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void no_minute_ever_sees_more_than_its_limit() {
        Charge update = Charge.perMinute("chat.update", 50, 10);
        Deque<Long> taken = new ArrayDeque<>();
        for (int step = 0; step < 3_000; step++) {
            clock.pass(Duration.ofMillis(100));
            // Rests now and then, so that bursts are saved up.
            boolean rests = step / 400 % 2 == 1;
            while (!rests && budgets.take(List.of(update))) {
                taken.addLast(clock.getAsLong());
            }
            long minuteAgo = clock.getAsLong() - Duration.ofMinutes(1).toNanos();
            while (!taken.isEmpty() && taken.getFirst() <= minuteAgo) {
                taken.removeFirst();
            }
            assertThat(taken).hasSizeLessThanOrEqualTo(50);
        }
        assertThat(taken).isNotEmpty();
    }

    @Test
    void thousands_of_channels_are_forgotten_when_they_are_full_again() {
        for (int i = 0; i < 20_000; i++) {
            assertThat(budgets.take(List.of(new Charge("post/C" + i, 1, Duration.ofMillis(1)))))
                    .isTrue();
            clock.pass(Duration.ofMillis(1));
        }
        assertThat(budgets.size()).isLessThanOrEqualTo(5_001);
    }

    @Test
    void a_budget_of_nothing_is_a_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Charge("x", 0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Charge("x", 1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Charge.perMinute("x", 10, 10));
    }
}
