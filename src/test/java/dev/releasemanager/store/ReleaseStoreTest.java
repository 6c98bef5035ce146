package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.CHANNEL;
import static dev.releasemanager.store.Releases.DIGEST;
import static dev.releasemanager.store.Releases.DIRK;
import static dev.releasemanager.store.Releases.IDENTITY;
import static dev.releasemanager.store.Releases.MIA;
import static dev.releasemanager.store.Releases.NOW;
import static dev.releasemanager.store.Releases.OLGA;
import static dev.releasemanager.store.Releases.PAYMENTS;
import static dev.releasemanager.store.Releases.after;
import static dev.releasemanager.store.Releases.entry;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.outboxIn;
import static dev.releasemanager.store.Releases.release;
import static dev.releasemanager.store.Releases.storeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.Revision;
import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.coordination.Timer;
import dev.releasemanager.criteria.Evidence;
import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.ExceptionRequest;
import dev.releasemanager.gate.Hold;
import dev.releasemanager.gate.StatedEvidence;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.RotaId;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Acceptance;
import dev.releasemanager.rollback.Authorship;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.Preparedness;
import dev.releasemanager.rollback.ReversalTest;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.RollbackOrder;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Trigger;
import dev.releasemanager.rollout.FlagMark;
import dev.releasemanager.rollout.Mark;
import dev.releasemanager.rollout.NoticeRead;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.rollout.Staged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseStoreTest {
    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(TestDatabase.h2());
        }

        @Test
        void an_act_waits_until_the_one_before_it_is_stored_and_who_only_looks_waits_for_nobody() throws Exception {
            given(release(1), release(2));
            List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
            act(transaction -> {
                transaction.update(transaction.lock(key(1)).orElseThrow().ownedBy(DIRK));
                assertThat(elsewhere(() -> stored(1).owner())).isEqualTo(OLGA);
                waiting.add(StoreContract.supplying(() -> store.write(
                        other -> other.find(key(1)).orElseThrow().owner().equals(DIRK))));
                await(1, database()::waitingForTurn);
                assertThat(waiting.get(0)).isNotDone();
            });
            assertThat(waiting.get(0).get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Nested
    class OnPostgres extends SideBySide {
        OnPostgres() {
            super(TestDatabase.postgres());
        }
    }

    /** Ends of texts that one of the databases, or JSON, or SQL could trip over. */
    private static final String HOSTILE = "nul \u0000 sub \u001A\u001A0000 lone \uD800 \uDC00\uD800 pair \uD83D\uDE80"
            + " rtl \u202E quote ' \" \\ \n\r\t \u2028 <!channel> & :key ? {} ${x} \uFFFF\uD800";

    abstract static class Contract extends StoreContract {
        ReleaseStore store;
        private OutboxStore outbox;

        Contract(TestDatabase testDatabase) {
            super(testDatabase);
        }

        @BeforeEach
        void open() {
            outbox = outboxIn(database());
            store = new ReleaseStore(database(), outbox, InstantSource.fixed(NOW));
        }

        void act(Consumer<dev.releasemanager.coordination.Transaction> work) {
            act(store, work);
        }

        static void act(ReleaseStore store, Consumer<dev.releasemanager.coordination.Transaction> work) {
            store.write(transaction -> {
                work.accept(transaction);
                return true;
            });
        }

        void given(Release... releases) {
            act(transaction -> Stream.of(releases).forEach(transaction::insert));
        }

        Timer timer(long number, long minute) {
            return new Timer(key(number), Timer.Kind.REMINDER, 2, after(minute), HOSTILE);
        }

        Optional<Timer> taken(Instant now) {
            return store.write(transaction -> transaction.takeDue(now));
        }

        List<Timer> takenTogether(Instant now, int most) {
            return store.write(transaction -> transaction.takeDue(now, most));
        }

        Optional<Instant> nextDue() {
            return store.read(Reading::nextDue);
        }

        /** Of two of them more than one. */
        void timersOfThreeReleases() {
            releases(3);
            act(transaction -> {
                transaction.schedule(timer(3, 1));
                transaction.schedule(timer(1, 2));
                transaction.schedule(timer(3, 3));
                transaction.schedule(timer(2, 4));
                transaction.schedule(timer(1, 20));
            });
        }

        void releases(int many) {
            act(transaction -> IntStream.rangeClosed(1, many).forEach(i -> transaction.insert(release(i))));
        }

        Release stored(long number) {
            return store.read(reading -> reading.find(key(number)).orElseThrow());
        }

        List<Long> numbers(java.util.function.Function<Reading, List<Release>> question) {
            return store.read(question).stream()
                    .map(release -> release.key().number())
                    .toList();
        }

        @Nested
        class ARelease {
            static Stream<ReleaseState> states() {
                Checkpoint checkpoint = new Checkpoint(3, after(10), after(70));
                Call go = new Call(DIRK, after(20), 7, "c".repeat(64), HOSTILE);
                ReleaseState.RollingOut rollout = new ReleaseState.RollingOut(checkpoint, go, OLGA, after(30));
                return Stream.concat(
                        Stream.of(
                                new ReleaseState.Planning(Optional.empty()),
                                new ReleaseState.Planning(Optional.of(checkpoint)),
                                new ReleaseState.Polling(checkpoint),
                                new ReleaseState.Cleared(checkpoint, go),
                                new ReleaseState.Cancelled(MIA, HOSTILE, after(5)),
                                rollout,
                                new ReleaseState.Stopped(rollout, Optional.of(MIA), HOSTILE, after(31)),
                                new ReleaseState.Stopped(rollout, Optional.empty(), "by itself", after(31)),
                                new ReleaseState.RollingBack(rollout, Optional.of(MIA), HOSTILE, after(32)),
                                new ReleaseState.RolledBack(rollout, HOSTILE, after(33)),
                                new ReleaseState.Completed(rollout, after(34), after(99))),
                        Stream.of(ReleaseState.Cause.values())
                                .flatMap(cause -> Stream.of(
                                        new ReleaseState.Delayed(cause, HOSTILE, after(6), Optional.empty()),
                                        new ReleaseState.Delayed(cause, "", after(6), Optional.of(checkpoint)))));
            }

            @ParameterizedTest
            @MethodSource("states")
            void comes_back_as_it_was_inserted_and_as_it_was_updated(ReleaseState state) {
                Release inserted = release(1).with(state);
                given(inserted, release(2).with(new ReleaseState.Cancelled(OLGA, "why", NOW)));
                Release updated =
                        release(2).with(state).revised(4, "e".repeat(64)).delegatedTo(Optional.of(DIRK));
                act(transaction -> {
                    transaction.lock(key(2));
                    transaction.update(updated);
                    assertThat(transaction.find(key(2))).contains(updated);
                });
                assertThat(stored(1)).isEqualTo(inserted);
                assertThat(stored(2)).isEqualTo(updated);
                act(transaction -> assertThat(transaction.lock(key(2))).contains(updated));
            }

            @Test
            void keeps_its_rollout_and_adds_to_what_was_said_in_it() {
                given(release(1));
                Stage staging = Stage.staging(Duration.ofHours(2));
                StageRun begun = StageRun.begun(1, staging, List.of("b", "a" + HOSTILE), OLGA, NOW);
                Rollout first = Rollout.NONE.with(begun);
                rollout(first);

                StageRun judged = begun.with(new Mark("b", Mark.Kind.DEPLOYED, "1" + HOSTILE, "", DIRK, after(1)))
                        .with(new Mark("b", Mark.Kind.FAILED, "1", HOSTILE, DIRK, after(2)))
                        .with(new Mark("b", Mark.Kind.VERIFIED, "1", "", DIRK, after(3)))
                        .baking(after(3))
                        .ended(new StageRun.End(StageRun.Result.NO_JUDGEMENT, after(200), List.of("why", HOSTILE)));
                rollout(first.with(judged));
                Rollout more = first.with(judged)
                        .with(Staged.PLAN)
                        .with(StageRun.begun(2, Stage.production(5, Duration.ofMinutes(7)), List.of("b"), MIA, NOW))
                        .with(new NoticeRead(3, MIA, after(4)));
                rollout(more);
                rollout(more.with(judged.baking(after(300))));
                FlagMark asked =
                        new FlagMark("pay" + HOSTILE, FlagMark.Kind.ASKED, Optional.empty(), 0, "", "", after(5));
                Rollout dark = more.with(asked);
                rollout(dark);
                rollout(dark.with(new FlagMark(
                        "pay", FlagMark.Kind.FAILS, Optional.of(MIA), 25, HOSTILE, "https://a.example", after(6))));
            }

            private void rollout(Rollout rollout) {
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.put(key(1), rollout);
                });
                assertThat(store.<Rollout>read(reading -> reading.rollout(key(1))))
                        .isEqualTo(rollout);
            }

            @Test
            void keeps_every_character_of_what_people_wrote_and_the_order_of_its_teams() {
                Profile hostile = new Profile(
                        HOSTILE,
                        HOSTILE + HOSTILE,
                        ReleaseKind.HOTFIX,
                        NOW,
                        ZoneId.of("+05:45"),
                        List.of(new TeamId("z{\",\"}"), new TeamId(HOSTILE), new TeamId("NULL"), PAYMENTS),
                        new ChannelId("C" + HOSTILE),
                        Optional.of(HOSTILE));
                Release release = release(1).with(hostile).ownedBy(new PersonId(HOSTILE));
                given(release);
                assertThat(stored(1)).isEqualTo(release);
                assertThat(numbers(reading -> reading.openIn(new ChannelId("C" + HOSTILE))))
                        .containsExactly(1L);
                assertThat(numbers(reading -> reading.concerning(MIA, List.of(new TeamId(HOSTILE)), 5)))
                        .containsExactly(1L);
            }

            @Test
            void that_was_never_made_is_not_found_and_not_locked() {
                assertThat(store.<Optional<Release>>read(reading -> reading.find(key(9))))
                        .isEmpty();
                act(transaction -> assertThat(transaction.lock(key(9))).isEmpty());
            }

            @Test
            void is_not_written_by_who_does_not_hold_its_row() {
                given(release(1));
                assertThatIllegalStateException()
                        .isThrownBy(() -> act(transaction -> transaction.update(release(1))))
                        .withMessageContaining("update PAY-1")
                        .withMessageContaining("lock it");
                assertThatIllegalStateException()
                        .isThrownBy(() -> act(
                                transaction -> transaction.append(entry(Optional.empty(), key(1), "release_opened"))))
                        .withMessageContaining("PAY-1");
            }

            @Test
            void is_locked_after_those_with_smaller_keys_or_not_at_all() {
                given(release(9), release(10));
                act(transaction -> {
                    assertThat(transaction.lock(key(9))).isPresent();
                    assertThat(transaction.lock(key(10))).isPresent();
                    assertThat(transaction.lock(key(9))).isPresent();
                });
                assertThatIllegalStateException()
                        .isThrownBy(() -> act(transaction -> {
                            transaction.lock(key(10));
                            transaction.lock(key(9));
                        }))
                        .withMessageContaining("PAY-10 is held already");
            }
        }

        @Nested
        class Instants {
            @ParameterizedTest
            @ValueSource(strings = {"Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "UTC"})
            void come_back_to_the_millisecond_whatever_the_zone_of_machine_and_session(String zone) {
                TimeZone usual = TimeZone.getDefault();
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                try (Database elsewhere = testDatabase().another()) {
                    ReleaseStore there = storeIn(elsewhere);
                    List<Instant> odd = List.of(
                            NOW,
                            NOW.plus(Duration.ofHours(1)),
                            Instant.parse("2026-03-29T01:30:00.001Z"),
                            Instant.parse("2026-12-31T23:59:59.999Z"),
                            Instant.EPOCH,
                            Instant.parse("1883-11-18T17:00:00Z"),
                            Instant.parse("2999-02-28T12:00:00Z"));
                    act(there, transaction -> IntStream.range(0, odd.size())
                            .forEach(i -> transaction.insert(
                                    release(key(i + 1), OLGA, List.of(PAYMENTS), odd.get(i), CHANNEL))));
                    TimeZone.setDefault(usual);
                    for (int i = 0; i < odd.size(); i++) {
                        assertThat(stored(i + 1).profile().target()).isEqualTo(odd.get(i));
                    }
                    assertThat(numbers(reading -> reading.open(2))).containsExactly(6L, 5L);
                } finally {
                    TimeZone.setDefault(usual);
                }
            }
        }

        @Nested
        class Lists {
            @Test
            void of_a_channel_show_what_is_open_there_newest_first() {
                given(release(9), release(10), release(11));
                given(release(key(12), OLGA, List.of(PAYMENTS), NOW, new ChannelId("COTHER")));
                act(transaction -> {
                    Release tenth = transaction.lock(key(10)).orElseThrow();
                    transaction.update(tenth.with(new ReleaseState.Cancelled(OLGA, "superseded", NOW)));
                });
                assertThat(numbers(reading -> reading.openIn(CHANNEL))).containsExactly(11L, 9L);
                assertThat(numbers(reading -> reading.newest(3))).containsExactly(12L, 11L, 10L);
                assertThat(numbers(reading -> reading.open(10))).containsExactly(12L, 9L, 11L);
                assertThat(numbers(reading -> reading.open(1))).containsExactly(12L);
            }

            @Test
            void of_a_channel_end_after_fifty() {
                given(LongStream.rangeClosed(1, 60).mapToObj(Releases::release).toArray(Release[]::new));
                assertThat(numbers(reading -> reading.openIn(CHANNEL)))
                        .hasSize(50)
                        .startsWith(60L, 59L)
                        .endsWith(11L);
            }

            @Test
            void of_what_concerns_somebody_follow_every_way_of_being_concerned() {
                TeamId other = new TeamId("other");
                PersonId paul = new PersonId("UPAUL");
                given(
                        release(key(1), paul, List.of(other), after(50), CHANNEL),
                        release(key(2), OLGA, List.of(other), after(40), CHANNEL)
                                .delegatedTo(Optional.of(paul)),
                        release(key(3), OLGA, List.of(other), after(30), CHANNEL),
                        release(key(4), OLGA, List.of(other, PAYMENTS), after(20), CHANNEL),
                        release(key(5), OLGA, List.of(other), after(10), CHANNEL));
                act(transaction -> {
                    transaction.lock(key(3));
                    transaction.keepAsked(key(3), 1, Map.of(other, List.of(paul, MIA)));
                });
                assertThat(numbers(reading -> reading.concerning(paul, List.of(PAYMENTS), 10)))
                        .containsExactly(4L, 3L, 2L, 1L);
                assertThat(numbers(reading -> reading.concerning(paul, List.of(PAYMENTS, other), 2)))
                        .containsExactly(5L, 4L);
                assertThat(numbers(reading -> reading.concerning(MIA, List.of(), 10)))
                        .containsExactly(3L);
                assertThat(numbers(reading -> reading.concerning(new PersonId("payments"), List.of(), 10)))
                        .isEmpty();
            }

            @Test
            void of_what_concerns_somebody_follow_what_happens_to_the_release() {
                given(release(1), release(2));
                act(transaction -> {
                    Release first = transaction.lock(key(1)).orElseThrow();
                    transaction.keepAsked(key(1), 1, Map.of(PAYMENTS, List.of(MIA)));
                    transaction.update(first.ownedBy(DIRK));
                });
                assertThat(numbers(reading -> reading.concerning(OLGA, List.of(), 9)))
                        .containsExactly(2L);
                assertThat(numbers(reading -> reading.concerning(DIRK, List.of(), 9)))
                        .containsExactly(1L);
                assertThat(numbers(reading -> reading.concerning(MIA, List.of(), 9)))
                        .containsExactly(1L);
                act(transaction -> {
                    Release first = transaction.lock(key(1)).orElseThrow();
                    Profile later = release(key(1), DIRK, List.of(IDENTITY), after(9_999), CHANNEL)
                            .profile();
                    transaction.update(first.with(later));
                });
                assertThat(numbers(reading -> reading.concerning(MIA, List.of(IDENTITY), 9)))
                        .containsExactly(2L, 1L);
                assertThat(numbers(reading -> reading.concerning(DIRK, List.of(PAYMENTS), 9)))
                        .containsExactly(2L, 1L);
                act(transaction -> {
                    Release first = transaction.lock(key(1)).orElseThrow();
                    transaction.update(first.with(new ReleaseState.Cancelled(DIRK, "no", NOW)));
                    transaction.keepAsked(key(1), 2, Map.of(PAYMENTS, List.of(OLGA)));
                });
                assertThat(numbers(reading -> reading.concerning(DIRK, List.of(IDENTITY), 9)))
                        .containsExactly(2L);
                assertThat(numbers(reading -> reading.concerning(MIA, List.of(), 9)))
                        .isEmpty();
            }
        }

        @Nested
        class TheManifest {
            private static Change change(int id, String title) {
                return new Change(
                        new ChangeId(id),
                        PAYMENTS,
                        "api",
                        "feature",
                        title,
                        "https://code.example/" + id,
                        Optional.empty(),
                        "nothing",
                        Optional.of(HOSTILE),
                        Optional.empty());
            }

            @Test
            void has_its_changes_by_id_each_put_over_the_one_before() {
                given(release(1), release(2));
                act(transaction -> {
                    transaction.lock(key(1));
                    ChangeId first = transaction.nextChange(key(1));
                    ChangeId second = transaction.nextChange(key(1));
                    assertThat(List.of(first, second)).containsExactly(new ChangeId(1), new ChangeId(2));
                    transaction.put(key(1), change(2, "second"));
                    transaction.put(key(1), change(1, "first"));
                    transaction.put(key(1), change(2, HOSTILE));
                });
                assertThat(store.<List<Change>>read(reading -> reading.changes(key(1))))
                        .containsExactly(change(1, "first"), change(2, HOSTILE));
                assertThat(store.<List<Change>>read(reading -> reading.changes(key(2))))
                        .isEmpty();
            }

            @Test
            void is_read_as_the_act_has_just_written_it_each_time_anew() {
                given(release(1));
                act(transaction -> {
                    transaction.lock(key(1));
                    assertThat(transaction.changes(key(1))).isEmpty();
                    assertThat(transaction.assurances(key(1))).isEqualTo(Assurances.NONE);
                    assertThat(transaction.rollbackPlan(key(1))).isEqualTo(RollbackPlan.EMPTY);
                    assertThat(transaction.confirmations(key(1), 1)).isEmpty();
                    assertThat(transaction.asked(key(1), 1)).isEmpty();
                    transaction.put(key(1), change(1, "first"));
                    assertThat(transaction.changes(key(1))).containsExactly(change(1, "first"));
                    transaction.remove(key(1), new ChangeId(1));
                    assertThat(transaction.changes(key(1))).isEmpty();
                    Assurances held = Assurances.NONE.with(new Hold(1, DIRK, after(2), "why"));
                    transaction.put(key(1), held);
                    assertThat(transaction.assurances(key(1))).isEqualTo(held);
                    RollbackPlan plan = RollbackPlan.EMPTY.with(new Step(
                            1, "what", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
                    transaction.put(key(1), plan);
                    assertThat(transaction.rollbackPlan(key(1))).isEqualTo(plan);
                    Confirmation ready = Confirmation.ready(1, PAYMENTS, MIA, 2, DIGEST, after(1));
                    transaction.add(key(1), ready);
                    assertThat(transaction.confirmations(key(1), 1)).containsExactly(ready);
                    transaction.update(key(1), ready.expired(after(2)));
                    assertThat(transaction.confirmations(key(1), 1)).containsExactly(ready.expired(after(2)));
                    transaction.keepAsked(key(1), 1, Map.of(PAYMENTS, List.of(MIA)));
                    assertThat(transaction.asked(key(1), 1)).isEqualTo(Map.of(PAYMENTS, List.of(MIA)));
                });
            }

            @Test
            void never_uses_the_id_of_a_removed_change_again() {
                given(release(1));
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.put(
                            key(1), change(transaction.nextChange(key(1)).value(), "gone soon"));
                });
                act(transaction -> {
                    Release release = transaction.lock(key(1)).orElseThrow();
                    transaction.remove(key(1), new ChangeId(1));
                    transaction.update(release.revised(2, DIGEST));
                });
                act(transaction -> {
                    transaction.lock(key(1));
                    assertThat(transaction.changes(key(1))).isEmpty();
                    assertThat(transaction.nextChange(key(1))).isEqualTo(new ChangeId(2));
                });
            }

            @Test
            @Tag("S1")
            void has_an_empty_rollback_plan_until_one_is_written_which_is_replaced_whole() {
                given(release(1), release(2));
                assertThat(store.<RollbackPlan>read(reading -> reading.rollbackPlan(key(1))))
                        .isEqualTo(RollbackPlan.EMPTY);
                Step bare =
                        new Step(7, HOSTILE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
                Step full = new Step(
                        3,
                        "switch it off",
                        Optional.of(new Executor.OfRota(new RotaId("night"), HOSTILE)),
                        Optional.of(Duration.ofMillis(90_500)),
                        Optional.of("the graph falls"),
                        Optional.of(PAYMENTS));
                RollbackPlan plan = new RollbackPlan(
                        List.of(bare, full),
                        List.of(new Trigger("b " + HOSTILE, true), new Trigger("a", false)),
                        Optional.of(Duration.ofDays(2)),
                        Optional.of(HOSTILE));
                RollbackPlan shorter = new RollbackPlan(List.of(full), List.of(), Optional.empty(), Optional.empty());
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.put(key(1), plan);
                    assertThat(transaction.rollbackPlan(key(1))).isEqualTo(plan);
                });
                assertThat(store.<RollbackPlan>read(reading -> reading.rollbackPlan(key(2))))
                        .isEqualTo(RollbackPlan.EMPTY);
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.put(key(1), shorter);
                });
                assertThat(store.<RollbackPlan>read(reading -> reading.rollbackPlan(key(1))))
                        .isEqualTo(shorter);
            }

            @Test
            void keeps_how_each_step_of_a_rollback_stands() {
                given(release(1), release(2));
                Step bare =
                        new Step(7, HOSTILE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
                Step full = new Step(
                        3,
                        "switch it off",
                        Optional.of(Executor.of(MIA)),
                        Optional.of(Duration.ofMillis(90_500)),
                        Optional.of(HOSTILE),
                        Optional.of(PAYMENTS));
                RollbackOrder order = new RollbackOrder(List.of(full, bare), List.of(), List.of(HOSTILE, "web"));
                Rollback begun = Rollback.start(Optional.empty(), HOSTILE, NOW, order, OLGA);
                Rollback further =
                        begun.cannot(3, MIA, after(60), HOSTILE).changed().orElseThrow();
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.put(key(1), begun);
                    assertThat(transaction.rollback(key(1))).contains(begun);
                });
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.put(key(1), further);
                });
                assertThat(store.<Optional<Rollback>>read(reading -> reading.rollback(key(1))))
                        .contains(further);
                assertThat(store.<Optional<Rollback>>read(reading -> reading.rollback(key(2))))
                        .isEmpty();
            }

            @Test
            void keeps_what_each_revision_consisted_of_however_long() {
                given(release(1));
                String content = HOSTILE.repeat(20_000);
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.keepRevision(key(1), new Revision(1, DIGEST, "{}", OLGA, NOW));
                    transaction.keepRevision(key(1), new Revision(2, DIGEST, content, OLGA, NOW));
                });
                assertThat(store.<Optional<Revision>>read(reading -> reading.revision(key(1), 2)))
                        .contains(new Revision(2, DIGEST, content, OLGA, NOW));
                assertThat(store.<Optional<Revision>>read(reading -> reading.revision(key(1), 3)))
                        .isEmpty();
            }

            private static Preparedness prepared() {
                ReversalTest named = new ReversalTest(
                        new ChangeId(4), MIA, HOSTILE, OLGA, after(2), Optional.empty(), Optional.empty());
                return Preparedness.NONE
                        .with(new Acceptance(1, DIGEST, MIA, after(2), Optional.empty()))
                        .with(new Acceptance(2, DIGEST, DIRK, after(3), Optional.of(HOSTILE)))
                        .with(named.refused(HOSTILE))
                        .with(new ReversalTest(
                                        new ChangeId(5), MIA, "b", OLGA, after(2), Optional.empty(), Optional.empty())
                                .attested(new ReversalTest.Attestation(
                                        DIGEST, after(3), "staging", "https://ci.example/1", HOSTILE, after(4))))
                        .with(new Authorship(new ChangeId(4), OLGA, DIRK, after(1)));
            }

            @Test
            void keeps_what_people_said_beside_the_manifest_and_replaces_it_whole() {
                given(release(1), release(2));
                ExceptionRequest asked =
                        new ExceptionRequest(2, "X2", "2026-11-27", HOSTILE, OLGA, after(3), Optional.empty());
                ExceptionRequest signed = new ExceptionRequest(3, "H2", "5", "why", OLGA, after(3), Optional.empty())
                        .answered(new ExceptionRequest.Answer(MIA, after(4), true, HOSTILE));
                Assurances said = Assurances.NONE
                        .with(new Hold(1, DIRK, after(2), HOSTILE))
                        .with(asked)
                        .with(signed)
                        .with(prepared());
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.put(key(1), said);
                });
                assertThat(store.<Assurances>read(reading -> reading.assurances(key(1))))
                        .isEqualTo(said);
                assertThat(store.<Assurances>read(reading -> reading.assurances(key(2))))
                        .isEqualTo(Assurances.NONE);
                Assurances next = said.without(said.holds().get(0))
                        .with(new StatedEvidence(
                                4,
                                1,
                                HOSTILE,
                                new Evidence("212 ms", Optional.of("0.2 s"), HOSTILE, after(3), OLGA.value(), HOSTILE),
                                after(4)))
                        .with(asked.answered(new ExceptionRequest.Answer(MIA, after(5), false, "")))
                        .with(prepared().keeping(step -> step == 2, id -> id.value() == 4));
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.put(key(1), next);
                });
                assertThat(store.<Assurances>read(reading -> reading.assurances(key(1))))
                        .isEqualTo(next);
                Assurances more = next.with(new StatedEvidence(
                        5,
                        1,
                        "x",
                        new Evidence("yes", Optional.empty(), "https://ci.example/1", after(5), MIA.value(), "CI"),
                        after(5)));
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.put(key(1), more);
                });
                assertThat(store.<Assurances>read(reading -> reading.assurances(key(1))))
                        .isEqualTo(more);
            }
        }

        @Nested
        class Confirmations {
            private static Confirmation ready(PersonId person, long minute) {
                return Confirmation.ready(1, PAYMENTS, person, 2, DIGEST, after(minute));
            }

            private static Confirmation notReady(PersonId person, long minute) {
                return Confirmation.notReady(1, PAYMENTS, person, HOSTILE, "tomorrow", 2, DIGEST, after(minute));
            }

            private List<Confirmation> answers(int round) {
                return store.read(reading -> reading.confirmations(key(1), round));
            }

            @Test
            void of_a_round_come_back_oldest_first_with_what_became_of_them() {
                given(release(1), release(2));
                Confirmation withdrawn = notReady(DIRK, 1)
                        .withdrawn(new Confirmation.Withdrawal(MIA, after(3), Optional.of("it works " + HOSTILE)));
                Confirmation expired = ready(MIA, 2).expired(after(4));
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.lock(key(2));
                    transaction.add(key(1), ready(MIA, 2));
                    transaction.add(key(1), notReady(DIRK, 1));
                    transaction.add(key(2), ready(OLGA, 1));
                    transaction.update(key(1), withdrawn);
                    transaction.update(key(1), expired);
                    assertThat(transaction.confirmations(key(1), 1)).containsExactly(withdrawn, expired);
                });
                assertThat(answers(1)).containsExactly(withdrawn, expired);
                assertThat(answers(2)).isEmpty();
            }

            @Test
            void of_one_person_at_one_moment_stay_apart() {
                given(release(1));
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.add(key(1), notReady(MIA, 1));
                    transaction.add(key(1), ready(MIA, 1));
                    transaction.update(key(1), ready(MIA, 1).expired(NOW));
                });
                assertThat(answers(1))
                        .containsExactly(notReady(MIA, 1), ready(MIA, 1).expired(NOW));
            }

            @Test
            void that_are_not_there_are_not_updated_in_silence() {
                given(release(1));
                assertThatIllegalStateException()
                        .isThrownBy(() -> act(transaction -> {
                            transaction.lock(key(1));
                            transaction.update(key(1), ready(MIA, 1));
                        }))
                        .withMessageContaining("0 rows");
            }

            @Test
            void are_asked_of_people_in_the_order_in_which_they_were_asked() {
                given(release(1));
                Map<TeamId, List<PersonId>> asked = new LinkedHashMap<>();
                asked.put(PAYMENTS, List.of(OLGA, DIRK));
                asked.put(IDENTITY, List.of(MIA));
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.keepAsked(key(1), 1, asked);
                    transaction.keepAsked(key(1), 1, Map.of(IDENTITY, List.of(MIA, DIRK)));
                });
                Map<TeamId, List<PersonId>> kept = store.read(reading -> reading.asked(key(1), 1));
                assertThat(kept)
                        .containsExactly(
                                Map.entry(PAYMENTS, List.of(OLGA, DIRK)), Map.entry(IDENTITY, List.of(MIA, DIRK)));
                assertThat(store.<Map<TeamId, List<PersonId>>>read(reading -> reading.asked(key(1), 2)))
                        .isEmpty();
            }
        }

        @Nested
        @Tag("A3")
        class TheRecord {
            @Test
            void comes_back_whole_so_that_its_chain_still_holds_whatever_people_wrote() {
                given(release(1), release(2));
                List<RecordEntry> written = new ArrayList<>();
                act(transaction -> {
                    transaction.lock(key(1));
                    for (int i = 0; i < 3; i++) {
                        Optional<PersonId> by = i == 1 ? Optional.empty() : Optional.of(new PersonId("U" + HOSTILE));
                        RecordEntry entry = RecordEntry.after(
                                transaction.lastLink(key(1)),
                                key(1),
                                after(i),
                                by,
                                "release_edited",
                                i,
                                Map.of("reason", HOSTILE, HOSTILE, "", "\uD800", "\u0000"));
                        transaction.append(entry);
                        written.add(entry);
                    }
                    assertThat(transaction.record(key(1))).isEqualTo(written);
                });
                act(transaction -> {
                    transaction.lock(key(1));
                    RecordEntry entry = entry(transaction.lastLink(key(1)), key(1), "go_called");
                    transaction.append(entry);
                    written.add(entry);
                });
                List<RecordEntry> read = store.read(reading -> reading.record(key(1)));
                assertThat(read).isEqualTo(written);
                assertThat(RecordEntry.faults(read)).isEmpty();
                assertThat(store.<List<RecordEntry>>read(reading -> reading.record(key(1), 2)))
                        .isEqualTo(written.subList(2, 4));
                assertThat(store.<List<RecordEntry>>read(reading -> reading.record(key(2))))
                        .isEmpty();
            }

            @Test
            void shows_an_alteration_made_behind_its_back() {
                given(release(1));
                act(transaction -> {
                    transaction.lock(key(1));
                    transaction.append(RecordEntry.after(
                            Optional.empty(),
                            key(1),
                            NOW,
                            Optional.of(OLGA),
                            "no_go_called",
                            1,
                            Map.of("reason", "bad")));
                });
                database()
                        .useTransaction(transaction ->
                                transaction.handle().execute("update events set details = '{\"reason\":\"good\"}'"));
                assertThat(RecordEntry.faults(store.read(reading -> reading.record(key(1)))))
                        .singleElement()
                        .asString()
                        .contains("no_go_called", "altered");
            }

            @Test
            void takes_no_entry_that_does_not_follow_the_last() {
                given(release(1));
                assertThatIllegalStateException()
                        .isThrownBy(() -> act(transaction -> {
                            transaction.lock(key(1));
                            transaction.append(entry(Optional.empty(), key(1), "first"));
                            transaction.append(entry(Optional.empty(), key(1), "first again"));
                        }))
                        .withMessageContaining("doesn't follow");
                assertThat(store.<List<RecordEntry>>read(reading -> reading.record(key(1))))
                        .isEmpty();
            }
        }

        @Nested
        class Numbers {
            @Test
            void count_up_under_each_prefix_and_are_not_used_up_by_what_is_rolled_back() {
                act(transaction -> {
                    assertThat(transaction.lastNumber("PAY")).isZero();
                    assertThat(transaction.nextNumber("PAY")).isEqualTo(1);
                    assertThat(transaction.nextNumber("PAY")).isEqualTo(2);
                    assertThat(transaction.nextNumber("WEB")).isEqualTo(1);
                });
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> act(transaction -> {
                            transaction.nextNumber("PAY");
                            throw new IllegalArgumentException("no");
                        }));
                assertThat(store.<Long>read(reading -> reading.lastNumber("PAY")))
                        .isEqualTo(2);
                act(transaction -> assertThat(transaction.nextNumber("PAY")).isEqualTo(3));
            }

            @Test
            void are_never_given_out_twice_not_even_the_first() throws Exception {
                CountDownLatch start = new CountDownLatch(1);
                List<CompletableFuture<Long>> racing = IntStream.range(0, 6)
                        .mapToObj(i -> StoreContract.supplying(() -> {
                            await(start);
                            return store.<Long>write(transaction -> transaction.nextNumber("NEW"));
                        }))
                        .toList();
                start.countDown();
                List<Long> numbers = new ArrayList<>();
                for (CompletableFuture<Long> one : racing) {
                    numbers.add(one.get(10, TimeUnit.SECONDS));
                }
                assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
            }

            @Test
            void wait_for_the_act_that_took_the_first_one_and_follow_its_outcome() throws Exception {
                CountDownLatch taken = new CountDownLatch(1);
                CountDownLatch decided = new CountDownLatch(1);
                CompletableFuture<Void> first = StoreContract.running(() -> act(transaction -> {
                    transaction.nextNumber("NEW");
                    taken.countDown();
                    await(decided);
                    throw new IllegalArgumentException("changed my mind");
                }));
                await(taken);
                CompletableFuture<Long> second =
                        StoreContract.supplying(() -> store.<Long>write(transaction -> transaction.nextNumber("NEW")));
                assertThat(second).isNotDone();
                decided.countDown();
                assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> first.get(5, TimeUnit.SECONDS));
                assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }

        @Nested
        class Payloads {
            private final List<CompletableFuture<Boolean>> twins = new ArrayList<>();

            @Test
            void are_claimed_once_and_again_only_if_the_act_was_rolled_back() {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> act(transaction -> {
                            assertThat(transaction.claim("Ev1")).isTrue();
                            throw new IllegalArgumentException("no");
                        }));
                act(transaction -> assertThat(transaction.claim("Ev1")).isTrue());
                act(transaction -> {
                    assertThat(transaction.claim("Ev1")).isFalse();
                    assertThat(transaction.claim("Ev2")).isTrue();
                });
            }

            @Test
            void are_told_apart_however_long_and_odd_their_ids_are() {
                act(transaction -> {
                    assertThat(transaction.claim("x".repeat(300) + HOSTILE)).isTrue();
                    assertThat(transaction.claim("x".repeat(300))).isTrue();
                    assertThat(transaction.claim("x".repeat(300) + HOSTILE)).isFalse();
                });
            }

            @Test
            void that_come_on_two_connections_at_once_act_once() {
                act(transaction -> {
                    assertThat(transaction.claim("Ev1")).isTrue();
                    CompletableFuture<Boolean> twin =
                            StoreContract.supplying(() -> store.<Boolean>write(other -> other.claim("Ev1")));
                    assertThat(twin).isNotDone();
                    twins.add(twin);
                });
                assertThat(twins).singleElement().satisfies(twin -> assertThat(twin.get(5, TimeUnit.SECONDS))
                        .isFalse());
            }
        }

        @Nested
        class Messages {
            @Test
            void are_promised_in_the_transaction_of_the_act_to_be_delivered_in_wall_time() {
                given(release(1));
                Message asked = new Message.ToPerson(
                        MIA,
                        Optional.of(key(1)),
                        Document.of(Words.of("Are you ready? \u0000 <!channel> \uD83D\uDE80")),
                        Lane.DECISION);
                Message board = new Message.Board(key(1), CHANNEL);
                act(transaction -> {
                    transaction.promise(asked);
                    transaction.promise(board);
                    transaction.promise(board);
                });
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> act(transaction -> {
                            transaction.promise(new Message.Home(MIA));
                            throw new IllegalArgumentException("no");
                        }));
                assertThat(outbox.due(NOW.minusMillis(1), 9)).isEmpty();
                assertThat(outbox.due(NOW, 9))
                        .extracting(standing -> OutboxPromises.message(standing.promise()))
                        .containsExactly(asked, board);
            }
        }

        @Nested
        class Timers {
            @Test
            void come_out_once_each_in_due_order_and_not_before_their_moment() {
                assertThat(nextDue()).isEmpty();
                act(transaction -> {
                    transaction.schedule(timer(1, 20));
                    transaction.schedule(timer(2, 10));
                    transaction.schedule(timer(3, 10));
                    assertThat(transaction.nextDue()).contains(after(10));
                });
                assertThat(nextDue()).contains(after(10));
                assertThat(taken(after(10).minusMillis(1))).isEmpty();
                assertThat(taken(after(10))).contains(timer(2, 10));
                assertThat(taken(after(60))).contains(timer(3, 10));
                assertThat(nextDue()).contains(after(20));
                assertThat(taken(after(60))).contains(timer(1, 20));
                assertThat(taken(after(60))).isEmpty();
                assertThat(nextDue()).isEmpty();
            }

            @Test
            void are_back_if_what_they_set_off_was_rolled_back() {
                act(transaction -> transaction.schedule(timer(1, 1)));
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> act(transaction -> {
                            assertThat(transaction.takeDue(after(2))).isPresent();
                            throw new IllegalArgumentException("no");
                        }));
                assertThat(taken(after(2))).contains(timer(1, 1));
            }

            @Test
            void put_off_let_others_go_first_and_keep_their_moment() {
                act(transaction -> {
                    transaction.schedule(timer(1, 1));
                    transaction.schedule(timer(2, 2));
                });
                List<Integer> failures = new ArrayList<>();
                for (int times = 1; times <= 3; times++) {
                    failures.add(
                            store.write(transaction -> transaction.putOff(timer(1, 1), count -> after(10L * count))));
                }
                assertThat(failures).containsExactly(1, 2, 3);
                assertThat(nextDue()).contains(after(2));
                assertThat(taken(after(29))).contains(timer(2, 2));
                assertThat(taken(after(29))).isEmpty();
                assertThat(nextDue()).contains(after(30));
                assertThat(taken(after(30))).contains(timer(1, 1));
                assertThat(store.<Integer>write(transaction -> transaction.putOff(timer(1, 1), count -> after(99))))
                        .isZero();
            }

            @Test
            void put_off_one_by_one_though_they_are_alike() {
                act(transaction -> {
                    transaction.schedule(timer(1, 1));
                    transaction.schedule(timer(1, 1));
                });
                act(transaction -> transaction.putOff(timer(1, 1), count -> after(10)));
                assertThat(taken(after(9))).contains(timer(1, 1));
                assertThat(taken(after(9))).isEmpty();
                assertThat(taken(after(10))).contains(timer(1, 1));
            }

            @Test
            void of_several_releases_come_out_together_in_their_order_and_their_releases_are_held() {
                timersOfThreeReleases();
                act(transaction -> {
                    assertThat(transaction.takeDue(after(9), 2)).containsExactly(timer(3, 1), timer(1, 2), timer(3, 3));
                    transaction.append(entry(transaction.lastLink(key(3)), key(3), "held"));
                    transaction.append(entry(transaction.lastLink(key(1)), key(1), "held"));
                });
                assertThat(takenTogether(after(9), 2)).containsExactly(timer(2, 4));
                assertThat(takenTogether(after(19), 9)).isEmpty();
                assertThat(takenTogether(after(20), 9)).containsExactly(timer(1, 20));
            }

            @Test
            void together_are_back_if_what_one_of_them_set_off_was_rolled_back() {
                releases(2);
                act(transaction -> {
                    transaction.schedule(timer(1, 1));
                    transaction.schedule(timer(2, 2));
                });
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> act(transaction -> {
                            assertThat(transaction.takeDue(after(2), 9)).hasSize(2);
                            throw new IllegalArgumentException("no");
                        }));
                assertThat(takenTogether(after(2), 9)).containsExactly(timer(1, 1), timer(2, 2));
            }

            @Test
            void are_taken_once_each_by_four_who_take_all_they_can() throws Exception {
                int many = 200;
                act(transaction -> IntStream.range(0, many)
                        .forEach(i -> transaction.schedule(
                                new Timer(key(i % 50 + 1), Timer.Kind.DEADLINE, 1, after(i % 7), "t" + i))));
                CountDownLatch start = new CountDownLatch(1);
                List<CompletableFuture<List<String>>> takers = IntStream.range(0, 4)
                        .mapToObj(taker -> StoreContract.supplying(() -> {
                            await(start);
                            List<String> mine = new ArrayList<>();
                            for (Optional<Timer> next = taken(after(9)); next.isPresent(); next = taken(after(9))) {
                                mine.add(next.get().detail());
                            }
                            return mine;
                        }))
                        .toList();
                start.countDown();
                List<String> all = new ArrayList<>();
                for (CompletableFuture<List<String>> taker : takers) {
                    all.addAll(taker.get(30, TimeUnit.SECONDS));
                }
                assertThat(all).hasSize(many).doesNotHaveDuplicates();
            }

            @Test
            void and_messages_wake_whoever_listens_after_the_commit_once_for_each_act() {
                List<String> woken = new ArrayList<>();
                store.whenTimersAreScheduled(
                        () -> woken.add("timers " + nextDue().isPresent()));
                outbox.onAdded(lane -> woken.add("messages"));
                act(transaction -> transaction.nextNumber("PAY"));
                assertThat(woken).isEmpty();
                act(transaction -> {
                    transaction.schedule(timer(1, 1));
                    transaction.schedule(timer(1, 2));
                    transaction.promise(new Message.Home(MIA));
                    assertThat(woken).isEmpty();
                });
                assertThat(woken).containsExactlyInAnyOrder("timers true", "messages");
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> act(transaction -> {
                            transaction.schedule(timer(1, 3));
                            transaction.promise(new Message.Home(MIA));
                            throw new IllegalArgumentException("no");
                        }));
                assertThat(woken).hasSize(2);
            }
        }

        @Nested
        class TwoActs {
            @Test
            void on_one_release_are_serialized_and_the_second_sees_what_the_first_wrote() throws Exception {
                given(release(1));
                CountDownLatch locked = new CountDownLatch(1);
                CountDownLatch decided = new CountDownLatch(1);
                Change change = new Change(
                        new ChangeId(1),
                        PAYMENTS,
                        "api",
                        "feature",
                        "added by the first",
                        "https://code.example",
                        Optional.empty(),
                        "nothing",
                        Optional.empty(),
                        Optional.empty());
                CompletableFuture<Void> first = StoreContract.running(() -> act(transaction -> {
                    Release release = transaction.lock(key(1)).orElseThrow();
                    locked.countDown();
                    await(decided);
                    transaction.nextChange(key(1));
                    transaction.put(key(1), change);
                    transaction.append(entry(transaction.lastLink(key(1)), key(1), "change_added"));
                    Profile other = release(key(1), OLGA, List.of(IDENTITY), after(5), CHANNEL)
                            .profile();
                    transaction.update(release.with(other).revised(2, DIGEST));
                }));
                await(locked);
                CompletableFuture<Void> second = StoreContract.running(() -> act(transaction -> {
                    Release release = transaction.lock(key(1)).orElseThrow();
                    assertThat(release.revision()).isEqualTo(2);
                    assertThat(release.profile().teams()).containsExactly(IDENTITY);
                    assertThat(transaction.changes(key(1))).containsExactly(change);
                    assertThat(transaction.nextChange(key(1))).isEqualTo(new ChangeId(2));
                    transaction.append(entry(transaction.lastLink(key(1)), key(1), "change_removed"));
                }));
                assertThat(elsewhere(() -> stored(1).revision())).isEqualTo(1);
                assertThat(second).isNotDone();
                decided.countDown();
                first.get(5, TimeUnit.SECONDS);
                second.get(5, TimeUnit.SECONDS);
                List<RecordEntry> record = store.read(reading -> reading.record(key(1)));
                assertThat(record).extracting(RecordEntry::what).containsExactly("change_added", "change_removed");
                assertThat(RecordEntry.faults(record)).isEmpty();
            }

            @Test
            void on_one_release_by_two_replicas_lose_nothing() throws Exception {
                given(release(1));
                int each = 40;
                try (Database replica = testDatabase().another()) {
                    ReleaseStore other = storeIn(replica);
                    List<CompletableFuture<Void>> writers = Stream.of(store, other, store, other)
                            .map(writer -> StoreContract.running(() -> {
                                for (int i = 0; i < each; i++) {
                                    act(writer, transaction -> {
                                        Release release =
                                                transaction.lock(key(1)).orElseThrow();
                                        transaction.append(entry(transaction.lastLink(key(1)), key(1), "edited"));
                                        transaction.update(release.revised(release.revision() + 1, DIGEST));
                                    });
                                }
                            }))
                            .toList();
                    for (CompletableFuture<Void> writer : writers) {
                        writer.get(30, TimeUnit.SECONDS);
                    }
                }
                List<RecordEntry> record = store.read(reading -> reading.record(key(1)));
                assertThat(record).hasSize(4 * each);
                assertThat(RecordEntry.faults(record)).isEmpty();
                assertThat(stored(1).revision()).isEqualTo(1 + 4 * each);
            }

            @Test
            void on_one_release_do_not_wait_for_ever_for_each_other() {
                given(release(1));
                act(transaction -> {
                    transaction.lock(key(1));
                    long began = System.nanoTime();
                    StoreUnavailable unavailable = elsewhere(
                            () -> catchThrowableOfType(StoreUnavailable.class, () -> act(other -> other.lock(key(1)))));
                    assertThat(unavailable).isNotNull();
                    assertThat(unavailable.isOutcomeUnknown()).isFalse();
                    assertThat(Duration.ofNanos(System.nanoTime() - began))
                            .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
                });
                act(transaction -> assertThat(transaction.lock(key(1))).isPresent());
            }
        }

        @Nested
        class AnAct {
            @Test
            void that_fails_halfway_leaves_nothing() {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(() -> act(transaction -> {
                            transaction.claim("Ev1");
                            transaction.nextNumber("PAY");
                            transaction.insert(release(1));
                            transaction.keepRevision(key(1), new Revision(1, DIGEST, "{}", OLGA, NOW));
                            transaction.keepAsked(key(1), 1, Map.of(PAYMENTS, List.of(MIA)));
                            transaction.add(key(1), Confirmation.ready(1, PAYMENTS, MIA, 1, DIGEST, NOW));
                            transaction.append(entry(Optional.empty(), key(1), "release_created"));
                            transaction.schedule(new Timer(key(1), Timer.Kind.DEADLINE, 1, NOW, ""));
                            assertThat(transaction.record(key(1))).hasSize(1);
                            assertThat(transaction.nextDue()).isPresent();
                            throw new IllegalArgumentException("no");
                        }));
                List<String> tables = List.of(
                        "releases",
                        "concerned",
                        "key_counters",
                        "revisions",
                        "asked",
                        "confirmations",
                        "events",
                        "timers",
                        "seen_payloads");
                assertThat(tables).allSatisfy(table -> assertThat(rows(table)).isZero());
            }

            private int rows(String table) {
                return database().inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("select count(*) from " + table)
                        .mapTo(Integer.class)
                        .one());
            }

            @Test
            void inside_another_or_inside_a_look_is_refused_and_the_outer_one_goes_on() {
                act(transaction -> {
                    transaction.insert(release(1));
                    assertThatIllegalStateException()
                            .isThrownBy(() -> act(inner -> inner.insert(release(2))))
                            .withMessageContaining("pass it on");
                    assertThatIllegalStateException().isThrownBy(() -> stored(1));
                });
                assertThat(numbers(reading -> reading.newest(9))).containsExactly(1L);
                assertThatIllegalStateException()
                        .isThrownBy(() -> store.read(reading -> store.write(inner -> inner.nextNumber("PAY"))));
            }

            @Test
            void can_be_part_of_a_transaction_that_is_open_already() {
                List<String> woken = new ArrayList<>();
                store.whenTimersAreScheduled(() -> woken.add("timers"));
                database().useTransaction(transaction -> {
                    store.within(transaction, act -> {
                        act.insert(release(1));
                        act.schedule(new Timer(key(1), Timer.Kind.DEADLINE, 1, NOW, ""));
                        return true;
                    });
                    assertThat(woken).isEmpty();
                });
                assertThat(woken).containsExactly("timers");
                assertThat(stored(1)).isEqualTo(release(1));
            }

            @Test
            void without_a_database_says_so_and_that_nothing_was_stored() {
                Database gone = testDatabase().another();
                gone.close();
                ReleaseStore unavailable = storeIn(gone);
                assertThatExceptionOfType(StoreUnavailable.class)
                        .isThrownBy(() -> act(unavailable, transaction -> transaction.insert(release(1))))
                        .matches(e -> !e.isOutcomeUnknown());
                assertThatExceptionOfType(StoreUnavailable.class)
                        .isThrownBy(() -> unavailable.read(reading -> reading.newest(1)))
                        .matches(e -> !e.isOutcomeUnknown());
            }
        }

        /** On another thread, and so on another connection; whatever waits there for this one fails after its time. */
        static <T> T elsewhere(Supplier<T> work) {
            try {
                return StoreContract.supplying(work).get(10, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** What only a database does in which acts are under way side by side: H2 has one at a time. */
    abstract static class SideBySide extends Contract {
        SideBySide(TestDatabase testDatabase) {
            super(testDatabase);
        }

        @Test
        void timers_in_hand_are_passed_over_by_everybody_else() {
            act(transaction -> {
                transaction.schedule(timer(1, 1));
                transaction.schedule(timer(2, 2));
            });
            act(transaction -> {
                assertThat(transaction.takeDue(after(9))).contains(timer(1, 1));
                assertThat(elsewhere(() -> taken(after(9)))).contains(timer(2, 2));
                assertThat(elsewhere(() -> taken(after(9)))).isEmpty();
                assertThat(elsewhere(this::nextDue)).contains(after(1));
            });
            assertThat(taken(after(9))).isEmpty();
        }

        @Test
        void timers_that_many_others_have_in_hand_do_not_hide_the_one_behind_them() {
            act(transaction ->
                    IntStream.rangeClosed(1, 20).forEach(i -> transaction.schedule(timer(i, i < 4 ? i : 5))));
            act(transaction -> {
                IntStream.rangeClosed(1, 19)
                        .forEach(i -> assertThat(transaction.takeDue(after(9))).isPresent());
                assertThat(elsewhere(() -> taken(after(9)))).contains(timer(20, 5));
                assertThat(elsewhere(() -> taken(after(9)))).isEmpty();
            });
        }

        @Test
        void timers_of_one_release_wait_for_the_earlier_one_that_is_in_hand() {
            act(transaction -> {
                transaction.schedule(timer(1, 1));
                transaction.schedule(timer(1, 2));
                transaction.schedule(timer(2, 3));
            });
            act(transaction -> {
                assertThat(transaction.takeDue(after(9))).contains(timer(1, 1));
                assertThat(elsewhere(() -> taken(after(9)))).contains(timer(2, 3));
                assertThat(elsewhere(() -> taken(after(9)))).isEmpty();
            });
            assertThat(taken(after(9))).contains(timer(1, 2));
        }

        @Test
        void timers_of_several_releases_that_are_in_hand_together_are_passed_over_by_everybody_else() {
            timersOfThreeReleases();
            act(transaction -> {
                assertThat(transaction.takeDue(after(9), 2)).hasSize(3);
                assertThat(elsewhere(() -> takenTogether(after(9), 2))).containsExactly(timer(2, 4));
                assertThat(elsewhere(() -> takenTogether(after(20), 2))).isEmpty();
            });
            assertThat(takenTogether(after(20), 2)).containsExactly(timer(1, 20));
        }

        @Test
        void timers_together_pass_over_a_release_that_an_act_holds_or_whose_earlier_timer_is_in_hand() {
            releases(3);
            act(transaction -> {
                transaction.schedule(timer(1, 1));
                transaction.schedule(timer(2, 2));
                transaction.schedule(timer(2, 3));
                transaction.schedule(timer(3, 4));
            });
            act(holder -> {
                assertThat(holder.lock(key(1))).isPresent();
                assertThat(elsewhere(() -> store.<Boolean>write(single -> {
                            assertThat(single.takeDue(after(9))).contains(timer(1, 1));
                            assertThat(single.takeDue(after(9))).contains(timer(2, 2));
                            assertThat(elsewhere(() -> takenTogether(after(9), 9)))
                                    .containsExactly(timer(3, 4));
                            return true;
                        })))
                        .isTrue();
            });
        }

        @Test
        void acts_on_two_releases_do_not_wait_for_each_other_nor_do_those_who_only_look() {
            given(release(1), release(2));
            act(transaction -> {
                Release first = transaction.lock(key(1)).orElseThrow();
                transaction.update(first.ownedBy(DIRK));
                transaction.append(entry(transaction.lastLink(key(1)), key(1), "handed_over"));
                elsewhere(() -> {
                    act(other -> {
                        Release second = other.lock(key(2)).orElseThrow();
                        other.update(second.ownedBy(MIA));
                        other.append(entry(other.lastLink(key(2)), key(2), "handed_over"));
                        other.insert(release(other.nextNumber("PAY") + 2));
                    });
                    return true;
                });
                assertThat(elsewhere(() -> numbers(reading -> reading.concerning(OLGA, List.of(), 9))))
                        .containsExactly(1L, 3L);
                assertThat(elsewhere(() -> stored(1).owner())).isEqualTo(OLGA);
            });
            assertThat(stored(1).owner()).isEqualTo(DIRK);
            assertThat(stored(2).owner()).isEqualTo(MIA);
        }
    }
}
