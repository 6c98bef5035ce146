package dev.releasemanager.config;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of reading settings: a sound value, or every fault that was found. Never both, never neither. */
public final class Checked<T> {
    private final @Nullable T value;
    private final List<Fault> faults;

    private Checked(@Nullable T value, List<Fault> faults) {
        this.value = value;
        this.faults = List.copyOf(faults);
    }

    public static <T> Checked<T> sound(T value) {
        return new Checked<>(value, List.of());
    }

    public static <T> Checked<T> faulty(List<Fault> faults) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("a faulty reading needs at least one fault");
        }
        return new Checked<>(null, faults);
    }

    public boolean isSound() {
        return value != null;
    }

    public Optional<T> find() {
        return Optional.ofNullable(value);
    }

    /**
     * The sound value.
     *
     * @throws NoSuchElementException naming all faults, when there are any
     */
    public T get() {
        if (value == null) {
            throw new NoSuchElementException(
                    faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        }
        return value;
    }

    /** In the order of their lines; empty when the value is sound. */
    public List<Fault> faults() {
        return faults;
    }

    @Override
    public String toString() {
        return value == null ? "faulty" + faults : "sound[" + value + "]";
    }
}
