package dev.releasemanager.manifest;

import static dev.releasemanager.manifest.Changes.change;
import static dev.releasemanager.release.Cast.BERLIN;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.Cast;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.TeamId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A manifest as text: the same for the same content, another for any other. */
@Tag("A1")
class CanonicalFormTest {
    private static final Release RELEASE = Cast.release(Cast.polling());

    private static String of(Profile profile, Change... changes) {
        return CanonicalForm.of(RELEASE.with(profile), Changes.manifest(changes), List.of());
    }

    private static Profile profile(
            String title, String purpose, ReleaseKind kind, List<TeamId> teams, Optional<String> ticket) {
        return new Profile(title, purpose, kind, after("P2D"), BERLIN, teams, Cast.CHANNEL, ticket);
    }

    @Nested
    class The_same_content {
        @Test
        void reads_the_same_in_whatever_order_the_changes_were_read() {
            Profile profile = Cast.profile(PAYMENTS, CHECKOUT);

            assertThat(of(profile, change(1, PAYMENTS, "copy"), change(2, CHECKOUT, "copy")))
                    .isEqualTo(of(profile, change(2, CHECKOUT, "copy"), change(1, PAYMENTS, "copy")));
        }

        @Test
        void reads_the_same_whatever_the_state_and_the_delegate() {
            Manifest scope = Changes.manifest();

            assertThat(CanonicalForm.of(RELEASE, scope, List.of()))
                    .isEqualTo(CanonicalForm.of(
                            Cast.release(new dev.releasemanager.release.ReleaseState.Planning(Optional.empty()))
                                    .delegatedTo(Optional.empty()),
                            scope,
                            List.of()));
        }

        @Test
        void is_one_line_for_each_fact() {
            assertThat(of(profile("a\nb", "c\r\nd", ReleaseKind.REGULAR, List.of(PAYMENTS), Optional.empty()))
                            .lines())
                    .contains("title\ta\\nb", "purpose\tc\\r\\nd")
                    .hasSize(9);
        }
    }

    @Nested
    class Any_other_content {
        private final List<String> forms = new ArrayList<>();

        @Test
        void reads_otherwise_whichever_field_it_is() {
            Profile plain = Cast.profile(PAYMENTS, CHECKOUT);
            Change one = change(1, PAYMENTS, "copy");
            forms.add(of(plain, one));
            forms.add(of(plain));
            forms.add(of(Cast.profile(CHECKOUT, PAYMENTS), one));
            forms.add(of(Cast.profile(PAYMENTS), one));
            forms.add(of(profile("Other", plain.purpose(), plain.kind(), plain.teams(), plain.ticket()), one));
            forms.add(of(profile(plain.title(), "Other.", plain.kind(), plain.teams(), plain.ticket()), one));
            forms.add(of(
                    profile(plain.title(), plain.purpose(), ReleaseKind.HOTFIX, plain.teams(), plain.ticket()), one));
            forms.add(of(profile(plain.title(), plain.purpose(), plain.kind(), plain.teams(), Optional.empty()), one));
            forms.add(of(
                    new Profile(
                            plain.title(),
                            plain.purpose(),
                            plain.kind(),
                            plain.target().plusSeconds(60),
                            plain.zone(),
                            plain.teams(),
                            plain.channel(),
                            plain.ticket()),
                    one));
            forms.add(of(
                    new Profile(
                            plain.title(),
                            plain.purpose(),
                            plain.kind(),
                            plain.target(),
                            ZoneOffset.UTC,
                            plain.teams(),
                            plain.channel(),
                            plain.ticket()),
                    one));
            forms.add(of(
                    new Profile(
                            plain.title(),
                            plain.purpose(),
                            plain.kind(),
                            plain.target(),
                            plain.zone(),
                            plain.teams(),
                            new ChannelId("C0OTHER"),
                            plain.ticket()),
                    one));
            forms.add(CanonicalForm.of(RELEASE.with(plain).ownedBy(MEMBER), Changes.manifest(one), List.of()));
            forms.add(of(plain, change(2, PAYMENTS, "copy", one.title())));
            forms.add(of(plain, change(1, CHECKOUT, "copy", one.title())));
            forms.add(of(plain, change(1, PAYMENTS, "flagged", one.title())));
            forms.add(of(plain, change(1, PAYMENTS, "copy", "Other")));
            for (String field : List.of("component", "link", "flag", "effect", "trouble", "answer")) {
                forms.add(of(plain, edited(one, field)));
            }

            assertThat(forms).doesNotHaveDuplicates();
            assertThat(forms.stream().map(CanonicalForm::digest)).doesNotHaveDuplicates();
        }

        private static Change edited(Change c, String field) {
            return new Change(
                    c.id(),
                    c.team(),
                    field.equals("component") ? "other" : c.component(),
                    c.kind(),
                    c.title(),
                    field.equals("link") ? "https://other.example" : c.link(),
                    field.equals("flag") ? Optional.of("other") : c.flag(),
                    field.equals("effect") ? "other" : c.userEffect(),
                    field.equals("trouble") ? Optional.of("other") : c.trouble(),
                    field.equals("answer") ? Optional.of("other") : c.supportAnswer());
        }

        @Test
        void reads_otherwise_for_hostile_texts_of_every_sort() {
            long seed = 6_021_023;
            Random random = new Random(seed);
            String[] pieces = {
                "\\", "\n", "\\n", "\t", "\\t", "\r", "\\r", "a", "", "title\t", "purpose\tx", "\u2028", "\u0000", "ü"
            };
            Map<String, String> seen = new HashMap<>();
            for (int i = 0; i < 5_000; i++) {
                String title = text(random, pieces);
                String purpose = text(random, pieces);
                String effect = text(random, pieces);
                Change c = change(1, PAYMENTS, "copy", effect);
                String form = of(profile(title, purpose, ReleaseKind.REGULAR, List.of(PAYMENTS), Optional.empty()), c);
                String content = title.length() + ":" + title + purpose.length() + ":" + purpose + effect;
                String before = seen.put(form, content);

                assertThat(before == null || before.equals(content))
                        .as("seed %d, round %d: two contents, one form", seed, i)
                        .isTrue();
            }
        }

        private static String text(Random random, String[] pieces) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            return text.toString();
        }
    }
}
