package dev.releasemanager.coordination;

import dev.releasemanager.manifest.Flagged;
import dev.releasemanager.notice.FlagDocuments;
import dev.releasemanager.notice.Message.Lane;

/** Flags that people switch: whoever is named for one is written to. */
final class FlagsByPeople implements FlagService {
    @Override
    public void switchOn(Scene scene, Flagged flag) {
        var dossier = scene.dossier();
        scene.tell(dossier.switcherOf(flag), FlagDocuments.asked(dossier, flag), Lane.DECISION);
    }
}
