package dev.releasemanager.coordination;

import dev.releasemanager.manifest.Flagged;

/**
 * Where flags are switched: has it done there, and whoever does it says so through {@link Activations}. Called within the
 * act's transaction, so it only promises what is sent after the commit. May be called again for the same flag.
 */
interface FlagService {
    /** The flag's moment has come: it is to be switched on as planned. */
    void switchOn(Scene scene, Flagged flag);
}
