package dev.releasemanager.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.release.TeamId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of a release as a picture. */
@Tag("M2")
class OrderPicturesTest {
    private static final OrderPictures PICTURES = OrderPictures.open();
    private static final Pattern FONT = Pattern.compile("font-size=\"([0-9.]+)\"");

    /** Each component needs up to three of the {@code across} before it. */
    private static Order order(int components, int teams, int across) {
        List<Component> all = new ArrayList<>(List.of(Component.external("bank-gateway", "Bank operations")));
        List<Dependency> dependencies = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < components; i++) {
            TeamId team = new TeamId("team-" + i % teams);
            String name = "component-" + i;
            all.add(Component.of(name, team));
            changes.add(Changes.in(i + 1, team, name));
            for (int j = 0; j < 2 && i / across > 0; j++) {
                dependencies.add(
                        new Dependency(name, "component-" + ((i / across - 1) * across + (i * 7 + j * 3) % across)));
            }
        }
        dependencies.add(new Dependency("component-0", "bank-gateway"));
        return order(new Landscape(all, dependencies), changes, Map.of());
    }

    private static Order order(Landscape landscape, List<Change> changes, Map<TeamId, String> names) {
        Manifest manifest = Manifest.of(changes, Changes.kinds(), landscape, Details.NONE);
        return new Order("PAY-1 New checkout", manifest.graph(), manifest.landscape(), names);
    }

    private static double smallestText(OrderPictures.Drawing drawn) {
        Matcher fonts = FONT.matcher(drawn.svg());
        double smallest = Double.MAX_VALUE;
        while (fonts.find()) {
            smallest = Math.min(smallest, Double.parseDouble(fonts.group(1)));
        }
        return smallest * Math.min(1, 1_000.0 / drawn.width());
    }

    @ParameterizedTest
    @CsvSource({"5, 3, 2", "20, 6, 5", "60, 12, 15", "60, 60, 60", "60, 60, 6", "60, 3, 1", "200, 60, 20", "200, 60, 1"
    })
    void no_text_is_under_11_pixels_when_the_picture_is_1000_pixels_wide(int components, int teams, int across)
            throws IOException {
        OrderPictures.Drawing drawn = PICTURES.draw(order(components, teams, across));

        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(folder.resolve("order-" + components + "-" + teams + "-" + across + ".png"), drawn.png());
        assertThat(smallestText(drawn)).isGreaterThanOrEqualTo(11);
        var image = ImageIO.read(new ByteArrayInputStream(drawn.png()));
        assertThat(image.getWidth()).isBetween(drawn.width() - 2, drawn.width() + 2);
        assertThat(image.getHeight()).isBetween(drawn.height() - 2, drawn.height() + 2);
    }

    @Test
    void says_waves_teams_and_external_systems_in_words() {
        Order order = order(5, 3, 2);

        String svg = PICTURES.draw(order).svg();

        assertThat(svg).contains("Wave 1", "Wave 3", "team", "external", "component");
        assertThat(order.alternative(Order.ALTERNATIVE_LIMIT))
                .startsWith("Deployment order of PAY-1 New checkout in 3 waves.")
                .contains("Wave 1: team-0: component-0; team-1: component-1.")
                .contains("component-0 needs the external system bank-gateway.");
        assertThat(order(200, 60, 20).alternative(Order.ALTERNATIVE_LIMIT))
                .hasSizeLessThanOrEqualTo(Order.ALTERNATIVE_LIMIT)
                .endsWith("… and more, which the text has.");
    }

    @Test
    void a_circle_is_named_and_marked_by_a_word() {
        TeamId team = new TeamId("payments");
        Order order = order(
                new Landscape(
                        List.of(Component.of("cart", team), Component.of("ledger", team)),
                        List.of(new Dependency("cart", "ledger"), new Dependency("ledger", "cart"))),
                List.of(Changes.in(1, team, "cart"), Changes.in(2, team, "ledger")),
                Map.of());

        assertThat(PICTURES.draw(order).svg()).contains(">circle<");
        assertThat(order.alternative(500)).contains("cart needs ledger needs cart");
    }

    @Nested
    class A_hostile_name {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"quoted\" \\\" \\n",
                    "!include /etc/hostname",
                    "x\n!include /etc/hostname\n@enduml",
                    "<b>bold</b><img:/etc/hostname>",
                    "[[https://evil.example click]]",
                    "<script>alert(1)</script>",
                    "%load_json(\"/etc/hostname\") $x",
                    "<U+0041> \u202e 😀 \u0000",
                    "']]>&amp;--> {{ }}",
                    "~~__//**x**//__~~ <latex>x</latex>"
                })
        void is_drawn_as_it_is_and_does_nothing(String name) throws Exception {
            TeamId team = new TeamId("payments");
            Component external = new Component(name + "!", Optional.empty(), true, Optional.empty());
            Order order = order(
                    new Landscape(
                            List.of(Component.of(name, team), Component.of("ledger", team), external),
                            List.of(new Dependency("ledger", name), new Dependency("ledger", external.name()))),
                    List.of(Changes.in(1, team, name), Changes.in(2, team, "ledger")),
                    Map.of(team, name));

            String svg = PICTURES.draw(order).svg();

            assertThat(svg).contains("ledger").doesNotContain("<script", "<a ", "<image", "Syntax Error", "No such");
            var parsed = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            assertThat(parsed.getDocumentElement().getTagName()).isEqualTo("svg");
            String host = Files.exists(Path.of("/etc/hostname"))
                    ? Files.readString(Path.of("/etc/hostname")).strip()
                    : "";
            if (host.length() > 3) {
                assertThat(svg).doesNotContain(host);
            }
        }
    }
}
