package dev.releasemanager.coordination;

import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.TeamId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person typed to make or edit a release, before it is known to be right. */
public record ReleaseForm(
        String title,
        String purpose,
        String kind,
        Optional<LocalDate> date,
        Optional<LocalTime> time,
        String zone,
        List<TeamId> teams,
        Optional<ChannelId> channel,
        String ticket,
        String fixes,
        Optional<PersonId> owner) {

    public static final String TITLE = "title";
    public static final String PURPOSE = "purpose";
    public static final String KIND = "kind";
    public static final String DATE = "date";
    public static final String TIME = "time";
    public static final String ZONE = "zone";
    public static final String TEAMS = "teams";
    public static final String CHANNEL = "channel";
    public static final String TICKET = "ticket";
    public static final String FIXES = "fixes";
    public static final String OWNER = "owner";

    /** Of a release that is for no other one's fault. */
    public ReleaseForm(
            String title,
            String purpose,
            String kind,
            Optional<LocalDate> date,
            Optional<LocalTime> time,
            String zone,
            List<TeamId> teams,
            Optional<ChannelId> channel,
            String ticket,
            Optional<PersonId> owner) {
        this(title, purpose, kind, date, time, zone, teams, channel, ticket, "", owner);
    }

    public ReleaseForm {
        teams = List.copyOf(teams);
    }

    /** What is wrong, by field, each with what is accepted; empty if it can become a release. */
    Map<String, String> faults(Roster roster, Instant now) {
        Map<String, String> faults = new LinkedHashMap<>();
        Texts.required(faults, TITLE, title, Profile.TITLE_LIMIT, "A title is needed: a few words.");
        Texts.required(
                faults,
                PURPOSE,
                purpose,
                Profile.PURPOSE_LIMIT,
                "A purpose is needed: the one sentence that all of it serves.");
        if (ReleaseKind.find(kind).isEmpty()) {
            faults.put(KIND, "Choose regular, hotfix or train.");
        }
        if (date.isEmpty()) {
            faults.put(DATE, "Choose the day when it is meant to ship.");
        }
        if (time.isEmpty()) {
            faults.put(TIME, "Choose the time when it is meant to ship.");
        }
        if (zone(zone).isEmpty()) {
            faults.put(
                    ZONE,
                    "“" + Texts.shortened(zone, 60) + "” isn't a time zone; write one such as Europe/Berlin or UTC.");
        } else if (date.isPresent() && time.isPresent()) {
            LocalDateTime local = LocalDateTime.of(date.get(), time.get());
            if (zoneId().getRules().getValidOffsets(local).isEmpty()) {
                faults.put(TIME, "The clocks in " + zoneId().getId() + " skip this time on that day; choose another.");
            } else if (!target().isAfter(now)) {
                faults.put(DATE, "That moment has passed; choose one to come.");
            }
        }
        if (teams.isEmpty()) {
            faults.put(TEAMS, "Choose at least one team: nobody can be asked otherwise.");
        } else {
            teams.stream()
                    .filter(team -> roster.find(team).isEmpty())
                    .findFirst()
                    .ifPresent(team ->
                            faults.put(TEAMS, "There is no team “" + team + "” in the configuration any more."));
        }
        if (channel.isEmpty()) {
            faults.put(CHANNEL, "Choose the channel where the release's board is to be.");
        }
        if (!ticket.isBlank() && !Texts.isLink(ticket)) {
            faults.put(TICKET, "That isn't a link; write an address that begins with https:// or leave it empty.");
        } else {
            Texts.limited(faults, TICKET, ticket, Profile.TICKET_LIMIT);
        }
        if (!fixes.isBlank() && ReleaseKey.find(fixes.strip()).isEmpty()) {
            faults.put(FIXES, "That isn't a release's key; write one such as PAY-12 or leave it empty.");
        } else if (!fixes.isBlank() && !ReleaseKind.find(kind).equals(Optional.of(ReleaseKind.HOTFIX))) {
            faults.put(FIXES, "Only a hotfix is for the fault of another release (A5); leave it empty.");
        }
        if (owner.isEmpty()) {
            faults.put(OWNER, "Choose the one person who owns the release.");
        } else if (!roster.isPresent(owner.get()) || roster.teamsOf(owner.get()).isEmpty()) {
            faults.put(
                    OWNER,
                    roster.nameOf(owner.get())
                            + " can't own a release: an owner is an active member of a configured team.");
        }
        return faults;
    }

    private Optional<ZoneId> zone(String words) {
        try {
            return Optional.of(ZoneId.of(words.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private ZoneId zoneId() {
        return zone(zone).orElseThrow();
    }

    private Instant target() {
        return LocalDateTime.of(date.orElseThrow(), time.orElseThrow())
                .atZone(zoneId())
                .toInstant();
    }

    /** To be called on a form without faults. */
    Profile profile() {
        return new Profile(
                title.strip(),
                purpose.strip(),
                ReleaseKind.find(kind).orElseThrow(),
                target(),
                zoneId(),
                teams.stream().distinct().toList(),
                channel.orElseThrow(),
                ticket.isBlank() ? Optional.empty() : Optional.of(ticket.strip()),
                ReleaseKey.find(fixes.strip()));
    }

    /** Rules for texts that people type, shared by all forms. */
    static final class Texts {
        private Texts() {}

        static void required(Map<String, String> faults, String field, String text, int limit, String ifBlank) {
            if (text.isBlank()) {
                faults.put(field, ifBlank);
            } else {
                limited(faults, field, text, limit);
            }
        }

        static void limited(Map<String, String> faults, String field, String text, int limit) {
            int length = text.strip().codePointCount(0, text.strip().length());
            if (length > limit) {
                faults.put(
                        field, "That is " + length + " characters long; at most " + limit + " are kept. Shorten it.");
            }
        }

        static boolean isLink(String text) {
            try {
                URI link = new URI(text.strip());
                return ("https".equals(link.getScheme()) || "http".equals(link.getScheme())) && link.getHost() != null;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        /** "A", "A and B", "A, B and C". */
        static String listed(List<String> words) {
            int last = words.size() - 1;
            return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
        }

        static String shortened(String text, int limit) {
            return text.codePointCount(0, text.length()) <= limit
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, limit - 1)) + "…";
        }
    }
}
