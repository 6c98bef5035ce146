package dev.releasemanager.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.ReleaseKind;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: by which stages a release goes out is policy; one that skips, jumps or doesn't watch is refused with its rule. */
class StagesSettingsTest {
    private static final String STAGING = "{stage: staging, bake: PT2H}";

    private static String file(String regular) {
        return SettingsTest.LEAST + "stages: {regular: [" + regular + "]}\n";
    }

    @Test
    void what_is_left_out_is_as_the_shipped_file_shows_it() {
        Settings least = SettingsTest.read(SettingsTest.LEAST).get();

        assertThat(SettingsFile.read(SettingsTest.SHIPPED).get().stages()).isEqualTo(least.stages());
        assertThat(least.stages().hotfix().staging().bake())
                .isLessThan(least.stages().regular().staging().bake());
    }

    @Test
    void an_older_file_keeps_its_digest_and_other_stages_change_it() {
        String digest = SettingsTest.read(SettingsTest.LEAST).get().digest();

        assertThat(SettingsTest.read(SettingsTest.LEAST + "stages:\n").get().digest())
                .isEqualTo(digest);
        assertThat(SettingsTest.read(file(STAGING + ", {share: 5, bake: PT1H}, {share: 100, bake: PT1H}"))
                        .get()
                        .digest())
                .isNotEqualTo(digest);
    }

    @Test
    void the_next_stage_begins_by_itself_for_the_kinds_that_are_named() {
        Settings usual = SettingsTest.read(SettingsTest.LEAST).get();
        Settings named = SettingsTest.read(SettingsTest.LEAST + "stages: {advance_by_itself: [hotfix]}\n")
                .get();

        assertThat(usual.stages().goingOn()).isEmpty();
        assertThat(named.stages().goingOn()).containsExactly(ReleaseKind.HOTFIX);
        assertThat(named.digest()).isNotEqualTo(usual.digest());
    }

    @Test
    @Tag("M5")
    void stages_of_ones_own_are_taken() {
        Settings settings = SettingsTest.read(
                        file(STAGING + ", {share: 1, bake: PT10M}, {share: 50, bake: PT1H}, {share: 100, bake: P1D}"))
                .get();

        assertThat(settings.stages().regular().production())
                .extracting(stage -> stage.share().orElseThrow())
                .containsExactly(1, 50, 100);
        assertThat(settings.stages().regular().production().get(0).bake()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest(name = "{0}")
    @Tag("M5")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{share: 5, bake: PT1H}, {share: 100, bake: PT1H} | M5 | It begins in production",
                "{stage: staging, bake: PT2H}, {share: 100, bake: PT1H} | M5 | It jumps from 0 % to 100 %",
                "{stage: staging, bake: PT2H}, {share: 25, bake: PT1H}, {share: 100, bake: PT1H} | M5 | a canary of at most 10 %",
                "{stage: staging, bake: PT2H}, {share: 5, bake: PT1H}, {share: 4, bake: PT1H} | M5 | It shrinks from 5 % to 4 %",
                "{stage: staging, bake: PT2H}, {share: 5, bake: PT1H}, {share: 5, bake: PT1H} | M5 | It repeats 5 %",
                "{stage: staging, bake: PT2H}, {share: 5, bake: PT1H} | M5 | It ends at 5 %",
                "{stage: staging, bake: PT2H}, {share: 5, bake: PT0S}, {share: 100, bake: PT1H} | `` | no time",
                "{stage: staging, bake: PT2H}, {share: 5}, {share: 100, bake: PT1H} | `` | has no \"bake\"",
                "{stage: canary, bake: PT2H} | `` | is not accepted",
                "{stage: staging, share: 5, bake: PT2H} | `` | one of both",
            })
    void others_are_refused_with_the_rule_and_the_line(String regular, String rule, String words) {
        assertThat(SettingsTest.faults(file(regular)))
                .anySatisfy(fault -> assertThat(fault).contains(rule, words, "stages.regular", ":10:"));
    }
}
