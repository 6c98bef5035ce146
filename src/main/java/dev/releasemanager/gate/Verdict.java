package dev.releasemanager.gate;

import java.util.List;

/**
 * What all findings come to, on the revision that they were computed on.
 *
 * @param findings in a fixed order: blocking before advisory, and the rules in the gate's own order
 */
public record Verdict(int revision, List<Finding> findings) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** Whether a Go may be called. Nothing found is not open (H1). */
    public boolean isOpen() {
        return !findings.isEmpty() && findings.stream().noneMatch(Finding::shutsTheGate);
    }

    /** What keeps the gate shut. */
    public List<Finding> open() {
        return findings.stream().filter(Finding::shutsTheGate).toList();
    }

    public List<Finding> advice() {
        return findings.stream()
                .filter(finding -> !finding.blocking() && finding.result() != Finding.Result.MET)
                .toList();
    }
}
