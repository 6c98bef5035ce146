package dev.releasemanager.web;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * A program of its own for a container's health check, where neither curl nor a shell is at hand: ends with 0 if the
 * address answers 200 within two seconds, else with 1. The address is its argument, by default this machine's
 * {@code /healthz} on the port that the environment's {@code PORT} names, or 3000 as for the server itself.
 */
public final class HealthProbe {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    private HealthProbe() {}

    public static void main(String[] arguments) {
        String port = System.getenv().getOrDefault("PORT", "3000").strip();
        String address = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:" + port + "/healthz";
        System.exit(isHealthy(address) ? 0 : 1);
    }

    static boolean isHealthy(String address) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return connection.getResponseCode() == 200;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e);
            return false;
        }
    }
}
