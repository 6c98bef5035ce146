package dev.releasemanager.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One connection on which signed requests are sent one after the other; it does no more than that, so that it takes little
 * of the processors that it shares with what is measured. Not for several threads.
 */
final class SignedRequests implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedInputStream in;
    private final OutputStream out;
    private final String head;
    private final Mac mac;

    SignedRequests(URI address, String secret) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        head = "POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\nAccept: application/json,*/*"
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer's status and body. */
    record Answer(int status, String body) {
        /** Whether a form or a click was taken: forms name their faults, or draw another modal. */
        boolean isTaken() {
            return status == 200 && !body.contains("response_action") && !body.contains("errors");
        }
    }

    void accepted(byte[] body) throws IOException {
        Answer answer = send(body);
        if (!answer.isTaken()) {
            throw new IllegalStateException("a click was answered with " + answer);
        }
    }

    Answer send(byte[] body) throws IOException {
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
        String signature = "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        byte[] headers = (head + "X-Slack-Request-Timestamp: " + timestamp + "\r\nX-Slack-Signature: " + signature
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[headers.length + body.length];
        System.arraycopy(headers, 0, whole, 0, headers.length);
        System.arraycopy(body, 0, whole, headers.length, body.length);
        out.write(whole);
        return read();
    }

    private Answer read() throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(statusLine.substring(9, 12));
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        return new Answer(status, chunked ? chunks() : text(length));
    }

    private String chunks() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.append(text(size));
            String unused = line();
        }
        String unused = line();
        return all.toString();
    }

    private String text(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("the connection was closed");
            }
            if (read == '\n') {
                return line.toString();
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
