package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.CriteriaDocuments;
import dev.releasemanager.notice.Document;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.review.Remark;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Undoing;
import dev.releasemanager.rollout.Mark;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageRun;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: after a rollback it is understood before its components ship again, and what was learned is kept. */
@Tag("Q2")
@Tag("A5")
class ReviewsTest {
    private static final String CRITERION = "p95 latency < 300 ms in staging over 30 min";

    private final Office office = new Office(new MemoryStore());

    /** With one of its two components in the canary. */
    private ReleaseKey inProduction() {
        ReleaseKey key = office.cleared();
        office.store.write(tx -> {
            tx.lock(key);
            tx.update(tx.find(key)
                    .orElseThrow()
                    .with(tx.find(key)
                            .orElseThrow()
                            .state()
                            .start(OWNER, office.now)
                            .changed()
                            .orElseThrow()));
            StageRun run = StageRun.begun(
                            tx.rollout(key).nextNumber(),
                            new Stage(Optional.of(5), Duration.ofMinutes(30)),
                            List.of("payments-api", "checkout-api"),
                            OWNER,
                            office.now)
                    .with(new Mark("payments-api", Mark.Kind.DEPLOYED, "4.2", "", MEMBER, office.now));
            tx.put(key, tx.rollout(key).with(run));
            return true;
        });
        return key;
    }

    private ReleaseKey rollingBack() {
        ReleaseKey key = inProduction();
        done(office.use.rollbacks().begin(office.by(OWNER), key, "Error rate doubled on the canary."));
        return key;
    }

    private void finish(ReleaseKey key) {
        Optional<Undoing> step = current(key);
        while (step.isPresent()) {
            office.pass("PT7M");
            done(office.use
                    .rollbacks()
                    .done(
                            office.by(step.get().executor().person().orElseThrow()),
                            key,
                            step.get().number()));
            step = current(key);
        }
    }

    private Optional<Undoing> current(ReleaseKey key) {
        return office.use.rollbacks().find(key).flatMap(rollback -> rollback.current());
    }

    private ReleaseKey rolledBack() {
        ReleaseKey key = rollingBack();
        finish(key);
        return key;
    }

    private Review review(ReleaseKey key) {
        return office.use.reviews().seen(key).orElseThrow().review().orElseThrow();
    }

    private Outcome lesson(ReleaseKey key, PersonId by, String kind, String words) {
        return office.use
                .reviews()
                .addLesson(
                        office.by(by), key, new LessonForm("payments-api", kind, words, "5 min", "the queue is empty"));
    }

    private Outcome close(ReleaseKey key, PersonId by, String why) {
        return office.use.reviews().close(office.by(by), key, why);
    }

    private List<Finding> a5(ReleaseKey key) {
        return office.dossier(key).verdict().findings().stream()
                .filter(finding -> finding.rule().equals("A5"))
                .toList();
    }

    private List<String> criteria(ReleaseKey key) {
        return office.dossier(key).manifest().details().criteria().stream()
                .map(PlannedCriterion::text)
                .toList();
    }

    @Test
    @Tag("A5")
    void what_was_cleared_before_a_rollback_of_its_components_is_not_started_until_the_review_is_closed() {
        ReleaseKey other = office.cleared();
        done(office.use
                .rollouts()
                .haveRead(
                        office.by(Cast.SUPPORT),
                        other,
                        office.release(other).state().goCall().orElseThrow().revision()));
        ReleaseKey key = rolledBack();

        Outcome refused = office.use.rollouts().start(office.by(OWNER), other);

        assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(text(refused.said())).contains("A5", "review " + key);
        assertThat(office.release(other).state().phase()).isEqualTo(Phase.CLEARED);
    }

    @Nested
    class When_a_rollback_is_over {
        @Test
        void its_review_waits_in_the_owners_home_until_it_is_closed() {
            ReleaseKey key = rolledBack();
            assertThat(text(office.use.inquiries().home(OWNER)))
                    .contains(key + " New checkout", "Its review is open", "Show the review of " + key);
            assertThat(text(office.use.inquiries().home(MEMBER))).doesNotContain("Its review is open");

            done(close(key, OWNER, "A provider was down."));

            assertThat(text(office.use.inquiries().home(OWNER))).doesNotContain("Its review is open");
        }

