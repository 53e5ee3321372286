package dev.sallyport.trail.siem;

import dev.sallyport.security.audit.AuditType;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much an event asks for attention, by the scales of syslog (RFC 5424 section 6.2.1) and of OpenTelemetry. */
enum Severity {
    /** An attack, or an act that is rare and takes protection away or data out. */
    WARNING(4, 13, "WARN"),
    /** What was refused. */
    NOTICE(5, 10, "INFO2"),
    INFORMATIONAL(6, 9, "INFO");

    /** Written by the script that follows a restore, not by the service. */
    private static final String BACKUP_RESTORED = "backup_restored";

    private static final Set<String> WARNINGS = Stream.concat(
                    Stream.of(BACKUP_RESTORED),
                    EnumSet.of(
                                    AuditType.AUTHN_LOGIN_FAIL_MAX,
                                    AuditType.AUTHN_LOGIN_LOCK,
                                    AuditType.AUTHN_TOKEN_REUSE,
                                    AuditType.DEVICE_COPIED,
                                    AuditType.EXCESS_RATE_LIMIT_EXCEEDED,
                                    AuditType.PASSKEY_COUNTER_WENT_BACK,
                                    AuditType.SIGN_IN_REPORTED,
                                    AuditType.USER_LOCKED_DOWN,
                                    AuditType.TWO_FACTOR_DISABLED,
                                    AuditType.TWO_FACTOR_RESET,
                                    AuditType.TWO_FACTOR_POLICY_CHANGED,
                                    AuditType.USERS_EXPORT_STARTED,
                                    AuditType.USERS_EXPORTED,
                                    AuditType.ACCESS_CODE_ISSUED,
                                    AuditType.PAPER_KEY_USED,
                                    AuditType.PRIVILEGE_PERMISSIONS_CHANGED,
                                    AuditType.CLIENT_CREATED,
                                    AuditType.CLIENT_SECRET_FAIL,
                                    AuditType.SIGNING_KEY_REMOVED,
                                    AuditType.IDENTITY_PROVIDER_ADDED)
                            .stream()
                            .map(AuditType::text))
            .collect(Collectors.toUnmodifiableSet());

    private final int syslog;
    private final int number;
    private final String text;

    Severity(int syslog, int number, String text) {
        this.syslog = syslog;
        this.number = number;
        this.text = text;
    }

    static Severity of(String type, boolean refused) {
        if (WARNINGS.contains(type)) {
            return WARNING;
        }
        return refused ? NOTICE : INFORMATIONAL;
    }

    int syslog() {
        return syslog;
    }

    int number() {
        return number;
    }

    String text() {
        return text;
    }
}
