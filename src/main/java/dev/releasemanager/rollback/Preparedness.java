package dev.releasemanager.rollback;

import dev.releasemanager.manifest.ChangeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What people have said about undoing a release, beside the plan: none of it makes a new revision.
 *
 * @param acceptances of steps by their executors, the newest of each step
 * @param tests of the migrations' reversals, one for each change at most
 * @param authors of the migrations
 */
public record Preparedness(List<Acceptance> acceptances, List<ReversalTest> tests, List<Authorship> authors) {
    public static final Preparedness NONE = new Preparedness(List.of(), List.of(), List.of());

    public Preparedness {
        acceptances = List.copyOf(acceptances);
        tests = List.copyOf(tests);
        authors = List.copyOf(authors);
    }

    public Optional<Acceptance> acceptanceOf(Step step) {
        return acceptances.stream().filter(said -> said.isOf(step)).findFirst();
    }

    public Optional<ReversalTest> testOf(ChangeId change) {
        return tests.stream().filter(test -> test.change().equals(change)).findFirst();
    }

    public Optional<Authorship> authorOf(ChangeId change) {
        return authors.stream().filter(author -> author.change().equals(change)).findFirst();
    }

    public Preparedness with(Acceptance said) {
        return new Preparedness(put(acceptances, other -> other.step() == said.step(), said), tests, authors);
    }

    public Preparedness with(ReversalTest test) {
        return new Preparedness(acceptances, put(tests, other -> other.change().equals(test.change()), test), authors);
    }

    public Preparedness with(Authorship author) {
        return new Preparedness(
                acceptances, tests, put(authors, other -> other.change().equals(author.change()), author));
    }

    /** What was said of these migrations, for a release that took them up under other numbers. */
    public Preparedness takenTo(Preparedness other, Map<ChangeId, ChangeId> numbers) {
        Preparedness all = other;
        for (Authorship author : authors) {
            ChangeId to = numbers.get(author.change());
            all = to == null
                    ? all
                    : all.with(new Authorship(to, author.addedBy(), author.editedBy(), author.editedAt()));
        }
        for (ReversalTest test : tests) {
            ChangeId to = numbers.get(test.change());
            all = to == null ? all : all.with(test.of(to));
        }
        return all;
    }

    /** Without what was said of steps and changes that aren't there any more. */
    public Preparedness keeping(Predicate<Integer> steps, Predicate<ChangeId> migrations) {
        return new Preparedness(
                acceptances.stream().filter(said -> steps.test(said.step())).toList(),
                tests.stream().filter(test -> migrations.test(test.change())).toList(),
                authors.stream()
                        .filter(author -> migrations.test(author.change()))
                        .toList());
    }

    private static <T> List<T> put(List<T> all, Predicate<T> same, T next) {
        List<T> put = new ArrayList<>(all);
        put.removeIf(same);
        put.add(next);
        return put;
    }
}
