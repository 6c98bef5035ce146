package dev.releasemanager.release;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a command does to a state: it is changed, or unchanged (which makes a second click harmless), or refused.
 *
 * @param <T> what it is about
 */
public sealed interface Decision<T> {

    /** One function for each case; the compiler sees to it that none is forgotten. */
    <R> R fold(Function<T, R> changed, Function<String, R> unchanged, Function<Refusal, R> refused);

    /** What it is from now on, if it changes. */
    default Optional<T> changed() {
        return fold(Optional::of, why -> Optional.empty(), refusal -> Optional.empty());
    }

    static <T> Decision<T> changed(T next) {
        return new Changed<>(next);
    }

    static <T> Decision<T> unchanged(String why) {
        return new Unchanged<>(why);
    }

    static <T> Decision<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /** It happens; {@code next} is how things are from now on. */
    record Changed<T>(T next) implements Decision<T> {
        @Override
        public <R> R fold(Function<T, R> changed, Function<String, R> unchanged, Function<Refusal, R> refused) {
            return changed.apply(next);
        }
    }

    /** It is so already; nothing happens. {@code why} is a sentence for the person. */
    record Unchanged<T>(String why) implements Decision<T> {
        @Override
        public <R> R fold(Function<T, R> changed, Function<String, R> unchanged, Function<Refusal, R> refused) {
            return unchanged.apply(why);
        }
    }

    /** It does not happen. */
    record Refused<T>(Refusal refusal) implements Decision<T> {
        @Override
        public <R> R fold(Function<T, R> changed, Function<String, R> unchanged, Function<Refusal, R> refused) {
            return refused.apply(refusal);
        }
    }
}
