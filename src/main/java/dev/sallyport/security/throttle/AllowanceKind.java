package dev.sallyport.security.throttle;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is limited by an {@link Allowance}; the comment names the owner, and the part where there is one.
 *
 * <p>The caller learns a kind with a policy from headers. The owner of such a kind MUST be the caller, the caller's
 * network address, or an account that the caller administers, and every request of its sort MUST take from it,
 * whichever user the request is about. A kind that is counted by an email or for another user has none: a stranger
 * would learn that there is such a user, or when that user signed in.
 */
public enum AllowanceKind {
    /** Network. */
    SIGN_IN("sign-in"),
    /** Network: mails with codes or links that it caused. */
    MAIL("mail"),
    /** Network. */
    SIGN_UP("sign-up"),
    /** Email; its device, or none. User, who is signed in and enters the password again. */
    PASSWORD,
    /** Email; a network. */
    BLIND_SIGN_IN,
    /** Email: wrong passwords with a right second proof. */
    BLIND_PROOF,
    /** Email: notices of a run of wrong passwords. */
    WRONG_PASSWORDS_NOTICE,
    /** User: mails with codes. */
    EMAIL_CODE,
    /** User: mails with codes of blind challenges, whose password was right. */
    BLIND_EMAIL_CODE,
    /** User: links to a new password. */
    PASSWORD_RESET,
    /** User; a passkey: notices that it may have been copied. */
    PASSKEY_COPY_NOTICE,
    /** User: new recovery codes and paper keys. */
    RECOVERY_RENEWAL("renewal"),
    /** Support agent, or the owner or admin who resets a member. */
    RESET_BY_AGENT("reset"),
    /** User whose factors are reset, by agents or by an account. */
    RESET_OF_USER,
    /** Account: users that its owners and admins add. */
    INVITATION("invitation"),
    /** Email; an account whose owners and admins invite the address. */
    INVITATION_MAIL,
    /** User who asks to be erased. */
    ERASURE_REQUEST,
    /** Account: new passwords required of every member. */
    PASSWORD_CHANGE("password-change"),
    /** User whom an account signs out everywhere; the account. */
    MEMBER_SIGN_OUT,
    /** Account: policies that end the sessions of every member. */
    POLICY_CLEARING("policy-clearing"),
    /** Account: messages to its webhooks that its owners and admins ask for. */
    WEBHOOK_MESSAGE("webhook-message"),
    /** Network: requests without a credential whose answer is kept for retries. */
    ANONYMOUS_KEY,
    /** Client: the limit is given where its requests are counted, since a replica takes many at once. */
    CLIENT_REQUEST;

    private final @Nullable String policy;

    AllowanceKind() {
        this(null);
    }

    AllowanceKind(@Nullable String policy) {
        this.policy = policy;
    }

    /** As it stands in the table. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name for the caller; empty if it is not disclosed. */
    Optional<String> policy() {
        return Optional.ofNullable(policy);
    }
}
