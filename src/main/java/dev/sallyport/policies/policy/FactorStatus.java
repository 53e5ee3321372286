package dev.sallyport.policies.policy;

import dev.sallyport.sessions.session.HeldFactors;
import java.util.Locale;

/** What a member has that a policy can require. */
public enum FactorStatus {
    AUTHENTICATOR,

    /** No password, and an identity provider that is exempt: such a member needs no second factor here. */
    SSO_ONLY,

    NOTHING;

    /** SQL that answers, for the user {@code u}, the {@link #text} of what they have to show. */
    public static final String SQL = """
            case when %s
                 then 'authenticator'
                 when exists (select from sso_identity s join identity_provider i on i.id = s.provider_id
                              where s.user_id = u.id and i.sso_exempt <> 'never')
                      and not exists (select from password_credential c where c.user_id = u.id)
                 then 'sso_only'
                 else 'nothing' end
            """.formatted(HeldFactors.authenticator("u.id"));

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FactorStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
