package dev.releasemanager.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of a release's record (A3): who did what, when, on which manifest. Each carries the digest of the one before
 * it, so that an alteration breaks the chain from there on.
 *
 * @param sequence counts from 1 within the release, without gaps
 * @param by who did it; empty for what the bot did by itself
 * @param what an event, past tense, stable in the store: {@code go_called}
 * @param revision the manifest that it was done on
 * @param details the rest, by name; sorted, for the digest
 * @param previous the digest of the entry before, or {@link #BEGINNING}
 */
public record RecordEntry(
        ReleaseKey release,
        long sequence,
        Instant at,
        Optional<PersonId> by,
        String what,
        int revision,
        SortedMap<String, String> details,
        String previous,
        String digest) {

    /** What stands before the first entry. */
    public static final String BEGINNING = "0".repeat(64);

    public RecordEntry {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /** The entry that follows {@code last} in the release's chain, or begins it. */
    public static RecordEntry after(
            Optional<Link> last,
            ReleaseKey release,
            Instant at,
            Optional<PersonId> by,
            String what,
            int revision,
            Map<String, String> details) {
        long sequence = last.map(Link::sequence).orElse(0L) + 1;
        String previous = last.map(Link::digest).orElse(BEGINNING);
        SortedMap<String, String> sorted = new TreeMap<>(details);
        return new RecordEntry(
                release,
                sequence,
                at,
                by,
                what,
                revision,
                sorted,
                previous,
                digest(release, sequence, at, by, what, revision, sorted, previous));
    }

    /** What the next entry needs to know of the last one. */
    public record Link(long sequence, String digest) {}

    public Link link() {
        return new Link(sequence, digest);
    }

    /**
     * Reads the chain from its first entry.
     *
     * @param entries all of one release, by sequence
     * @return every fault found, as sentences; empty if the chain is whole
     */
    public static List<String> faults(List<RecordEntry> entries) {
        List<String> faults = new ArrayList<>();
        if (entries.isEmpty()) {
            faults.add("There is no entry at all: not even that the release was created.");
        }
        String previous = BEGINNING;
        long expected = 1;
        for (RecordEntry entry : entries) {
            if (entry.sequence != expected) {
                faults.add("Entry " + expected + " is missing: entry " + entry.sequence + " follows instead.");
            }
            if (!entry.previous.equals(previous)) {
                faults.add("Entry " + entry.sequence + " doesn't follow from the entry before it.");
            }
            if (!entry.digest.equals(entry.computedDigest())) {
                faults.add("Entry " + entry.sequence + " (" + entry.what + ") was altered: its digest doesn't match.");
            }
            previous = entry.digest;
            expected = entry.sequence + 1;
        }
        return faults;
    }

    private String computedDigest() {
        return digest(release, sequence, at, by, what, revision, details, previous);
    }

    private static String digest(
            ReleaseKey release,
            long sequence,
            Instant at,
            Optional<PersonId> by,
            String what,
            int revision,
            SortedMap<String, String> details,
            String previous) {
        List<String> texts = new ArrayList<>(List.of(
                previous,
                release.value(),
                Long.toString(sequence),
                Long.toString(at.toEpochMilli()),
                by.map(PersonId::value).orElse(""),
                what,
                Integer.toString(revision)));
        details.forEach((name, value) -> {
            texts.add(name);
            texts.add(value);
        });
        return Digest.of(texts);
    }
}