        @Test
        void its_review_is_open_and_says_who_closes_it() {
            office.sent();
            ReleaseKey key = rolledBack();

            assertThat(review(key).components()).containsExactly("payments-api");
            assertThat(office.events(key)).contains("rolled_back", "review_opened");
            List<dev.releasemanager.notice.Message> sent = office.sent();
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said)
                    .contains("REVIEW: " + key, "other releases that touch payments-api get no Go"));
            assertThat(to(sent, OWNER)).anySatisfy(said -> assertThat(said).contains("REVIEW: " + key));
        }

        @Test
        void its_timeline_says_what_happened_and_how_long_each_step_took_against_the_plan() {
            ReleaseKey key = rolledBack();

            String page = text(office.use.reviews().page(key).orElseThrow());

            assertThat(page)
                    .contains("called Go", "began the rollback: Error rate doubled on the canary.")
                    .contains("finished “kubectl rollout undo deploy/pay”", "everything was rolled back")
                    .contains("kubectl rollout undo deploy/pay: took 7 min, planned 5 min (2 min more)")
                    .doesNotContainIgnoringCase("blame")
                    .doesNotContainIgnoringCase("fault")
                    .doesNotContainIgnoringCase("should have");
        }

        @Test
        void what_is_added_stands_in_it_and_in_the_record() {
            ReleaseKey key = rolledBack();

            done(office.use.reviews().missed(office.by(MEMBER), key, "Staging has a tenth of the cards."));
            done(office.use.reviews().add(office.by(OTHER_MEMBER), key, "The pool had 20 connections."));

            assertThat(review(key).missed()).isEqualTo("Staging has a tenth of the cards.");
            assertThat(review(key).remarks(Remark.Kind.FINDING))
                    .extracting(Remark::text)
                    .containsExactly("The pool had 20 connections.");
            assertThat(office.events(key)).contains("missed_by_staging_said", "finding_added");
        }

        @Test
        @Tag("A2")
        void only_who_takes_part_adds_to_it_and_only_who_decides_closes_it() {
            ReleaseKey key = rolledBack();
            done(lesson(key, MEMBER, LessonForm.BEFORE_THE_CALL, CRITERION));

            assertThat(office.use.reviews().add(office.by(EXECUTIVE), key, "x").kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
            assertThat(lesson(key, EXECUTIVE, LessonForm.STEP, "Switch flag new-checkout off")
                            .kind())
                    .isEqualTo(Outcome.Kind.REFUSED);
            assertThat(text(close(key, LEAD, "").said())).contains("You can't close the review");
            done(close(key, OWNER, ""));
            assertThat(text(close(key, OWNER, "").said())).contains("its review is closed");
        }

        @Test
        void it_is_closed_with_a_lesson_or_with_a_reason_and_never_without_both() {
            ReleaseKey key = rolledBack();

            assertThat(close(key, OWNER, " ").faults()).containsOnlyKeys(Reviews.WHY);
            assertThat(office.release(key).state().phase()).isEqualTo(Phase.ROLLED_BACK);
            done(close(key, OWNER, "A provider was down; we wait for its own account."));

            assertThat(office.release(key).state().phase()).isEqualTo(Phase.REVIEWED);
            assertThat(review(key).closing().orElseThrow().noLesson())
                    .contains("A provider was down; we wait for its own account.");
            assertThat(office.use.reviews().add(office.by(OWNER), key, "late").kind())
                    .isEqualTo(Outcome.Kind.UNCHANGED);
        }

        @Test
        @Tag("M3")
        void a_vague_lesson_is_refused_with_a_rewrite_and_a_vague_step_too() {
            ReleaseKey key = rolledBack();

            assertThat(lesson(key, MEMBER, LessonForm.BEFORE_THE_CALL, "performance acceptable")
                            .faults())
                    .hasEntrySatisfying(LessonForm.TEXT, fault -> assertThat(fault)
                            .contains("can't be found true or false", "Write"));
            assertThat(lesson(key, MEMBER, LessonForm.STEP, "undo it").faults())
                    .hasEntrySatisfying(
                            LessonForm.TEXT, fault -> assertThat(fault).contains("couldn't carry this out"));
            assertThat(office.use
                            .reviews()
                            .addLesson(
                                    office.by(MEMBER),
                                    key,
                                    new LessonForm("nothing", LessonForm.STEP, "Switch flag x-y off", "", ""))
                            .faults())
                    .containsKey(LessonForm.COMPONENT);
            assertThat(review(key).lessons()).isEmpty();
        }

        @Test
        void a_lesson_is_taken_back_while_it_is_open_and_the_same_one_isn_t_kept_twice() {
            ReleaseKey key = rolledBack();
            done(lesson(key, MEMBER, LessonForm.BEFORE_THE_CALL, CRITERION));

            assertThat(lesson(key, LEAD, LessonForm.BEFORE_THE_CALL, CRITERION).kind())
                    .isEqualTo(Outcome.Kind.UNCHANGED);
            done(office.use.reviews().removeLesson(office.by(LEAD), key, 1));

            assertThat(review(key).lessons()).isEmpty();
            assertThat(office.events(key)).contains("lesson_added", "lesson_removed");
        }

        @Test
        void the_owner_is_reminded_each_working_day_until_it_is_closed() {
            ReleaseKey key = rolledBack();
            office.sent();

            office.passAndDrain("P1D");
            assertThat(to(office.sent(), OWNER))
                    .singleElement()
                    .asString()
                    .contains("The review of " + key, "still open", "It lacks a lesson");
            office.passAndDrain("P1D");
            assertThat(to(office.sent(), OWNER)).hasSize(1);
            done(close(key, OWNER, "Nothing to be learned."));
            office.sent();
            office.passAndDrain("P7D");

            assertThat(to(office.sent(), OWNER)).isEmpty();
        }

        @Test
        void who_has_left_is_followed_by_somebody_who_closes_it() {
            ReleaseKey key = rolledBack();

            done(office.use.planning().handOver(office.by(OWNER), key, LEAD));

            done(close(key, LEAD, "Nothing to be learned."));
        }
    }

    @Nested
    class While_the_rollback_runs {
        @Test
        void questions_are_parked_and_nothing_is_diagnosed() {
            ReleaseKey key = rollingBack();
            office.sent();

            done(office.use.reviews().add(office.by(EXECUTIVE), key, "Why did nobody see it in staging?"));

            assertThat(to(office.sent(), CHANNEL))
                    .singleElement()
                    .asString()
                    .contains("Parked for the review", "Why did nobody see it in staging?");
            assertThat(review(key).remarks(Remark.Kind.QUESTION)).hasSize(1);
            assertThat(text(lesson(key, MEMBER, LessonForm.BEFORE_THE_CALL, CRITERION)
                            .said()))
                    .contains("diagnosis waits");
            assertThat(close(key, OWNER, "quick").kind()).isEqualTo(Outcome.Kind.REFUSED);
        }
    }

    @Nested
    class The_next_release {
        private ReleaseKey next() {
            ReleaseKey key = office.allReady();
            office.sent();
            return key;
        }

        @Test
        void that_touches_the_same_component_waits_for_the_review_and_then_has_its_lesson() {
            ReleaseKey broken = rolledBack();
            ReleaseKey next = next();

            assertThat(a5(next)).singleElement().satisfies(finding -> {
                assertThat(finding.result()).isEqualTo(Finding.Result.UNMET);
                assertThat(finding.shutsTheGate()).isTrue();
                assertThat(finding.sentence()).contains(broken.value(), "payments-api");
                assertThat(finding.next()).contains("/release review " + broken);
                assertThat(finding.who()).containsExactly(OWNER);
            });
            assertThat(office.go(next, OWNER).kind()).isEqualTo(Outcome.Kind.REFUSED);
            done(lesson(broken, MEMBER, LessonForm.BEFORE_THE_CALL, CRITERION));
            assertThat(criteria(next)).isEmpty();
            done(close(broken, OWNER, ""));
            office.use.dueTimers().drain();

            assertThat(a5(next)).singleElement().extracting(Finding::result).isEqualTo(Finding.Result.MET);
            assertThat(criteria(next)).containsExactly(CRITERION);
            PlannedCriterion taken =
                    office.dossier(next).manifest().details().criteria().get(0);
            assertThat(text(Document.of(CriteriaDocuments.criterion(taken, office.dossier(next)))))
                    .contains("lesson of " + broken);
            assertThat(office.events(next)).contains("lessons_joined");
            assertThat(to(office.sent(), OWNER))
                    .anySatisfy(said -> assertThat(said).contains("Lessons of " + broken + " have joined"));
        }

        @Test
        void that_is_made_later_begins_with_the_lessons_of_its_components() {
            ReleaseKey broken = rolledBack();
            done(lesson(broken, MEMBER, LessonForm.IN_A_STAGE, "error rate < 0.1 % on canary over 20 min"));
            done(lesson(broken, MEMBER, LessonForm.STEP, "kubectl rollout undo deploy/payments-api"));
            done(close(broken, OWNER, ""));
            ReleaseKey later = office.created();

            Outcome added =
                    done(office.use.planning().putChange(office.by(OWNER), later, Office.change(PAYMENTS, "A")));

            assertThat(text(added.said())).contains("a rollback step learned from " + broken);
            assertThat(office.dossier(later).manifest().details().criteria())
                    .singleElement()
                    .satisfies(criterion -> assertThat(criterion.judgedAt()).isEqualTo(JudgedAt.STAGE));
            assertThat(office.dossier(later).plan().steps()).singleElement().satisfies(step -> {
                assertThat(step.what()).isEqualTo("kubectl rollout undo deploy/payments-api");
                assertThat(step.lasts()).contains(Duration.ofMinutes(5));
                assertThat(step.executor()).isEmpty();
            });
            done(office.use.rollbackPlans().proposeDraft(office.by(OWNER), later));
            assertThat(office.dossier(later).plan().steps())
                    .extracting(Step::what)
                    .contains("kubectl rollout undo deploy/payments-api")
                    .hasSizeGreaterThan(1);
        }

        @Test
        void that_leaves_a_lesson_out_is_told_so_and_isn_t_held_up() {
            ReleaseKey broken = rolledBack();
            done(lesson(broken, MEMBER, LessonForm.BEFORE_THE_CALL, CRITERION));
            done(close(broken, OWNER, ""));
            ReleaseKey later = office.created();
            done(office.use.planning().putChange(office.by(OWNER), later, Office.change(PAYMENTS, "A")));
            int number =
                    office.dossier(later).manifest().details().criteria().get(0).number();
            done(office.use.criteria().remove(office.by(OWNER), later, number));

            assertThat(office.dossier(later).verdict().findings())
                    .filteredOn(finding -> finding.name().equals("Lessons kept"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.shutsTheGate()).isFalse();
                        assertThat(finding.sentence()).contains(broken.value(), CRITERION);
                    });
            done(office.use.planning().putChange(office.by(OWNER), later, Office.change(PAYMENTS, "B")));
            assertThat(criteria(later)).isEmpty();
        }

        @Test
        void that_touches_other_components_doesn_t_wait() {
            rolledBack();
            ReleaseKey other = office.created();
            done(office.use.planning().putChange(office.by(OWNER), other, Office.change(CHECKOUT, "Basket")));

            assertThat(a5(other)).singleElement().extracting(Finding::result).isEqualTo(Finding.Result.MET);
        }

        private ReleaseForm form(String kind, String fixes) {
            return new ReleaseForm(
                    "Put it right",
                    "Cards are charged once.",
                    kind,
                    Optional.of(LocalDate.of(2026, 11, 26)),
                    Optional.of(LocalTime.of(10, 0)),
                    "Europe/Berlin",
                    List.of(PAYMENTS),
                    Optional.of(Cast.CHANNEL),
                    "",
                    fixes,
                    Optional.of(OWNER));
        }

        @Test
        void that_is_a_hotfix_for_the_same_fault_is_exempt_and_any_other_hotfix_isn_t() {
            ReleaseKey broken = rolledBack();
            ReleaseKey fix = office.use
                    .planning()
                    .create(office.by(OWNER), form("hotfix", broken.value()))
                    .release()
                    .orElseThrow()
                    .key();
            ReleaseKey other = office.use
                    .planning()
                    .create(office.by(OWNER), form("hotfix", ""))
                    .release()
                    .orElseThrow()
                    .key();
            for (ReleaseKey key : List.of(fix, other)) {
                done(office.use.planning().putChange(office.by(OWNER), key, Office.change(PAYMENTS, "A")));
            }

            assertThat(a5(fix)).singleElement().satisfies(finding -> {
                assertThat(finding.result()).isEqualTo(Finding.Result.EXCEPTED);
                assertThat(finding.shutsTheGate()).isFalse();
                assertThat(finding.sentence()).contains("for that very fault");
            });
            assertThat(a5(other))
                    .singleElement()
                    .extracting(Finding::shutsTheGate)
                    .isEqualTo(true);
            assertThat(office.record(fix).get(0).details()).containsEntry("fixes", broken.value());
            done(office.use.planning().edit(office.by(OWNER), other, form("hotfix", broken.value())));
            assertThat(a5(other)).singleElement().extracting(Finding::result).isEqualTo(Finding.Result.EXCEPTED);
        }

        @Test
        void says_whose_fault_it_fixes_only_where_there_is_one() {
            ReleaseKey broken = rolledBack();
            ReleaseKey whole = office.created();

            assertThat(office.use
                            .planning()
                            .create(office.by(OWNER), form("regular", broken.value()))
                            .faults())
                    .containsOnlyKeys(ReleaseForm.FIXES);
            assertThat(office.use
                            .planning()
                            .create(office.by(OWNER), form("hotfix", whole.value()))
                            .faults())
                    .containsOnlyKeys(ReleaseForm.FIXES);
            assertThat(office.use
                            .planning()
                            .create(office.by(OWNER), form("hotfix", "that one"))
                            .faults())
                    .containsOnlyKeys(ReleaseForm.FIXES);
        }
    }

    @Nested
    class After_a_stop {
        @Test
        void that_was_resumed_a_review_is_offered_and_nothing_waits_for_it() {
            ReleaseKey key = inProduction();
            assertThat(office.use.reviews().open(office.by(MEMBER), key).kind()).isEqualTo(Outcome.Kind.REFUSED);
            done(office.use.rollouts().stop(office.by(MEMBER), key, "I saw errors."));
            done(office.use.rollouts().resume(office.by(OWNER), key, "They came from a test."));
            assertThat(office.use.reviews().seen(key).orElseThrow().offered()).isTrue();
            assertThat(office.use.reviews().seen(key).orElseThrow().review()).isEmpty();

            done(office.use.reviews().open(office.by(MEMBER), key));

            assertThat(review(key).demanded()).isFalse();
            ReleaseKey next = office.created();
            done(office.use.planning().putChange(office.by(OWNER), next, Office.change(PAYMENTS, "A")));
            assertThat(a5(next)).singleElement().extracting(Finding::result).isEqualTo(Finding.Result.MET);
            done(lesson(key, MEMBER, LessonForm.BEFORE_THE_CALL, CRITERION));
            done(close(key, OWNER, ""));
            assertThat(office.release(key).state().phase()).isEqualTo(Phase.ROLLING_OUT);
            office.use.dueTimers().drain();
            assertThat(criteria(next)).containsExactly(CRITERION);
        }

        @Test
        void that_ends_in_a_rollback_after_all_its_review_is_waited_for() {
            ReleaseKey key = inProduction();
            done(office.use.rollouts().stop(office.by(MEMBER), key, "I saw errors."));
            done(office.use.rollouts().resume(office.by(OWNER), key, "They came from a test."));
            done(office.use.reviews().open(office.by(MEMBER), key));
            done(lesson(key, MEMBER, LessonForm.BEFORE_THE_CALL, CRITERION));
            done(close(key, OWNER, ""));

            done(office.use.rollbacks().begin(office.by(OWNER), key, "They came from users."));

            assertThat(review(key).isOpen()).isTrue();
            assertThat(review(key).demanded()).isTrue();
            assertThat(review(key).lessons()).extracting(Lesson::text).containsExactly(CRITERION);
        }
    }
}
