package dev.releasemanager.coordination;

import dev.releasemanager.manifest.ManifestDiff;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.InquiryDocuments;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Two people editing the same thing at once: the second is shown what changed, and nothing is overwritten unseen. */
final class Conflicts {
    /** Whoever looked longer ago is told of the newest editors only. */
    private static final int EDITORS = 10;

    private Conflicts() {}

    /** What somebody else has changed of the things that this intent can overwrite; empty if nothing. */
    static Optional<Document> of(Intent intent, Release release, Reading reading, Roster roster) {
        Optional<Intent.Basis> basis =
                intent.basis().filter(shown -> shown.revision() > 0 && shown.revision() < release.revision());
        if (basis.isEmpty()) {
            return Optional.empty();
        }
        Optional<Revision> before = reading.revision(release.key(), basis.get().revision());
        Optional<Revision> now = reading.revision(release.key(), release.revision());
        if (before.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        ManifestDiff diff = ManifestDiff.between(
                concerned(before.get().content(), basis.get()),
                concerned(now.get().content(), basis.get()));
        if (diff.isEmpty()) {
            return Optional.empty();
        }
        Set<PersonId> editors = new LinkedHashSet<>();
        int first = Math.max(basis.get().revision() + 1, release.revision() - EDITORS + 1);
        for (int revision = first; revision <= release.revision(); revision++) {
            reading.revision(release.key(), revision).map(Revision::by).ifPresent(editors::add);
        }
        return Optional.of(InquiryDocuments.conflict(release, diff, editors, roster));
    }

    /** Who changed what stands under that path of the canonical form last; empty if it wasn't lately. */
    static Optional<PersonId> lastEditor(Reading reading, Release release, String path) {
        Intent.Basis basis = new Intent.Basis(release.revision(), List.of(path));
        for (int number = release.revision(); number > Math.max(1, release.revision() - EDITORS); number--) {
            Optional<Revision> now = reading.revision(release.key(), number);
            Optional<Revision> before = reading.revision(release.key(), number - 1);
            if (now.isPresent()
                    && before.isPresent()
                    && !concerned(now.get().content(), basis)
                            .equals(concerned(before.get().content(), basis))) {
                return Optional.of(now.get().by());
            }
        }
        return Optional.empty();
    }

    private static String concerned(String content, Intent.Basis basis) {
        return content.lines()
                .filter(line -> basis.concerns(line.substring(0, Math.max(0, line.indexOf('\t')))))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
