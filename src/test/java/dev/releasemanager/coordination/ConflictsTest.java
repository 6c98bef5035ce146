package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two people who edit the same release at once, and what changed between two revisions. */
class ConflictsTest {
    private final Office office = new Office(new MemoryStore());
    private final ReleaseKey key = office.planned();
    private final int shown = office.release(key).revision();

    private Outcome retitle(PersonId by, String title, int revision) {
        Change change = office.dossier(key).scope().of(PAYMENTS).get(0);
        ChangeForm like = Office.change(PAYMENTS, title);
        return office.use
                .planning()
                .putChange(
                        office.by(by).basedOn(revision, "change " + change.id() + " "),
                        key,
                        new ChangeForm(
                                Optional.of(change.id()),
                                like.team(),
                                like.component(),
                                like.kind(),
                                like.title(),
                                like.link(),
                                like.flag(),
                                like.userEffect(),
                                like.trouble(),
                                like.supportAnswer()));
    }

    private String title() {
        return office.dossier(key).scope().of(PAYMENTS).get(0).title();
    }

    @Test
    void the_second_sees_what_changed_and_by_whom_and_applies_again() {
        done(retitle(MEMBER, "Pay with one click", shown));

        Outcome second = retitle(OWNER, "Pay at once", shown);

        assertThat(second.kind()).isEqualTo(Outcome.Kind.CONFLICT);
        assertThat(text(second.said())).contains("Not saved yet", MEMBER.value(), "Pay button", "Pay with one click");
        assertThat(title()).isEqualTo("Pay with one click");
        done(retitle(OWNER, "Pay at once", second.release().orElseThrow().revision()));
        assertThat(title()).isEqualTo("Pay at once");
    }

    @Test
    void who_edits_another_thing_meanwhile_is_in_nobodys_way() {
        done(office.use
                .planning()
                .putStep(office.by(MEMBER), key, Office.step("Switch flag one-click off", Optional.of(PAYMENTS))));

        done(retitle(OWNER, "Pay at once", shown));
    }

    @Test
    void a_form_that_says_what_is_there_already_changes_nothing() {
        done(retitle(MEMBER, "Pay at once", shown));

        Outcome same = retitle(OWNER, "Pay at once", office.release(key).revision());

        assertThat(same.kind()).isEqualTo(Outcome.Kind.UNCHANGED);
    }

    @Test
    void a_diff_says_what_changed_by_whom_and_two_revisions_can_be_named() {
        done(retitle(MEMBER, "Pay at once", shown));
        int now = office.release(key).revision();

        String newest = text(office.use
                .inquiries()
                .diff(key, Optional.empty(), Optional.empty())
                .orElseThrow());
        String all = text(office.use
                .inquiries()
                .diff(key, Optional.of(1), Optional.of(now))
                .orElseThrow());

        assertThat(newest)
                .contains(
                        "revision " + shown + " to " + now,
                        "by <@" + MEMBER.value() + ">",
                        "Pay button",
                        "Pay at once");
        assertThat(all).contains("Revision 2 by", "Revision " + now + " by", "Basket");
        assertThat(text(office.use
                        .inquiries()
                        .diff(key, Optional.of(now), Optional.of(now + 1))
                        .orElseThrow()))
                .contains("There is no revision " + (now + 1));
    }
}
