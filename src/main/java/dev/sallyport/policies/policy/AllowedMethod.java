package dev.sallyport.policies.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.HeldFactors;
import java.util.List;
import java.util.Locale;

/** A second factor that an account allows its members, or by leaving it out forbids. */
public enum AllowedMethod {
    @JsonProperty("passkey")
    PASSKEY(FactorMethod.PASSKEY),

    @JsonProperty("totp")
    TOTP(FactorMethod.TOTP),

    @JsonProperty("recovery_code")
    RECOVERY_CODE(FactorMethod.RECOVERY_CODE),

    @JsonProperty("paper_key")
    PAPER_KEY(FactorMethod.PAPER_KEY);

    /** The default of an account. */
    static final List<AllowedMethod> ALL = List.of(values());

    private final FactorMethod factor;

    AllowedMethod(FactorMethod factor) {
        this.factor = factor;
    }

    FactorMethod factor() {
        return factor;
    }

    /**
     * SQL that is true while every account of a user allows this. It is part of every query that offers such a code and
     * of every statement that spends one: a forbidden code stays unused, and no round trip is added.
     *
     * @param userId the SQL expression of the user's id; MUST NOT be made of anything a client sent
     */
    public String allowedTo(String userId) {
        return HeldFactors.allowed(userId, text());
    }

    /**
     * The same for a second factor, as the accounts that require one now decide it. It also counts for a user who has
     * none that they allow.
     *
     * @param userId as above
     * @param now the SQL expression of the time
     */
    public String usableBy(String userId, String now) {
        return HeldFactors.usable(userId, now, factor);
    }

    String text() {
        return factor.text();
    }

    static AllowedMethod of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
