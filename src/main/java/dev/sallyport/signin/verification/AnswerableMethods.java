package dev.sallyport.signin.verification;

import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.HeldFactors;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SQL for what a user can answer a two-factor challenge with at this moment. A second factor is named while the user
 * has it and {@link HeldFactors#usable} counts it; what takes its place is named while every account of the user allows
 * that too. An agent's access code is listed while it is valid. No account can forbid it, because support is
 * responsible for it.
 */
final class AnswerableMethods {

    private static final String SECOND_FACTOR =
            "case when exists (select from second_factor f where f.user_id = %1$s and f.method = '%2$s')"
                    + " and %3$s then '%2$s' end";

    private static final String SUBSTITUTE =
            "case when exists (select from factor_substitute f where f.user_id = %1$s and f.method = '%2$s'"
                    + " and (f.expires_at is null or f.expires_at > %4$s)) and %3$s then '%2$s' end";

    private AnswerableMethods() {}

    /**
     * The column, in the order of the methods.
     *
     * @param userId the SQL expression of the user's id; MUST NOT be made of anything a client sent
     * @param now the SQL expression of the time
     */
    static String select(String userId, String now) {
        return ChallengePurpose.TWO_FACTOR.methods().stream()
                .map(method -> (method.isSecondFactor() ? SECOND_FACTOR : SUBSTITUTE)
                        .formatted(userId, method.text(), counts(userId, now, method), now))
                .collect(Collectors.joining(",\n", "array_remove(array[", "], null)"));
    }

    private static String counts(String userId, String now, FactorMethod method) {
        return switch (method.role()) {
            case SECOND_FACTOR -> HeldFactors.usable(userId, now, method);
            case BACKUP, RESET, MAILBOX -> HeldFactors.allowed(userId, method.text());
            case TEMPORARY -> "true";
        };
    }

    /** Reads the column of {@link #select}. */
    static List<FactorMethod> of(List<String> column) {
        return column.stream().map(FactorMethod::of).toList();
    }
}
