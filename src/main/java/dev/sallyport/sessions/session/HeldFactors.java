package dev.sallyport.sessions.session;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import java.util.stream.Collectors;

/**
 * SQL for the factors that a user has now. Every check whether a factor, a method or a provider's assertion still
 * counts uses it. Callers MUST NOT pass anything that a client sent to these methods. A user is best named by the
 * parameter of the statement, in each place: a distributed database must ask every server if the user is named by a
 * column of another row.
 */
public final class HeldFactors {

    /** Second factors that are not pending, suspended or not. */
    private static final String EACH = "array(select f.method from second_factor f where f.user_id = %s)";

    private static final String ACTIVE = """
            coalesce((select string_agg(distinct f.method, ' ' order by f.method)
                      from second_factor f where f.user_id = %s and f.status = 'active'), '')
            """;

    private static final String METHODS = """
            coalesce((select string_agg(distinct f.method, ' ' order by f.method)
                      from second_factor f where f.user_id = %s), '')
            """;

    /** The policies {@code p} of the user's accounts that require a second factor now: no other can ask for one. */
    private static final String DUE = """
            select from membership m join two_factor_policy p on p.account_id = m.account_id
            where m.user_id = %1$s and p.required and coalesce(p.grace_period_ends_at, p.enforced_since) <= %2$s
            """;

    /** Each account is asked for itself, so that two which allow no common second factor can both be satisfied. */
    private static final String UNSATISFIED = DUE + """
            and not exists (select from second_factor f where f.user_id = %1$s and f.method = any (p.allowed_methods))
            """;

    private static final String DUE_IN_ANOTHER_ACCOUNT = "exists (" + DUE + "and p.account_id <> %3$s)";

    private static final String SATISFIED = "not exists (" + UNSATISFIED + ")";

    /**
     * A provider of the policy's own account vouches for the session; a provider of another account does not exempt
     * from it. A link that was made after the session began is another one: it vouches for later sessions alone. So is
     * the membership {@code m} of a user who has left the account and come back.
     */
    private static final String VOUCHED_FOR = """
            (s.policy_exempt and exists (
                select from sso_identity i
                join identity_provider v on v.id = i.provider_id and v.sso_exempt <> 'never' and v.removed_at is null
                where i.user_id = %1$s and i.provider_id = s.provider_id and v.account_id = p.account_id
                  and i.created_at <= s.created_at and m.created_at <= s.created_at))
            """;

    /** A policy keeps the sessions that its members had then, and none of a user who became a member later. */
    private static final String NOT_KEPT = "(p.sessions_kept_at is null or p.sessions_kept_at < s.created_at"
            + " or p.sessions_kept_at < m.created_at)";

    private static final String NOTHING_DUE =
            "not exists (" + UNSATISFIED + "and " + NOT_KEPT + " and not " + VOUCHED_FOR + ")";

    /** A second factor that can answer and that no account which requires one forbids. */
    private static final String COMMON =
            "exists (select from second_factor f where f.user_id = %1$s and f.status = 'active' and not exists (" + DUE
                    + "and f.method <> all (p.allowed_methods)))";

    private static final String PASSKEY = "exists (select from second_factor f"
            + " where f.user_id = %s and f.method = 'passkey' and f.status = 'active')";

    private static final String NOT_FORBIDDEN = "not exists (" + DUE + "and '%3$s' <> all (p.allowed_methods))";

    private static final String ALLOWED = """
            not exists (select from membership m join two_factor_policy p on p.account_id = m.account_id
                        where m.user_id = %s and '%s' <> all (p.allowed_methods))
            """;

    /**
     * The subject has been linked since before the session, the provider exists and is exempt, and the user has been a
     * member of the provider's account since before the session.
     */
    private static final String VOUCHED = """
            (s.policy_exempt and exists (
                select from sso_identity i
                join identity_provider v on v.id = i.provider_id and v.sso_exempt <> 'never' and v.removed_at is null
                join membership m on m.account_id = v.account_id
                where i.user_id = %1$s and m.user_id = %1$s and i.provider_id = s.provider_id
                  and i.created_at <= s.created_at and m.created_at <= s.created_at))
            """;

    /**
     * A policy can clear what the members of its account have begun: the check reads it, so that it holds from the
     * commit of the policy on. Ids are ordered by time, and those of one replica without a tie.
     */
    private static final String NOT_CLEARED = """
            not exists (
                select from membership m join two_factor_policy p on p.account_id = m.account_id
                where m.user_id = %1$s and p.cleared_before > %2$s and p.kept_session_id <> %2$s
                  and m.created_at <= p.cleared_at)
            """;

