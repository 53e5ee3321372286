package dev.sallyport.security.assurance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a member of an account has that a policy can require. Its text is the column {@code holds} of the membership.
 *
 * @param secondFactors the kinds of second factor
 * @param ssoOnly whether the member has no password, and an identity provider that is exempt
 */
public record HeldMethods(Set<FactorMethod> secondFactors, boolean ssoOnly) {

    private static final String SSO_ONLY = "sso_only";
    private static final String NOTHING = "nothing";

    /** Every possible value: few, since there are few kinds of second factor. */
    private static final List<HeldMethods> ALL = all();

    public HeldMethods {
        secondFactors = Set.copyOf(secondFactors);
    }

    /** Reads a value of the column. */
    public static HeldMethods of(String text) {
        List<String> words = List.of(text.split(" "));
        return new HeldMethods(
                words.stream()
                        .filter(word -> !word.equals(SSO_ONLY) && !word.equals(NOTHING))
                        .map(FactorMethod::of)
                        .collect(Collectors.toSet()),
                words.contains(SSO_ONLY));
    }

    /** The values of the column of which this is true. */
    public static List<String> texts(Predicate<HeldMethods> filter) {
        return ALL.stream().filter(filter).map(HeldMethods::text).sorted().toList();
    }

    public boolean hasSecondFactor() {
        return !secondFactors.isEmpty();
    }

    /** The value of the column: the kinds in alphabetical order. */
    public String text() {
        String words = Stream.concat(
                        secondFactors.stream().map(FactorMethod::text).sorted(),
                        ssoOnly ? Stream.of(SSO_ONLY) : Stream.empty())
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? NOTHING : words;
    }

    private static List<HeldMethods> all() {
        List<Set<FactorMethod>> sets = new ArrayList<>(List.of(EnumSet.noneOf(FactorMethod.class)));
        for (FactorMethod method : FactorMethod.of(FactorRole.SECOND_FACTOR)) {
            for (Set<FactorMethod> without : List.copyOf(sets)) {
                Set<FactorMethod> with = EnumSet.of(method);
                with.addAll(without);
                sets.add(with);
            }
        }
        return sets.stream()
                .flatMap(set -> Stream.of(new HeldMethods(set, false), new HeldMethods(set, true)))
                .toList();
    }
}
