package dev.releasemanager.rehearsal.ui;

/** The page or a test asked for something that makes no sense; becomes a 400 with these words. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRequest(String words) {
        super(words, null, false, false);
    }

    String words() {
        String words = getMessage();
        return words == null ? "" : words;
    }
}
