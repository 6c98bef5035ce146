package dev.releasemanager.notice;

import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.ReleaseKey;

/** How a refusal reads: what did not happen, why, and the next step. */
public final class Refusals {
    private Refusals() {}

    public static Document document(Refusal refusal) {
        Words words = Words.strongly(Phrases.sentence(refusal.what())).plain(" " + refusal.why());
        if (!refusal.next().isBlank()) {
            words = words.plain("\nNext: " + refusal.next());
        }
        if (!refusal.who().isEmpty()) {
            words = words.plain(" (").with(Phrases.mentions(refusal.who())).plain(")");
        }
        Document.Builder document = Document.builder().paragraph(words);
        refusal.rule().ifPresent(rule -> document.aside("Rule " + rule + " of the charter"));
        return document.build();
    }

    public static Refusal noSuchRelease(ReleaseKey key, String command) {
        return Refusal.of(
                "Nothing was done", "There is no release " + key + ".", command + " list shows what there is.");
    }
}
