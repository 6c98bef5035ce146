package dev.releasemanager.rollout;

import dev.releasemanager.rollout.FlagMark.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a flag stands by what people have said: dark until somebody says that it is on, and again once somebody says that it
 * is off.
 *
 * @param marks of this flag, oldest first
 */
public record FlagStanding(String flag, List<FlagMark> marks) {
    public FlagStanding {
        marks = List.copyOf(marks);
    }

    private Optional<FlagMark> newest(Kind... kinds) {
        List<Kind> wanted = List.of(kinds);
        for (int i = marks.size() - 1; i >= 0; i--) {
            if (wanted.contains(marks.get(i).kind())) {
                return Optional.of(marks.get(i));
            }
        }
        return Optional.empty();
    }

    /** By whom and since when it is on, and for how many; empty while it is dark. */
    public Optional<FlagMark> on() {
        return newest(Kind.ON, Kind.OFF).filter(mark -> mark.kind() == Kind.ON);
    }

    public boolean isOn() {
        return on().isPresent();
    }

    /** By whom and why it was switched off; empty if it is on, or never was. */
    public Optional<FlagMark> off() {
        return newest(Kind.ON, Kind.OFF).filter(mark -> mark.kind() == Kind.OFF);
    }

    /** What its check has come to since it is on; empty while nobody has looked. */
    public Optional<FlagMark> checked() {
        return newest(Kind.WORKS, Kind.FAILS, Kind.ON).filter(mark -> mark.kind() != Kind.ON && isOn());
    }

    /** That its source gave no value for its check, since it is on. */
    public Optional<FlagMark> unseen() {
        return newest(Kind.UNSEEN, Kind.ON).filter(mark -> mark.kind() == Kind.UNSEEN && isOn());
    }

    /** Whether its person was asked at that moment or later to switch it on. */
    public boolean isAskedSince(Instant moment) {
        return newest(Kind.ASKED).filter(mark -> !mark.at().isBefore(moment)).isPresent();
    }

    /** Since when its person is asked to switch it on; empty once they have answered. */
    public Optional<Instant> awaitedSince() {
        return marks.isEmpty() || marks.get(marks.size() - 1).kind() != Kind.ASKED
                ? Optional.empty()
                : Optional.of(marks.get(marks.size() - 1).at());
    }

    /** Who has put it off; empty if nobody has, or it was switched since. */
    public Optional<FlagMark> postponed() {
        return newest(Kind.POSTPONED, Kind.ON, Kind.OFF).filter(mark -> mark.kind() == Kind.POSTPONED);
    }
}
