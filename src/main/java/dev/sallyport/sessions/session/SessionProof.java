package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.AssuranceLevel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was proved in a session, and what of it the user still has: only both together count.
 *
 * @param proved the level that was proved here, without a provider's assertion
 * @param methods what was proved here, as {@code amr} values
 * @param providerMethods what a provider that is exempt said it saw
 * @param loweredAt when the user's last second factor was removed during the session; null where it was not
 * @param held the kinds of second factor that the user has now
 * @param recoveryAllowed whether every account of the user allows recovery codes; true where none was used
 * @param vouched whether the provider's assertion still counts
 */
public record SessionProof(
        AssuranceLevel proved,
        List<String> methods,
        List<String> providerMethods,
        @Nullable Instant loweredAt,
        Set<FactorMethod> held,
        boolean recoveryAllowed,
        boolean vouched) {

    private static final Set<FactorMethod> SECOND_FACTORS = Set.copyOf(FactorMethod.of(FactorRole.SECOND_FACTOR));
    private static final Set<String> OWN = FactorMethod.amrValues(SECOND_FACTORS);
    private static final Set<String> BACKUP = FactorMethod.amrValues(FactorMethod.of(FactorRole.BACKUP));

    public SessionProof {
        held = Set.copyOf(held);
    }

    /** At the moment of the proof, when all of it is there. */
    static SessionProof fresh(AssuranceLevel proved, List<String> methods, List<String> providerMethods) {
        return new SessionProof(proved, methods, providerMethods, null, SECOND_FACTORS, true, true);
    }

    /** Reads the columns of {@link HeldFactors#proof}, whatever else is in the row. */
    static SessionProof ofRow(Row row) {
        return new SessionProof(
                AssuranceLevel.ofAcr(row.text("acr")),
                row.texts("amr"),
                row.texts("provider_amr"),
                row.instantOrNull("lowered_at"),
                row.texts("held").stream().map(FactorMethod::of).collect(Collectors.toUnmodifiableSet()),
                row.flag("recovery_allowed"),
                row.flag("vouched"));
    }

    /** The level of the session now. */
    public AssuranceLevel level() {
        return (proved == AssuranceLevel.TWO_FACTOR && holds(methods)) || providerClaimsMfa()
                ? AssuranceLevel.TWO_FACTOR
                : AssuranceLevel.ONE_FACTOR;
    }

    /** The {@code amr} values that apply now. */
    public List<String> amr() {
        boolean lost = proved == AssuranceLevel.TWO_FACTOR && !holds(methods);
        Set<String> amr = new LinkedHashSet<>(lost ? withoutSecondFactor(methods) : withoutRemoved(methods));
        if (vouched) {
            amr.addAll(providerMethods);
        }
        return List.copyOf(amr);
    }

    /** The level that a token of the session counts for now: never a higher one than it states. */
    public AssuranceLevel levelOf(AccessToken token) {
        boolean counts = token.level() == AssuranceLevel.TWO_FACTOR
                && (countsHere(token) || (token.amr().contains(Amr.SSO) && providerClaimsMfa()));
        return counts ? AssuranceLevel.TWO_FACTOR : AssuranceLevel.ONE_FACTOR;
    }

    /** The token's {@code amr} values that still apply: a removed second factor is left out. */
    public List<String> amrOf(AccessToken token) {
        if (token.level() == AssuranceLevel.ONE_FACTOR) {
            return token.amr();
        }
        List<String> left = countsHere(token) ? withoutRemoved(token.amr()) : withoutSecondFactor(token.amr());
        return token.amr().stream()
                .filter(method -> left.contains(method) || (vouched && providerMethods.contains(method)))
                .toList();
    }

    /** Whether the second factor that a token states was proved here, is still there, and was all the time. */
    private boolean countsHere(AccessToken token) {
        return proved == AssuranceLevel.TWO_FACTOR
                && holds(methods)
                && holds(token.amr())
                && !isBeforeDowngrade(token.authTime());
    }

    /** Tokens know whole seconds only: one of the same second counts as a later one. */
    private boolean isBeforeDowngrade(Instant authTime) {
        return loweredAt != null && authTime.isBefore(loweredAt.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Whether the user has a second factor. */
    public boolean authenticator() {
        return !held.isEmpty();
    }

    /**
     * Whether one of the methods that proved two factors still counts: a second factor of a kind that the user has, or
     * what stood in for one.
     */
    private boolean holds(List<String> amr) {
        if (!authenticator()) {
            return false;
        }
        if (!Collections.disjoint(amr, FactorMethod.amrValues(held))) {
            return true;
        }
        return Collections.disjoint(amr, BACKUP) ? Collections.disjoint(amr, OWN) : recoveryAllowed;
    }

    private List<String> withoutRemoved(List<String> amr) {
        Set<String> kept = FactorMethod.amrValues(held);
        return amr.stream()
                .filter(method -> kept.contains(method) || !OWN.contains(method))
                .toList();
    }

    private boolean providerClaimsMfa() {
        return vouched && providerMethods.contains(Amr.MFA);
    }

    private static List<String> withoutSecondFactor(List<String> amr) {
        return amr.stream()
                .filter(method -> !Amr.SECOND_FACTOR.contains(method))
                .toList();
    }
}
