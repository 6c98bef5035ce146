package dev.releasemanager.gate;

import dev.releasemanager.manifest.SizeBudget;
import java.time.Duration;
import java.time.Instant;

/**
 * What the policy of this moment measures a release by.
 *
 * @param evidenceMaximumAge how old evidence may be at the call; older counts as none (H1)
 * @param sizeBudget past it a release is advised to split (S3)
 * @param now the moment that the gate is judged at
 * @param command the slash command by which a finding names what can be done, such as {@code /release}
 */
public record Standards(Duration evidenceMaximumAge, SizeBudget sizeBudget, Instant now, String command) {}
