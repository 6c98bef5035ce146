package dev.releasemanager.release;

import java.util.Optional;

/** A part that people have in a release, besides its owner and the delegate. */
public enum Role {
    /** The leads of the taking-part teams. */
    LEADS("leads", "the leads of the taking-part teams"),
    /** All members of the taking-part teams. */
    MEMBERS("members", "the members of the taking-part teams"),
    SUPPORT("support", "support"),
    EXECUTIVES("executives", "executives");

    private final String word;
    private final String words;

    Role(String word, String words) {
        this.word = word;
        this.words = words;
    }

    /** The name in the configuration. */
    public String word() {
        return word;
    }

    /** As part of a sentence. */
    public String words() {
        return words;
    }

    public static Optional<Role> find(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