    private static final String LINKED = """
            exists (select from sso_identity i
                    join identity_provider v on v.id = i.provider_id and v.removed_at is null
                    join membership m on m.account_id = v.account_id
                    where i.user_id = %1$s and m.user_id = %1$s and i.provider_id = %2$s and i.created_at <= %3$s
                      and m.created_at <= %3$s)
            """;

    private HeldFactors() {}

    /** The columns of the session {@code s} of a user that {@link SessionProof#ofRow} reads by their names. */
    static String proof(String userId) {
        return "s.acr, s.amr, s.provider_amr, s.lowered_at, " + EACH.formatted(userId) + " as held, "
                + backupAllowed(userId) + " as recovery_allowed, " + VOUCHED.formatted(userId) + " as vouched";
    }

    /** The kinds of second factor that the user can answer with: those of {@link #methods} but the suspended ones. */
    static String active(String userId) {
        return ACTIVE.formatted(userId);
    }

    /** The kinds of second factor that the user has, in alphabetical order with spaces between. */
    public static String methods(String userId) {
        return METHODS.formatted(userId);
    }

    /**
     * Whether the user has, for each of their accounts that requires a second factor now, one that it allows. No
     * account asks for anything before its date, nor if it requires nothing.
     *
     * @param now the SQL expression of the time
     */
    public static String satisfied(String userId, String now) {
        return SATISFIED.formatted(userId, now);
    }

    /**
     * Whether an account of the user requires a second factor now, this account left out.
     *
     * @param now the SQL expression of the time
     * @param account the SQL expression of the account's id
     */
    public static String dueInAnotherAccount(String userId, String now, String account) {
        return DUE_IN_ANOTHER_ACCOUNT.formatted(userId, now, account);
    }

    /**
     * Whether another second factor of this method would help the user: none is missing, or an account that misses one
     * allows it.
     *
     * @param now the SQL expression of the time
     */
    public static String helpful(String userId, String now, FactorMethod method) {
        return "(" + SATISFIED.formatted(userId, now) + " or exists (" + UNSATISFIED.formatted(userId, now) + "and '"
                + method.text() + "' = any (p.allowed_methods)))";
    }

    /**
     * Whether a second factor of this method counts for the user: every account that requires one now allows it, or the
     * user has none that all of these allow. A policy locks out only those who have another way in. Where there is no
     * common one, a passkey goes before all others: no account can open a weaker way into another.
     *
     * @param now the SQL expression of the time
     */
    public static String usable(String userId, String now, FactorMethod method) {
        String otherwise = "not " + COMMON.formatted(userId, now)
                + (method == FactorMethod.PASSKEY ? "" : " and not " + PASSKEY.formatted(userId));
        return "(" + NOT_FORBIDDEN.formatted(userId, now, method.text()) + " or " + otherwise + ")";
    }

    /** Whether every account of the user allows a method, by its name in policies. */
    public static String allowed(String userId, String method) {
        return ALLOWED.formatted(userId, method);
    }

    /** Whether every account of its user allows the backup methods that the session was proved with, if any. */
    private static String backupAllowed(String userId) {
        return FactorMethod.of(FactorRole.BACKUP).stream()
                .map(method -> "case when '%s' = any (s.amr) then %s else true end"
                        .formatted(method.amrValue(), allowed(userId, method.text())))
                .collect(Collectors.joining(" and "));
    }

    /**
     * Whether this provider has been linked to the user since, who has been a member of its account as long: what a
     * sign-in that it began rests on.
     *
     * @param provider the SQL expression of the provider's id
     * @param since the SQL expression of the time; a link or a membership that was made later is another one
     */
    public static String linked(String userId, String provider, String since) {
        return LINKED.formatted(userId, provider, since);
    }

    /**
     * Whether no account of the user has cleared what was begun under this id: a session, or a challenge.
     *
     * @param id the SQL expression of the id
     */
    public static String notCleared(String userId, String id) {
        return NOT_CLEARED.formatted(userId, id);
    }

    /**
     * Whether no policy ends the session {@code s} of a user: none has cleared it; and for each account that requires a
     * second factor now, the user has one that it allows, or a provider of that account vouches for the session.
     * Sessions that members of the account had when an owner chose to keep them run to their end.
     *
     * @param userId the SQL expression of the user's id
     * @param now the SQL expression of the time
     */
    public static String withinPolicy(String userId, String now) {
        return NOTHING_DUE.formatted(userId, now) + " and " + notCleared(userId, "s.id");
    }
}
