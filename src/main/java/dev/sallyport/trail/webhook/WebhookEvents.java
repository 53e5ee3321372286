package dev.sallyport.trail.webhook;

import static java.util.Map.entry;

import dev.sallyport.security.audit.AuditType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The events of the trail that other systems get, under the names of the contract: those about sign-in, factors,
 * devices, sessions, policies and members. A pattern is a name, all names of a group ({@code two_factor.*}), or all.
 */
final class WebhookEvents {

    static final String PATTERN = "\\*|[a-z_]{1,40}\\.(\\*|[a-z_]{1,40})";

    static final String ALL = "*";

    private static final Pattern FORM = Pattern.compile(PATTERN);

    private static final Map<AuditType, String> NAMES = new EnumMap<>(Map.ofEntries(
            entry(AuditType.AUTHN_LOGIN_SUCCESS, "sign_in.completed"),
            entry(AuditType.AUTHN_LOGIN_FAIL, "sign_in.failed"),
            entry(AuditType.AUTHN_CHALLENGE_OPENED, "sign_in.challenged"),
            entry(AuditType.AUTHN_CODE_FAIL, "sign_in.code_failed"),
            entry(AuditType.AUTHN_LOGIN_LOCK, "sign_in.locked"),
            entry(AuditType.SECOND_STEP_UNLOCKED, "sign_in.unlocked"),
            entry(AuditType.SIGN_IN_REPORTED, "sign_in.reported"),
            entry(AuditType.SESSION_EXPIRED, "session.ended"),
            entry(AuditType.AUTHN_TOKEN_REUSE, "session.token_reused"),
            entry(AuditType.STEP_UP, "session.stepped_up"),
            entry(AuditType.AUTHN_PASSWORD_CHANGE, "password.changed"),
            entry(AuditType.AUTHN_PASSWORD_RESET_REQUESTED, "password.reset_requested"),
            entry(AuditType.PASSWORD_CHANGE_REQUIRED, "password.change_required"),
            entry(AuditType.ACCOUNT_PASSWORD_CHANGE_REQUIRED, "account.password_change_required"),
            entry(AuditType.TWO_FACTOR_ENABLED, "two_factor.enabled"),
            entry(AuditType.TWO_FACTOR_DISABLED, "two_factor.disabled"),
            entry(AuditType.TWO_FACTOR_RESET, "two_factor.reset"),
            entry(AuditType.TWO_FACTOR_RESET_REQUESTED, "two_factor.reset_requested"),
            entry(AuditType.TWO_FACTOR_RESET_APPROVED, "two_factor.reset_approved"),
            entry(AuditType.TWO_FACTOR_RESET_CANCELLED, "two_factor.reset_cancelled"),
            entry(AuditType.AUTHENTICATOR_RENAMED, "authenticator.renamed"),
            entry(AuditType.AUTHENTICATOR_REMOVED, "authenticator.removed"),
            entry(AuditType.PASSKEY_COUNTER_WENT_BACK, "authenticator.copied"),
            entry(AuditType.RECOVERY_CODE_USED, "recovery.code_used"),
            entry(AuditType.RECOVERY_CODES_REGENERATED, "recovery.codes_regenerated"),
            entry(AuditType.ACCESS_CODE_ISSUED, "recovery.access_code_issued"),
            entry(AuditType.ACCESS_CODE_USED, "recovery.access_code_used"),
            entry(AuditType.PAPER_KEY_USED, "recovery.paper_key_used"),
            entry(AuditType.PAPER_KEY_RENEWED, "recovery.paper_key_renewed"),
            entry(AuditType.DEVICE_TRUSTED, "device.trusted"),
            entry(AuditType.DEVICE_RENAMED, "device.renamed"),
            entry(AuditType.DEVICE_REVOKED, "device.revoked"),
            entry(AuditType.DEVICE_COPIED, "device.copied"),
            entry(AuditType.TWO_FACTOR_POLICY_CHANGED, "policy.changed"),
            entry(AuditType.ACCOUNT_CREATED, "account.created"),
            entry(AuditType.ACCOUNT_RENAMED, "account.renamed"),
            entry(AuditType.ACCOUNT_CHANGED, "account.changed"),
            entry(AuditType.ACCOUNT_ERASED, "account.erased"),
            entry(AuditType.USER_CREATED, "user.created"),
            entry(AuditType.USER_UPDATED, "user.updated"),
            entry(AuditType.USER_DISABLED, "user.disabled"),
            entry(AuditType.USER_ENABLED, "user.enabled"),
            entry(AuditType.USER_LOCKED_DOWN, "user.locked_down"),
            entry(AuditType.USER_LOCKDOWN_LIFTED, "user.lockdown_lifted"),
            entry(AuditType.EMAIL_CHANGED, "user.email_changed"),
            entry(AuditType.PRIVILEGE_PERMISSIONS_CHANGED, "user.roles_changed"),
            entry(AuditType.SSO_IDENTITY_LINKED, "user.identity_linked"),
            entry(AuditType.SSO_IDENTITY_UNLINKED, "user.identity_unlinked"),
            entry(AuditType.USER_ERASURE_REQUESTED, "user.erasure_requested"),
            entry(AuditType.USER_ERASURE_CANCELLED, "user.erasure_cancelled"),
            entry(AuditType.USER_ERASED, "user.erased"),
            entry(AuditType.MEMBER_INVITED, "member.invited"),
            entry(AuditType.INVITATION_WITHDRAWN, "member.invitation_withdrawn"),
            entry(AuditType.MEMBER_JOINED, "member.joined"),
            entry(AuditType.MEMBER_REMOVED, "member.removed")));

