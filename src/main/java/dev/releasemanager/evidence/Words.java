package dev.releasemanager.evidence;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;

/** What went wrong, on one line that isn't long, with nothing that turns text around. */
final class Words {
    private static final int LONGEST = 160;

    private Words() {}

    static String of(Throwable failure) {
        if (failure instanceof ConnectException) {
            return "can't connect";
        }
        if (failure instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        return failure.getClass().getSimpleName();
    }

    /** What another system said. */
    static String cut(String said) {
        StringBuilder line = new StringBuilder();
        said.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString().strip() + (said.codePointCount(0, said.length()) > LONGEST ? "…" : "");
    }
}
