package dev.releasemanager.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is in the file: it is read or refused in words, soon, and without an exception. */
@Timeout(20)
class HostileSettingsTest {

    private static Checked<Settings> read(byte[] bytes) {
        return SettingsFile.parse("release-manager.yaml", bytes);
    }

    private static void refused(String text, String words) {
        assertThat(SettingsTest.faults(text))
                .anySatisfy(fault -> assertThat(fault).contains(words));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|:1:1: is empty",
                "# nothing but a comment|:1:1: is empty",
                "just words|:1:1: is the text \"just words\"; accepted: settings by name",
                "- a list|:1:1: is a list; accepted: settings by name",
                "? [a]\\n: b|:1:3: has a list as a key; accepted: text",
                "teams:\\n\\tpayments: {}|:2:1: is not YAML here: a tab; indent with spaces",
                "teams: {}\\n---\\nroles: {}|:2:1: is not YAML here: a second document begins",
                "teams: {a: 'b|is not YAML here: found unexpected end of stream",
                "a: b: c|:1:5: is not YAML here: mapping values are not allowed here",
                "a: *nowhere|:1:4: is not YAML here: found undefined alias nowhere",
                "a: \\u0001|:1:4: the character U+0001 can't stand in YAML",
                "%YAML 3.0\\n---\\na: b|is not YAML here",
                "teams: &t {payments: *t}|teams.payments.payments: is not a setting",
                "teams: &t [*t]|teams: is a list",
                "<<: {a: b}|:1:1: <<: is not a setting",
                "teams: !!java.net.URL {a: b}|Global tag is not allowed: tag:yaml.org,2002:java.net.URL",
                "!!set {a, b}|is a value with the tag tag:yaml.org,2002:set"
            })
    void garbage_gets_words(String text, String words) {
        refused(text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0001", "\u0001"), words);
    }

    @Test
    void a_file_that_is_no_text_gets_words() {
        assertThat(read(new byte[] {'a', ':', ' ', '\n', 'b', (byte) 0xC3, (byte) 0x28})
                        .faults())
                .extracting(Fault::toString)
                .containsExactly("release-manager.yaml:2:2: is not UTF-8 here; accepted: text saved as UTF-8");
    }

    @Test
    void a_byte_order_mark_is_no_fault() {
        assertThat(SettingsTest.read("\uFEFF" + SettingsTest.LEAST).isSound()).isTrue();
    }

    @Test
    void line_ends_of_windows_are_no_fault() {
        assertThat(SettingsTest.read(SettingsTest.LEAST.replace("\n", "\r\n")).isSound())
                .isTrue();
    }

    @Test
    void anchors_share_a_checklist() {
        String shared = SettingsTest.LEAST
                .replace("checklist: [", "checklist: &standard [")
                .replace(
                        "roles:\n",
                        "  checkout: {name: Checkout, lead: \"@chen\", members: [\"@chen\"], checklist: *standard}\nroles:\n");

        assertThat(SettingsTest.read(shared).get().team("checkout").checklist())
                .containsExactly("Smoke tests green for this revision");
    }

    @Test
    void a_mebibyte_is_read_and_a_byte_more_is_refused() {
        byte[] padded = new byte[YamlText.MAX_BYTES];
        Arrays.fill(padded, (byte) '#');
        byte[] least = SettingsTest.LEAST.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(least, 0, padded, 0, least.length);

        assertThat(read(padded).isSound()).isTrue();
        assertThat(read(Arrays.copyOf(padded, YamlText.MAX_BYTES + 1)).faults())
                .singleElement()
                .asString()
                .contains("accepted: up to 1048576 bytes (1 MiB)");
    }

    @Test
    void aliases_that_multiply_are_refused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("x]\n");
        }
        refused(bomb.toString(), "can't be read as YAML: Number of aliases for non-scalar nodes exceeds");
    }

    @Test
    void endless_nesting_is_refused() {
        refused("[".repeat(100_000), "can't be read as YAML: Nesting Depth exceeded");
        refused("a: ".repeat(10_000), "is not YAML here");
        refused("- ".repeat(10_000), "can't be read as YAML: Nesting Depth exceeded");
    }

    @Test
    void ten_thousand_faults_are_cut_short() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            many.append("key").append(i).append(": 1\n");
        }
        assertThat(SettingsTest.faults(many.toString()))
                .hasSize(201)
                .last()
                .asString()
                .contains("more faults");
    }

    @Test
    void a_thicket_of_needs_is_refused_soon() {
        StringBuilder thicket = new StringBuilder("components:\n");
        for (int i = 0; i < 2_000; i++) {
            thicket.append("  c").append(i).append(": {needs: [");
            for (int j = 1; j <= 50; j++) {
                thicket.append("c").append((i + j * j) % 2_000).append(", ");
            }
            thicket.append("n").append(i).append("]}\n");
        }
        refused(SettingsTest.LEAST + thicket, "has 51 items; accepted: from 0 to 50");
        refused(SettingsTest.LEAST + thicket, "makes a cycle: c0 needs ");
        refused(SettingsTest.LEAST + thicket, "\"n0\" is neither a component nor an external system");
    }

    @Test
    void a_thousand_cycles_are_told_some_at_a_time() {
        StringBuilder pairs = new StringBuilder("components:\n");
        for (int i = 0; i < 1_000; i++) {
            pairs.append("  a%d: {needs: [b%d%s]}\n".formatted(i, i, i == 999 ? "" : ", a" + (i + 1)))
                    .append("  b%d: {needs: [a%d]}\n".formatted(i, i));
        }
        assertThat(SettingsTest.faults(SettingsTest.LEAST + pairs))
                .hasSize(20)
                .allMatch(fault -> fault.contains("makes a cycle: "));
    }

    @Test
    void a_mebibyte_of_vague_criteria_is_refused_soon() {
        StringBuilder vague = new StringBuilder("criteria:\n  stage:\n");
        for (int i = 0; i < 40_000; i++) {
            vague.append("  - looks good ").append(i).append('\n');
        }
        refused(SettingsTest.LEAST + vague, "has 40000 items; accepted: from 0 to 20");
        refused(
                SettingsTest.LEAST + vague,
                "\"looks good 0\" can't be found true or false as it stands (charter M3). ");
    }

    /** Cuts, doubles, swaps and replaces pieces of the shipped file; each failure names its seed. */
    @Test
    void a_damaged_file_is_read_or_refused_but_never_thrown_at() throws IOException {
        byte[] shipped = Files.readAllBytes(SettingsTest.SHIPPED);
        int sound = 0;
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] damaged = shipped.clone();
            for (int times = 1 + random.nextInt(4); times > 0; times--) {
                damaged = damage(damaged, random);
            }
            byte[] file = damaged;
            try {
                Checked<Settings> read = read(file);
                assertThat(read.isSound()).isEqualTo(read.faults().isEmpty());
                assertThat(read.faults()).allSatisfy(fault -> assertThat(fault.toString())
                        .doesNotContain("\n")
                        .startsWith("release-manager.yaml:"));
                sound += read.isSound() ? 1 : 0;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(sound).as("some damage is in comments").isBetween(20, 480);
    }

    private static byte[] damage(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(30));
        String pieces = "\t\n:@#&*!|>'\"%[]{},-?`~ \u0000é=";
        switch (random.nextInt(4)) {
            case 0 -> {
                return concat(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
            }
            case 1 -> {
                return concat(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
            }
            case 2 -> {
                byte[] copy = bytes.clone();
                copy[from] = (byte) pieces.charAt(random.nextInt(pieces.length()));
                return copy;
            }
            default -> {
                byte[] copy = bytes.clone();
                copy[from] = (byte) random.nextInt(256);
                return copy;
            }
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both.length == 0 ? new byte[] {'#'} : both;
    }
}
