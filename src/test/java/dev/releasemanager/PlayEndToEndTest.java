package dev.releasemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.coordination.Transaction;
import dev.releasemanager.rehearsal.play.Play;
import dev.releasemanager.release.Confirmation;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The scenarios that play themselves: they pass with the bot as it is, and notice one that lies. */
class PlayEndToEndTest {
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();

    private List<String> play(UnaryOperator<Store> fault, Function<Play, List<String>> what) {
        try (Rehearsal rehearsal = Rehearsal.start(
                0,
                Optional.empty(),
                Path.of("config", "release-manager.yaml"),
                Rehearsal.beginOfAWholeRollout(InstantSource.system().instant()),
                fault)) {
            URI address = rehearsal.address();
            return what.apply(new Play(address, new PrintWriter(transcript, true, StandardCharsets.UTF_8)));
        }
    }

    private String transcript() {
        return transcript.toString(StandardCharsets.UTF_8);
    }

    @Test
    void every_scenario_plays_without_a_failure_and_reads_as_people_see_it() {
        assertThat(play(UnaryOperator.identity(), Play::run)).isEmpty();

        assertThat(transcript())
                .contains("A Go", "A No-Go", "A deadline", "A rollout", "A canary fails")
                .contains("Olivia", "Priya", "Chen", "Elena")
                .contains("GO for", "NO-GO for", "DELAYED", "COMPLETED:", "STOPPED:", "ROLLED BACK:")
                .doesNotContain("<!date", "&lt;", "<@U");
    }

    @Test
    void a_bot_that_takes_every_answer_for_a_ready_is_found_out() {
        List<String> failures = play(EveryAnswerReadsAsReady::new, Play::runCheckpoints);

        assertThat(failures).anySatisfy(failure -> assertThat(failure)
                .contains("no Go is called while", "Checkout said that it is not ready"));
        assertThat(transcript()).contains("Checkout said that it is not ready");
    }

    /** The planted fault: what is stored is right, what is read is a ready. */
    private record EveryAnswerReadsAsReady(Store store) implements Store {
        @Override
        public <T> T write(Function<Transaction, T> work) {
            return store.write(tx -> work.apply(lying(tx, Transaction.class)));
        }

        @Override
        public <T> T read(Function<Reading, T> work) {
            return store.read(reading -> work.apply(lying(reading, Reading.class)));
        }

        private static <R> R lying(R truth, Class<R> as) {
            return as.cast(
                    Proxy.newProxyInstance(as.getClassLoader(), new Class<?>[] {as}, (proxy, method, arguments) -> {
                        try {
                            Object found = method.invoke(truth, arguments);
                            return method.getName().equals("confirmations")
                                    ? ((List<?>) found)
                                            .stream()
                                                    .map(Confirmation.class::cast)
                                                    .map(EveryAnswerReadsAsReady::asReady)
                                                    .toList()
                                    : found;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        private static Confirmation asReady(Confirmation answer) {
            return new Confirmation(
                    answer.round(),
                    answer.team(),
                    answer.person(),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    answer.revision(),
                    answer.seal(),
                    answer.at(),
                    answer.withdrawn(),
                    answer.expiredAt());
        }
    }
}
