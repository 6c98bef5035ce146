package dev.releasemanager.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feature: copies of one delivery that come while the first is acted upon. */
@Timeout(20)
class UnderWayTest {
    private static final int COPIES = 20;

    private final CountDownLatch mayEnd = new CountDownLatch(1);

    /** A delivery on a thread of its own, and what came of it. */
    private record Running(Thread thread, CompletableFuture<String> answer) {
        static Running of(UnderWay underWay, Supplier<String> act) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    answer.complete(underWay.once("click", act, () -> "repeated"));
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            thread.start();
            return new Running(thread, answer);
        }

        Running untilItWaits() {
            while (thread.getState() != Thread.State.TIMED_WAITING && !answer.isDone()) {
                Thread.onSpinWait();
            }
            return this;
        }

        StoreUnavailable failure() {
            Throwable failure = answer.handle((said, e) -> e).join();
            assertThat(failure).isInstanceOf(StoreUnavailable.class);
            return (StoreUnavailable) failure;
        }
    }

    private String held(Supplier<String> end) {
        try {
            assertThat(mayEnd.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return end.get();
    }

    private static String copyActs() {
        throw new AssertionError("a copy acted");
    }

    @Test
    void wait_for_it_and_are_repetitions() {
        UnderWay underWay = new UnderWay();
        Running first = Running.of(underWay, () -> held(() -> "acted")).untilItWaits();
        List<Running> copies = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            copies.add(Running.of(underWay, UnderWayTest::copyActs).untilItWaits());
        }
        assertThat(copies).noneMatch(copy -> copy.answer().isDone());
        mayEnd.countDown();

        assertThat(first.answer().join()).isEqualTo("acted");
        assertThat(copies).allMatch(copy -> copy.answer().join().equals("repeated"));
    }

    @Test
    void hold_up_no_other_delivery_and_none_that_comes_afterwards() {
        UnderWay underWay = new UnderWay();
        Running first = Running.of(underWay, () -> held(() -> "acted")).untilItWaits();

        assertThat(underWay.once("another", () -> "acted too", () -> "repeated"))
                .isEqualTo("acted too");
        mayEnd.countDown();
        assertThat(first.answer().join()).isEqualTo("acted");
        assertThat(underWay.once("click", () -> "asks the store", () -> "repeated"))
                .isEqualTo("asks the store");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void know_as_much_as_it_does_of_whether_it_was_stored(boolean unknown) {
        UnderWay underWay = new UnderWay();
        Running first = Running.of(
                        underWay,
                        () -> held(() -> {
                            throw new StoreUnavailable("away", new IllegalStateException(), unknown);
                        }))
                .untilItWaits();
        Running copy = Running.of(underWay, UnderWayTest::copyActs).untilItWaits();
        mayEnd.countDown();

        assertThat(first.failure().isOutcomeUnknown()).isEqualTo(unknown);
        assertThat(copy.failure().isOutcomeUnknown()).isEqualTo(unknown);
    }

    @Test
    void act_themselves_after_one_that_failed_by_a_bug() {
        UnderWay underWay = new UnderWay();
        Running unused = Running.of(
                        underWay,
                        () -> held(() -> {
                            throw new IllegalStateException("planted");
                        }))
                .untilItWaits();
        Running copy = Running.of(underWay, () -> "acted").untilItWaits();
        mayEnd.countDown();

        assertThat(copy.answer().join()).isEqualTo("acted");
    }

    @Test
    void do_not_call_themselves_void_when_it_takes_too_long() {
        UnderWay underWay = new UnderWay(Duration.ofMillis(20));
        Running first = Running.of(underWay, () -> held(() -> "acted")).untilItWaits();

        StoreUnavailable copy =
                catchThrowableOfType(StoreUnavailable.class, () -> underWay.once("click", () -> "no", () -> "no"));
        mayEnd.countDown();

        assertThat(copy.isOutcomeUnknown()).isTrue();
        assertThat(first.answer().join()).isEqualTo("acted");
    }
}
