package dev.releasemanager.rehearsal.blockkit;

/** What one place must be. A rule reports to the cursor and never throws, whatever it is shown. */
@FunctionalInterface
interface Rule {

    void check(Cursor at);

    default Rule and(Rule other) {
        return at -> {
            check(at);
            other.check(at);
        };
    }
}
