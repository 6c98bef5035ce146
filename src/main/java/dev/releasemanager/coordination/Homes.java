package dev.releasemanager.coordination;

import dev.releasemanager.notice.Message;
import dev.releasemanager.release.PersonId;

/** App Homes: drawn when somebody looks. */
public final class Homes {
    private final Acts acts;

    Homes(Acts acts) {
        this.acts = acts;
    }

    /** Promises a fresh Home; the same event delivered twice promises one. */
    public void refresh(String payloadId, PersonId person) {
        acts.store().write(tx -> {
            boolean first = tx.claim(payloadId);
            if (first) {
                tx.promise(new Message.Home(person));
            }
            return first;
        });
    }
}