    /** Events that no account gets: it has no webhook yet, or no longer has one. */
    private static final Set<AuditType> NOT_OF_ACCOUNTS =
            EnumSet.of(AuditType.ACCOUNT_CREATED, AuditType.ACCOUNT_ERASED);

    private WebhookEvents() {}

    /** Whether the pattern means at least one event, of those that accounts get or of all. */
    static boolean isKnown(String pattern, boolean ofAccount) {
        return FORM.matcher(pattern).matches()
                && offered(ofAccount).anyMatch(event -> matches(pattern, event.getValue()));
    }

    private static Stream<Map.Entry<AuditType, String>> offered(boolean ofAccount) {
        return NAMES.entrySet().stream().filter(event -> !ofAccount || !NOT_OF_ACCOUNTS.contains(event.getKey()));
    }

    private static boolean matches(String pattern, String name) {
        return pattern.equals(ALL)
                || pattern.equals(name)
                || (pattern.endsWith(".*") && name.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    /** The types of the trail that these patterns mean, as the trail stores them. */
    static List<String> types(Collection<String> patterns, boolean ofAccount) {
        return offered(ofAccount)
                .filter(event -> patterns.stream().anyMatch(pattern -> matches(pattern, event.getValue())))
                .map(event -> event.getKey().text())
                .sorted()
                .toList();
    }

    /** An event that other systems get: its name in the contract, and what it is about. */
    record Event(String name, WebhookSubject subject) {

        private static Event of(Map.Entry<AuditType, String> named) {
            return new Event(named.getValue(), WebhookSubject.of(named.getKey()));
        }
    }

    /** The event of a type of the trail; empty if other systems do not get it. */
    static Optional<Event> find(String type) {
        return NAMES.entrySet().stream()
                .filter(event -> event.getKey().text().equals(type))
                .map(Event::of)
                .findFirst();
    }

    static List<Event> all() {
        return NAMES.entrySet().stream().map(Event::of).toList();
    }

    static List<String> names(boolean ofAccount) {
        return offered(ofAccount).map(Map.Entry::getValue).sorted().toList();
    }
}
