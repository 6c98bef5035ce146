package dev.releasemanager.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings' file while the program runs: {@link #current()} is the last sound reading, whatever happens to the file.
 * It looks at the content, not at times or file ids, so that an editor which replaces the file, a swapped symbolic link of a
 * ConfigMap and a clock that stands still are all the same to it; a change counts once two looks in a row find the same
 * bytes, because a file that is half written can be sound too. Safe for use by several threads.
 */
public final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);

    private final Path path;
    private final Listener listener;
    private volatile Settings current;
    private byte[] settled;
    private byte @Nullable [] candidate;

    private SettingsFile(Path path, Listener listener, Settings first, byte[] content) {
        this.path = path;
        this.listener = listener;
        this.current = first;
        this.settled = content;
    }

    /** What is told about a file that changes. Called by the thread that polls; what it throws is logged and dropped. */
    public interface Listener {

        /** The file changed and is sound. {@code current()} gives {@code now} already. Not called if no setting differs. */
        void reloaded(Settings before, Settings now);

        /** The file changed and is faulty, or is gone; {@code current()} stays. Told once for each such content. */
        void refused(List<Fault> faults);
    }

    /** What one look at the file came to. */
    public enum Look {
        /** As at the last look that counted. */
        UNCHANGED,
        /** Changed, perhaps still being written: the next look decides. */
        CHANGING,
        /** Changed and taken. */
        RELOADED,
        /** Changed and faulty, or gone: the last sound one stays. */
        REFUSED
    }

    /** Reads a file once: what {@code check-config} does. Never throws because of the file. */
    public static Checked<Settings> read(Path path) {
        Content content = content(path);
        return content.fault() == null
                ? SettingsReader.read(nameOf(path), content.bytes())
                : Checked.faulty(List.of(content.fault()));
    }

    /** The same for content that is at hand already; {@code name} is what faults carry. */
    public static Checked<Settings> parse(String name, byte[] content) {
        return SettingsReader.read(name, content);
    }

    /** Opens a file to follow its changes; the first reading has to be sound. */
    public static Checked<SettingsFile> open(Path path, Listener listener) {
        Content content = content(path);
        if (content.fault() != null) {
            return Checked.faulty(List.of(content.fault()));
        }
        Checked<Settings> first = SettingsReader.read(nameOf(path), content.bytes());
        return first.isSound()
                ? Checked.sound(new SettingsFile(path, listener, first.get(), content.bytes()))
                : Checked.faulty(first.faults());
    }

    /** The last sound settings. */
    public Settings current() {
        return current;
    }

    public Path path() {
        return path;
    }

    /** Looks at the file every so often on the given executor, until the result is cancelled. */
    public ScheduledFuture<?> watch(ScheduledExecutorService executor, Duration every) {
        return executor.scheduleWithFixedDelay(this::poll, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Looks once. */
    public synchronized Look poll() {
        Content content = content(path);
        byte[] bytes = content.bytes();
        if (Arrays.equals(bytes, settled)) {
            candidate = null;
            return Look.UNCHANGED;
        }
        if (candidate == null || !Arrays.equals(bytes, candidate)) {
            candidate = bytes;
            return Look.CHANGING;
        }
        settled = bytes;
        candidate = null;
        Checked<Settings> read = content.fault() == null
                ? SettingsReader.read(nameOf(path), bytes)
                : Checked.faulty(List.of(content.fault()));
        return take(read);
    }

    private Look take(Checked<Settings> read) {
        Optional<Settings> found = read.find();
        if (found.isEmpty()) {
            LOG.atWarn()
                    .setMessage("Settings refused, the last sound ones stay")
                    .addKeyValue("file", path)
                    .addKeyValue("faults", read.faults().size())
                    .log();
            tell(() -> listener.refused(read.faults()));
            return Look.REFUSED;
        }
        Settings before = current;
        Settings now = found.get();
        current = now;
        if (!before.digest().equals(now.digest())) {
            LOG.atInfo()
                    .setMessage("Settings reloaded")
                    .addKeyValue("file", path)
                    .addKeyValue("policy", now.digest())
                    .log();
            tell(() -> listener.reloaded(before, now));
        }
        return Look.RELOADED;
    }

    private void tell(Runnable message) {
        try {
            message.run();
        } catch (RuntimeException e) {
            LOG.atError()
                    .setMessage("A listener to settings failed")
                    .setCause(e)
                    .log();
        }
    }

    /** The bytes of the file, at most one more than are accepted; or, with a fault, bytes that stand for that fault. */
    private static Content content(Path path) {
        try (InputStream input = Files.newInputStream(path)) {
            return new Content(input.readNBytes(YamlText.MAX_BYTES + 1), null);
        } catch (IOException | SecurityException e) {
            String why = e instanceof NoSuchFileException
                    ? "there is no such file"
                    : e instanceof AccessDeniedException
                            ? "this user may not read it"
                            : Files.isDirectory(path)
                                    ? "it is a directory"
                                    : "reading it failed (" + e.getMessage() + ")";
            Fault fault = new Fault(
                    nameOf(path),
                    0,
                    0,
                    "",
                    "can't be read: " + why + " (" + path + "); accepted: a YAML file; set where it is with "
                            + "RELEASE_MANAGER_CONFIG");
            return new Content(fault.toString().getBytes(StandardCharsets.UTF_8), fault);
        }
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Content(byte[] bytes, @Nullable Fault fault) {}
}
