package dev.releasemanager.slack.message;

/**
 * Where blocks are shown, and how much of them fits.
 *
 * <p>Blocks: Slack's page on Block Kit. Characters of one message: not documented; from about 11,300 on messages were
 * seen refused ({@code msg_blocks_too_long}), so 10,000 is the budget. A view may have 250 KB of JSON; nobody reads
 * half of that.
 */
public enum Surface {
    MESSAGE(50, 10_000),
    HOME(100, 20_000),
    MODAL(100, 20_000);

    private final int blocks;
    private final int characters;

    Surface(int blocks, int characters) {
        this.blocks = blocks;
        this.characters = characters;
    }

    public int blocks() {
        return blocks;
    }

    public int characters() {
        return characters;
    }
}
