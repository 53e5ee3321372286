package dev.sallyport.sessions.session;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import java.util.stream.Collectors;

/**
 * SQL for the factors that a user has now. Every check whether a factor, a method or a provider's assertion still
 * counts uses it. No parameter of these methods may be made of anything a client sent.
 */
public final class HeldFactors {

    private static final String AUTHENTICATOR = "exists (select from second_factor f where f.user_id = %s)";

    /** A second factor that no account forbids: no policy that requires one can ask for more. */
    private static final String SATISFYING = """
            exists (select from second_factor f where f.user_id = %1$s and not exists (
                        select from membership m join two_factor_policy p on p.account_id = m.account_id
                        where m.user_id = %1$s and f.method <> all (p.allowed_methods)))
            """;

    private static final String ALLOWED = """
            not exists (select from membership m join two_factor_policy p on p.account_id = m.account_id
                        where m.user_id = %s and '%s' <> all (p.allowed_methods))
            """;

    /** The subject is linked, the provider exists and is exempt, and the user is a member of the provider's account. */
    private static final String VOUCHED = """
            (s.policy_exempt and exists (
                select from sso_identity i
                join identity_provider v on v.id = i.provider_id and v.sso_exempt <> 'never'
                join membership m on m.account_id = v.account_id and m.user_id = i.user_id
                where i.user_id = s.user_id and i.provider_id = s.provider_id))
            """;

    private static final String NOTHING_DUE = """
            not exists (
                select from membership m join two_factor_policy p on p.account_id = m.account_id
                where m.user_id = s.user_id and p.required
                  and coalesce(p.grace_period_ends_at, p.enforced_since) <= %s
                  and (p.sessions_kept_at is null or p.sessions_kept_at < s.created_at))
            """;

    private static final String LINKED = """
            exists (select from sso_identity i
                    join identity_provider v on v.id = i.provider_id
                    join membership m on m.account_id = v.account_id and m.user_id = i.user_id
                    where i.user_id = %s)
            """;

    /** The columns of the session {@code s} that {@link SessionProof} reads, in its order. */
    static final String PROOF = "s.acr, s.amr, s.provider_amr, s.lowered_at, " + authenticator("s.user_id")
            + " as authenticator, " + backupAllowed("s") + " as recovery_allowed, " + VOUCHED + " as vouched";

    private HeldFactors() {}

    /** Whether the user has a second factor that is not pending, be it suspended. */
    public static String authenticator(String userId) {
        return AUTHENTICATOR.formatted(userId);
    }

    /** Whether the user has a second factor that every account of theirs allows. */
    public static String satisfyingFactor(String userId) {
        return SATISFYING.formatted(userId);
    }

    /**
     * Whether a second factor of this method counts for the user: it is allowed, or the user has none that is. A policy
     * locks out only those who have another way in.
     */
    public static String usable(String userId, String method) {
        return "(" + allowed(userId, method) + " or not " + satisfyingFactor(userId) + ")";
    }

    /** Whether every account of the user allows a method, by its name in policies. */
    public static String allowed(String userId, String method) {
        return ALLOWED.formatted(userId, method);
    }

    /** Whether every account of its user allows the backup methods that a session was proved with, if any. */
    private static String backupAllowed(String session) {
        return FactorMethod.of(FactorRole.BACKUP).stream()
                .map(method -> "case when '%2$s' = any (%1$s.amr) then %3$s else true end"
                        .formatted(session, method.amrValue(), allowed(session + ".user_id", method.text())))
                .collect(Collectors.joining(" and "));
    }

    /** Whether a provider of an account of the user is linked to them: what a sign-in that it began rests on. */
    public static String linked(String userId) {
        return LINKED.formatted(userId);
    }

    /**
     * Whether no policy ends the session {@code s}: its user has a second factor that is allowed, a provider vouches
     * for it, or nothing is due. Sessions that were there when an owner chose to keep them run to their end.
     *
     * @param now the SQL expression of the time
     */
    public static String withinPolicy(String now) {
        return "(" + satisfyingFactor("s.user_id") + " or " + VOUCHED + " or " + NOTHING_DUE.formatted(now) + ")";
    }
}
