package dev.releasemanager.release;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.LEAVER;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.SECOND;
import static dev.releasemanager.release.Cast.after;
import static dev.releasemanager.release.Cast.notReady;
import static dev.releasemanager.release.Cast.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.Confirmation.Withdrawal;
import dev.releasemanager.release.Readiness.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where a team stands, from the answers of its people. */
@Tag("Q3")
class ReadinessTest {
    private static final Team ONE = Cast.roster(1).find(PAYMENTS).orElseThrow();
    private static final Team TWO = Cast.roster(2).find(PAYMENTS).orElseThrow();

    private static Readiness of(Team team, Confirmation... answers) {
        return Readiness.of(PAYMENTS, Optional.of(team), List.of(answers));
    }

    private static Confirmation withdrawn(Confirmation answer, PersonId by) {
        return answer.withdrawn(new Withdrawal(by, answer.at().plusSeconds(1), Optional.empty()));
    }

    @Nested
    @Tag("H1")
    class Silence {
        @Test
        void is_not_ready() {
            assertThat(of(ONE).standing()).isEqualTo(Standing.SILENT);
            assertThat(of(ONE).isReady()).isFalse();
            assertThat(of(ONE).isOwed()).isTrue();
        }

        @Test
        void is_what_another_teams_answers_leave() {
            assertThat(of(ONE, ready(CHECKOUT, OTHER_MEMBER, after("PT1M"))).standing())
                    .isEqualTo(Standing.SILENT);
        }

        @Test
        void is_owed_by_everybody_who_has_not_answered() {
            assertThat(of(ONE).isOwedBy(MEMBER)).isTrue();
        }
    }

    @Nested
    class Ready {
        @Test
        void of_one_member_is_enough_where_one_is_asked_for() {
            assertThat(of(ONE, ready(PAYMENTS, MEMBER, after("PT1M"))).isReady())
                    .isTrue();
        }

        @Test
        void ends_what_the_team_owes() {
            Readiness readiness = of(ONE, ready(PAYMENTS, MEMBER, after("PT1M")));

            assertThat(readiness.isOwed()).isFalse();
            assertThat(readiness.isOwedBy(LEAD)).isFalse();
        }

        @Test
        void of_a_person_who_is_no_longer_in_the_team_counts_for_nothing() {
            Readiness readiness = of(ONE, ready(PAYMENTS, LEAVER, after("PT1M")));

            assertThat(readiness.standing()).isEqualTo(Standing.SILENT);
            assertThat(readiness.gone()).hasSize(1);
        }

        @Test
        void counts_for_nothing_in_a_team_that_the_configuration_no_longer_has() {
            Readiness readiness =
                    Readiness.of(PAYMENTS, Optional.empty(), List.of(ready(PAYMENTS, MEMBER, after("PT1M"))));

            assertThat(readiness.isReady()).isFalse();
            assertThat(readiness.needed()).isEqualTo(1);
        }
    }

    @Nested
    class Two_confirmations_are_asked_for {
        @Test
        void one_is_part_of_the_way() {
            Readiness readiness = of(TWO, ready(PAYMENTS, MEMBER, after("PT1M")));

            assertThat(readiness.standing()).isEqualTo(Standing.PARTLY);
            assertThat(readiness.isOwedBy(MEMBER)).isFalse();
            assertThat(readiness.isOwedBy(LEAD)).isTrue();
        }

        @Test
        void the_same_person_twice_is_one() {
            assertThat(of(TWO, ready(PAYMENTS, MEMBER, after("PT1M")), ready(PAYMENTS, MEMBER, after("PT2M")))
                            .standing())
                    .isEqualTo(Standing.PARTLY);
        }

        @Test
        void two_distinct_people_are_ready() {
            assertThat(of(TWO, ready(PAYMENTS, MEMBER, after("PT1M")), ready(PAYMENTS, SECOND, after("PT2M")))
                            .isReady())
                    .isTrue();
        }

        @Test
        void one_of_them_expired_is_part_of_the_way() {
            assertThat(of(
                                    TWO,
                                    ready(PAYMENTS, MEMBER, after("PT1M")).expired(after("PT3M")),
                                    ready(PAYMENTS, SECOND, after("PT2M")))
                            .standing())
                    .isEqualTo(Standing.PARTLY);
        }

        @Test
        void one_of_them_gone_is_part_of_the_way() {
            assertThat(of(TWO, ready(PAYMENTS, LEAVER, after("PT1M")), ready(PAYMENTS, SECOND, after("PT2M")))
                            .standing())
                    .isEqualTo(Standing.PARTLY);
        }
    }

    @Nested
    class Not_ready {
        @Test
        void by_anyone_makes_the_team_not_ready_whoever_else_is() {
            Readiness readiness = of(
                    ONE,
                    ready(PAYMENTS, LEAD, after("PT1M")),
                    notReady(PAYMENTS, MEMBER, after("PT2M")),
                    ready(PAYMENTS, SECOND, after("PT3M")));

            assertThat(readiness.standing()).isEqualTo(Standing.NOT_READY);
            assertThat(readiness.isOwed()).isFalse();
        }

