package dev.releasemanager.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.config.SettingsFile.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy's file changes while the program runs. */
class SettingsFileTest {
    private static final String CHANGED = SettingsTest.LEAST.replace("name: Payments", "name: Money");
    private static final String FAULTY = SettingsTest.LEAST.replace("name: Payments", "name: 7");

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private Path path;
    private SettingsFile file;

    private final SettingsFile.Listener listener = new SettingsFile.Listener() {
        @Override
        public void reloaded(Settings before, Settings now) {
            told.add(before.team("payments").name() + " to "
                    + now.team("payments").name());
        }

        @Override
        public void refused(List<Fault> faults) {
            told.add(faults.toString());
        }
    };

    @BeforeEach
    void open() throws IOException {
        path = Files.writeString(directory.resolve("policy.yaml"), SettingsTest.LEAST);
        file = SettingsFile.open(path, listener).get();
    }

    private String name() {
        return file.current().team("payments").name();
    }

    @Nested
    class An_unchanged_file {
        @Test
        void is_left_alone_even_when_it_is_touched() throws IOException {
            Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));

            assertThat(file.poll()).isEqualTo(Look.UNCHANGED);
            assertThat(told).isEmpty();
        }
    }

    @Nested
    class A_changed_file {
        @Test
        void counts_when_two_looks_find_the_same() throws IOException {
            Files.writeString(path, CHANGED);

            assertThat(file.poll()).isEqualTo(Look.CHANGING);
            assertThat(name()).isEqualTo("Payments");
            assertThat(file.poll()).isEqualTo(Look.RELOADED);
            assertThat(name()).isEqualTo("Money");
            assertThat(file.poll()).isEqualTo(Look.UNCHANGED);
            assertThat(told).containsExactly("Payments to Money");
        }

        @Test
        void that_is_half_written_is_waited_for_though_the_half_is_sound() throws IOException {
            Files.writeString(path, CHANGED + "channels:\n");
            assertThat(file.poll()).isEqualTo(Look.CHANGING);
            Files.writeString(path, CHANGED + "channels:\n  support: \"#support\"\n");

            assertThat(file.poll()).isEqualTo(Look.CHANGING);
            assertThat(file.poll()).isEqualTo(Look.RELOADED);
            assertThat(file.current().channels().findSupport()).isPresent();
            assertThat(told).hasSize(1);
        }

        @Test
        void that_is_changed_back_meanwhile_is_unchanged() throws IOException {
            Files.writeString(path, CHANGED);
            file.poll();
            Files.writeString(path, SettingsTest.LEAST);

            assertThat(file.poll()).isEqualTo(Look.UNCHANGED);
        }

        @Test
        void with_the_same_time_stamp_and_length_is_noticed() throws IOException {
            FileTime time = Files.getLastModifiedTime(path);
            Files.writeString(path, SettingsTest.LEAST.replace("Payments", "Payment5"));
            Files.setLastModifiedTime(path, time);
            file.poll();

            assertThat(file.poll()).isEqualTo(Look.RELOADED);
        }

        @Test
        void in_which_only_a_comment_changed_is_taken_and_not_told() throws IOException {
            Files.writeString(path, "# why\n" + SettingsTest.LEAST);
            file.poll();

            assertThat(file.poll()).isEqualTo(Look.RELOADED);
            assertThat(file.current().people().get(0).line()).isEqualTo(5);
            assertThat(told).isEmpty();
        }

        @Test
        void that_an_editor_put_in_place_of_the_old_one_is_noticed() throws IOException {
            Path written = Files.writeString(directory.resolve("policy.yaml.swp"), CHANGED);
            Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            file.poll();

            assertThat(file.poll()).isEqualTo(Look.RELOADED);
        }
    }

    @Nested
    class A_faulty_file {
        @Test
        void is_told_once_and_the_last_sound_one_stays() throws IOException {
            Files.writeString(path, FAULTY);
            file.poll();

            assertThat(file.poll()).isEqualTo(Look.REFUSED);
            assertThat(file.poll()).isEqualTo(Look.UNCHANGED);
            assertThat(name()).isEqualTo("Payments");
            assertThat(told)
                    .singleElement()
                    .asString()
                    .contains("policy.yaml:3:11: teams.payments.name: is the number 7");
        }

        @Test
        void that_is_mended_counts_again() throws IOException {
            Files.writeString(path, FAULTY);
            file.poll();
            file.poll();
            Files.writeString(path, CHANGED);
            file.poll();

            assertThat(file.poll()).isEqualTo(Look.RELOADED);
            assertThat(name()).isEqualTo("Money");
        }

        @Test
        void that_is_gone_is_told_once_and_may_come_back() throws IOException {
            Files.delete(path);
            file.poll();

            assertThat(file.poll()).isEqualTo(Look.REFUSED);
            assertThat(file.poll()).isEqualTo(Look.UNCHANGED);
            assertThat(told).singleElement().asString().contains("can't be read: there is no such file");

            Files.writeString(path, SettingsTest.LEAST);
            file.poll();
            assertThat(file.poll()).isEqualTo(Look.RELOADED);
            assertThat(told).hasSize(1);
        }

        @Test
        void at_the_start_opens_nothing() throws IOException {
            Files.writeString(path, FAULTY);

            assertThat(SettingsFile.open(path, listener).faults()).hasSize(1);
            assertThat(SettingsFile.open(directory, listener).faults())
                    .singleElement()
                    .asString()
                    .contains("can't be read: it is a directory");
            assertThat(SettingsFile.read(directory.resolve("none.yaml")).isSound())
                    .isFalse();
        }
    }

    @Nested
    class A_config_map {
        /** As Kubernetes mounts it: the file is a link through a link to a directory, and the inner link is swapped. */
        @Test
        void that_is_swapped_is_noticed() throws IOException {
            Path first = Files.createDirectory(directory.resolve("..2026_11_22"));
            Path second = Files.createDirectory(directory.resolve("..2026_11_23"));
            Files.writeString(first.resolve("mounted.yaml"), SettingsTest.LEAST);
            Files.writeString(second.resolve("mounted.yaml"), CHANGED);
            Path data = Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
            Path mounted =
                    Files.createSymbolicLink(directory.resolve("mounted.yaml"), Path.of("..data", "mounted.yaml"));
            SettingsFile followed = SettingsFile.open(mounted, listener).get();

            Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), second.getFileName());
            Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
            followed.poll();

            assertThat(followed.poll()).isEqualTo(Look.RELOADED);
            assertThat(followed.current().team("payments").name()).isEqualTo("Money");
        }
    }

    @Nested
    class Being_watched {
        @Test
        void a_change_arrives_though_a_listener_fails() throws Exception {
            CountDownLatch refused = new CountDownLatch(1);
            CountDownLatch reloaded = new CountDownLatch(1);
            SettingsFile watched = SettingsFile.open(path, new SettingsFile.Listener() {
                        @Override
                        public void reloaded(Settings before, Settings now) {
                            reloaded.countDown();
                        }

                        @Override
                        public void refused(List<Fault> faults) {
                            refused.countDown();
                            throw new IllegalStateException("a listener's own bug");
                        }
                    })
                    .get();
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
            try {
                ScheduledFuture<?> watching = watched.watch(executor, Duration.ofMillis(5));
                Files.writeString(path, FAULTY);
                assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
                Files.writeString(path, CHANGED);
                assertThat(reloaded.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(watched.current().team("payments").name()).isEqualTo("Money");
                assertThat(watching.isDone()).isFalse();
            } finally {
                executor.shutdownNow();
            }
        }
    }
}
