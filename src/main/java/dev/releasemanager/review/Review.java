package dev.releasemanager.review;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The review of one release (Q2). After a rollback it is demanded, and the next release that touches its components waits
 * for it (A5); after a stop that was resumed somebody may open one, and nothing waits.
 *
 * @param openedBy empty where a rollback has opened it
 * @param demanded whether the releases to come wait for it
 * @param components what it concerns: what was in production when it was rolled back
 * @param missed what staging missed, in people's words; blank while nobody has said
 * @param remarks oldest first
 * @param lessons in the order of their numbers
 * @param closing empty while it is open
 */
public record Review(
        ReleaseKey release,
        Optional<PersonId> openedBy,
        Instant openedAt,
        boolean demanded,
        List<String> components,
        String missed,
        List<Remark> remarks,
        List<Lesson> lessons,
        Optional<Closing> closing) {
    /** More than anyone reads. Bounds what a page and a row hold. */
    public static final int REMARKS_LIMIT = 200;

    public static final int LESSONS_LIMIT = 50;

    public Review {
        components = List.copyOf(components);
        remarks = List.copyOf(remarks);
        lessons = List.copyOf(lessons);
    }

    /**
     * How it was closed.
     *
     * @param noLesson why none has come of it; empty if one has
     */
    public record Closing(PersonId by, Instant at, Optional<String> noLesson) {}

    public static Review opened(
            ReleaseKey release, Optional<PersonId> by, Instant at, boolean demanded, List<String> components) {
        return new Review(release, by, at, demanded, components, "", List.of(), List.of(), Optional.empty());
    }

    public boolean isOpen() {
        return closing.isEmpty();
    }

    /** The same after a rollback: releases wait for it from now on, though it may have been closed before. */
    public Review demandedFor(List<String> rolledBack) {
        List<String> all = new ArrayList<>(components);
        rolledBack.stream().filter(name -> !all.contains(name)).forEach(all::add);
        return new Review(release, openedBy, openedAt, true, all, missed, remarks, lessons, Optional.empty());
    }

    public Review with(Remark remark) {
        List<Remark> next = new ArrayList<>(remarks);
        next.add(remark);
        return new Review(release, openedBy, openedAt, demanded, components, missed, next, lessons, closing);
    }

    public Review withMissed(String words) {
        return new Review(release, openedBy, openedAt, demanded, components, words, remarks, lessons, closing);
    }

    public Review with(Lesson lesson) {
        List<Lesson> next = new ArrayList<>(lessons);
        next.add(lesson);
        return new Review(release, openedBy, openedAt, demanded, components, missed, remarks, next, closing);
    }

    public Review without(Lesson lesson) {
        return new Review(
                release,
                openedBy,
                openedAt,
                demanded,
                components,
                missed,
                remarks,
                lessons.stream()
                        .filter(known -> known.number() != lesson.number())
                        .toList(),
                closing);
    }

    public Review closed(Closing how) {
        return new Review(
                release, openedBy, openedAt, demanded, components, missed, remarks, lessons, Optional.of(how));
    }

    public Optional<Lesson> findLesson(int number) {
        return lessons.stream().filter(lesson -> lesson.number() == number).findFirst();
    }

    public int nextLesson() {
        return lessons.stream().mapToInt(Lesson::number).max().orElse(0) + 1;
    }

    public List<Remark> remarks(Remark.Kind kind) {
        return remarks.stream().filter(remark -> remark.kind() == kind).toList();
    }

    /** Whether others wait until it is closed. */
    public boolean awaits() {
        return isOpen() && demanded;
    }

    /** When people are reminded of it next: so much later, but on no Saturday or Sunday of the release's zone. */
    public static Instant nextReminder(Instant now, Duration every, ZoneId zone) {
        ZonedDateTime next = now.plus(every).atZone(zone);
        while (next.getDayOfWeek() == DayOfWeek.SATURDAY || next.getDayOfWeek() == DayOfWeek.SUNDAY) {
            next = next.plusDays(1);
        }
        return next.toInstant();
    }
}