        @Test
        void is_replaced_by_its_authors_newer_ready() {
            assertThat(of(ONE, notReady(PAYMENTS, MEMBER, after("PT1M")), ready(PAYMENTS, MEMBER, after("PT2M")))
                            .isReady())
                    .isTrue();
        }

        @Test
        void is_not_replaced_by_a_colleagues_newer_ready() {
            assertThat(of(ONE, notReady(PAYMENTS, MEMBER, after("PT1M")), ready(PAYMENTS, LEAD, after("PT2M")))
                            .standing())
                    .isEqualTo(Standing.NOT_READY);
        }

        @Test
        void replaces_its_authors_earlier_ready_in_whatever_order_they_are_read() {
            assertThat(of(ONE, notReady(PAYMENTS, MEMBER, after("PT2M")), ready(PAYMENTS, MEMBER, after("PT1M")))
                            .standing())
                    .isEqualTo(Standing.NOT_READY);
        }

        @Test
        void is_gone_once_it_is_taken_back() {
            assertThat(of(
                                    ONE,
                                    withdrawn(notReady(PAYMENTS, MEMBER, after("PT1M")), LEAD),
                                    ready(PAYMENTS, SECOND, after("PT2M")))
                            .isReady())
                    .isTrue();
        }

        @Test
        @Tag("H1")
        void blocks_even_if_its_author_has_left_the_team() {
            assertThat(of(ONE, notReady(PAYMENTS, LEAVER, after("PT1M")), ready(PAYMENTS, MEMBER, after("PT2M")))
                            .standing())
                    .isEqualTo(Standing.NOT_READY);
        }

        @Test
        void does_not_expire_by_an_edit() {
            Confirmation edited = notReady(PAYMENTS, MEMBER, after("PT1M")).expired(after("PT2M"));

            assertThat(of(ONE, edited).standing()).isEqualTo(Standing.NOT_READY);
        }
    }

    @Nested
    @Tag("A1")
    class An_expired_confirmation {
        @Test
        void counts_for_nothing_and_is_shown_as_expired() {
            Readiness readiness = of(ONE, ready(PAYMENTS, MEMBER, after("PT1M")).expired(after("PT2M")));

            assertThat(readiness.standing()).isEqualTo(Standing.EXPIRED);
            assertThat(readiness.isOwedBy(MEMBER)).isTrue();
        }

        @Test
        void is_renewed_by_a_newer_one() {
            assertThat(of(
                                    ONE,
                                    ready(PAYMENTS, MEMBER, after("PT1M")).expired(after("PT2M")),
                                    ready(PAYMENTS, MEMBER, after("PT3M")))
                            .isReady())
                    .isTrue();
        }

        @Test
        void makes_way_for_a_colleagues() {
            assertThat(of(
                                    ONE,
                                    ready(PAYMENTS, MEMBER, after("PT1M")).expired(after("PT2M")),
                                    ready(PAYMENTS, SECOND, after("PT3M")))
                            .isReady())
                    .isTrue();
        }
    }

    @Nested
    class An_answer_taken_back {
        @Test
        void leaves_silence() {
            assertThat(of(ONE, withdrawn(ready(PAYMENTS, MEMBER, after("PT1M")), MEMBER))
                            .standing())
                    .isEqualTo(Standing.SILENT);
        }

        @Test
        void does_not_bring_back_the_one_before_it() {
            Readiness readiness = of(
                    ONE,
                    ready(PAYMENTS, MEMBER, after("PT1M")),
                    withdrawn(notReady(PAYMENTS, MEMBER, after("PT2M")), MEMBER));

            assertThat(readiness.standing()).isEqualTo(Standing.SILENT);
            assertThat(readiness.isOwedBy(MEMBER)).isTrue();
        }
    }

    @Test
    void the_order_in_which_answers_are_read_changes_nothing() {
        long seed = 20261124;
        Random random = new Random(seed);
        List<PersonId> people = List.of(LEAD, MEMBER, SECOND, LEAVER);
        for (int round = 0; round < 500; round++) {
            List<Confirmation> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                PersonId person = people.get(random.nextInt(people.size()));
                Confirmation answer = random.nextBoolean()
                        ? ready(PAYMENTS, person, after("PT" + (i + 1) + "M"))
                        : notReady(PAYMENTS, person, after("PT" + (i + 1) + "M"));
                answers.add(random.nextInt(4) == 0 ? withdrawn(answer, person) : answer);
            }
            Standing expected =
                    Readiness.of(PAYMENTS, Optional.of(TWO), answers).standing();
            Collections.shuffle(answers, random);

            assertThat(Readiness.of(PAYMENTS, Optional.of(TWO), answers).standing())
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected);
        }
    }
}
