package dev.releasemanager.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Lookback;
import dev.releasemanager.gate.Standards;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.rehearsal.blockkit.BlockKit;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.slack.message.DocumentRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What needs what, in words. */
class OrderDocumentsTest {
    private static final DocumentRenderer RENDERER = new DocumentRenderer("/release");

    private static Dossier dossier(Landscape landscape, Change... changes) {
        return Dossier.of(
                Cast.release(new ReleaseState.Planning(Optional.empty())),
                Manifest.of(List.of(changes), Changes.kinds(), landscape, Details.NONE),
                RollbackPlan.EMPTY,
                Map.of(),
                List.of(),
                List.of(),
                Cast.roster(),
                Assurances.NONE,
                new Standards(Duration.ofHours(24), SizeBudget.UNLIMITED, Cast.NOW, "/release"),
                Rollout.NONE,
                Lookback.NONE);
    }

    private static Dossier big(int teams, int components) {
        List<Component> all = new ArrayList<>();
        List<Dependency> dependencies = new ArrayList<>();
        Change[] changes = new Change[components];
        for (int i = 0; i < components; i++) {
            TeamId team = new TeamId("team-" + i % teams);
            String name = "component-with-a-rather-long-name-" + i;
            all.add(Component.of(name, team));
            changes[i] = Changes.in(i + 1, team, name);
            for (int j = 1; j <= 3 && i - j * 7 >= 0; j++) {
                dependencies.add(new Dependency(name, "component-with-a-rather-long-name-" + (i - j * 7)));
            }
        }
        return dossier(new Landscape(all, dependencies), changes);
    }

    private static String text(Document document) {
        return RENDERER.text(document, Optional.of(Cast.KEY));
    }

    @Test
    @Tag("M2")
    void tells_the_waves_what_each_needs_whom_to_ask_and_the_way_back() {
        Landscape landscape = new Landscape(
                List.of(
                        Component.of("cart", Cast.CHECKOUT),
                        Component.of("ledger", Cast.PAYMENTS),
                        Component.of("vault", Cast.PAYMENTS),
                        Component.external("bank", "Bank operations")),
                List.of(new Dependency("cart", "ledger"), new Dependency("ledger", "bank")));

        String words = text(OrderDocuments.needs(
                dossier(
                        landscape,
                        Changes.in(1, Cast.CHECKOUT, "cart"),
                        Changes.in(2, Cast.PAYMENTS, "ledger"),
                        Changes.in(3, Cast.PAYMENTS, "vault")),
                Cast.OUTSIDER,
                Optional.empty()));

        assertThat(words)
                .contains("3 components in 2 waves", "1. ledger (Payments), vault (Payments)\n2. cart (Checkout)")
                .contains("cart needs ledger (Payments)", "ledger needs bank (external)")
                .contains("Between teams: 1 of 3 allowed (H2).", "bank: ask Bank operations")
                .contains("1. cart (Checkout)\n2. ledger (Payments), vault (Payments)")
                .doesNotContain("Add a dependency");
    }

    @Test
    @Tag("M2")
    void shows_a_circle_and_an_unknown_component_by_name() {
        Landscape landscape = new Landscape(
                List.of(Component.of("cart", Cast.CHECKOUT), Component.of("ledger", Cast.PAYMENTS)),
                List.of(new Dependency("cart", "ledger"), new Dependency("ledger", "cart")));

        String words = text(OrderDocuments.needs(
                dossier(
                        landscape,
                        Changes.in(1, Cast.CHECKOUT, "cart"),
                        Changes.in(2, Cast.PAYMENTS, "ledger"),
                        Changes.in(3, Cast.PAYMENTS, "legder")),
                Cast.OWNER,
                Optional.empty()));

        assertThat(words)
                .contains("The dependencies go in a circle: cart needs ledger needs cart.")
                .contains("Nobody knows the component legder")
                .contains("none while there is a circle");
    }

    @Test
    @Tag("H2")
    void of_sixty_teams_with_two_hundred_components_stays_within_slacks_limits_and_keeps_the_way_back() {
        Dossier dossier = big(60, 200);

        var blocks = RENDERER.modalBlocks(
                OrderDocuments.needs(dossier, Cast.OWNER, Optional.empty()), Optional.of(Cast.KEY));

        assertThat(blocks.size()).isLessThanOrEqualTo(100);
        assertThat(BlockKit.textLength(blocks)).isLessThanOrEqualTo(20_000);
        assertThat(blocks.toString())
                .contains("200 components in 29 waves", "How it is reversed", "Add a dependency")
                .contains("of 3 allowed", "broken up");
    }
}
