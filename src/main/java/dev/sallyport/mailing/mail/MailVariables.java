package dev.sallyport.mailing.mail;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values that templates of each kind of mail can name. In addition, each mail has {@code headline}, {@code body},
 * {@code language} and {@code brand}.
 */
final class MailVariables {

    /** Behind the name of a value that a mail of the kind may not have. */
    private static final String OPTIONAL = "?";

    private static final String CODE = "code minutes until";
    private static final String LINK = "link action otherwise until";
    private static final String NOTICE = "when where? browser? os?";
    private static final String REPORTABLE = "link action stop " + NOTICE;
    private static final String RESET = "link reference when after? approved?";

    private static final Map<MailKind, String> ROWS = new EnumMap<>(Map.ofEntries(
            Map.entry(MailKind.EMAIL_CODE, CODE),
            Map.entry(MailKind.STEP_UP_CODE, CODE),
            Map.entry(MailKind.EMAIL_CHANGE, CODE),
            Map.entry(MailKind.PASSWORD_RESET, LINK),
            Map.entry(MailKind.PASSWORD_RESET_AFTER_REPORT, LINK),
            Map.entry(MailKind.PASSWORD_RESET_AFTER_LOCKDOWN, LINK),
            Map.entry(MailKind.PASSWORD_RESET_AFTER_GUESSES, LINK),
            Map.entry(MailKind.PASSWORD_CHANGE_REQUIRED, LINK),
            Map.entry(MailKind.PASSWORD_CHANGE_REQUIRED_BY_ACCOUNT, LINK + " account"),
            Map.entry(MailKind.INVITATION, LINK + " account"),
            Map.entry(MailKind.INVITATION_OF_USER, LINK + " account"),
            Map.entry(MailKind.RECOVERY_CODE_USED, REPORTABLE + " remaining low?"),
            Map.entry(MailKind.TWO_FACTOR_RESET, REPORTABLE + " reference"),
            Map.entry(MailKind.TWO_FACTOR_RESET_BY_ACCOUNT, REPORTABLE + " reference sender"),
            Map.entry(MailKind.ACCESS_CODE_ISSUED, REPORTABLE + " reference"),
            Map.entry(MailKind.ERASURE_REQUESTED, REPORTABLE + " date accounts?"),
            Map.entry(MailKind.TWO_FACTOR_RESET_REQUESTED, RESET),
            Map.entry(MailKind.TWO_FACTOR_RESET_BY_ACCOUNT_REQUESTED, RESET),
            Map.entry(MailKind.EMAIL_CHANGED, NOTICE),
            Map.entry(MailKind.LOCKED_DOWN, NOTICE),
            Map.entry(MailKind.LOCKED_DOWN_BY_SUPPORT, NOTICE + " reference"),
            Map.entry(MailKind.LOCKDOWN_LIFTED, NOTICE),
            Map.entry(MailKind.USER_ERASED, "when"),
            Map.entry(MailKind.TWO_FACTOR_REQUIRED, "account date"),
            Map.entry(MailKind.TWO_FACTOR_REQUIRED_NOW, "account"),
            Map.entry(MailKind.TWO_FACTOR_REMINDER, "account date"),
            Map.entry(MailKind.TWO_FACTOR_POLICY_RELAXED, "account who when where"),
            Map.entry(MailKind.TWO_FACTOR_POLICY_LIFTED, "account who when where"),
            Map.entry(MailKind.WEBHOOK_DISABLED, "webhook account? when"),
            Map.entry(MailKind.USERS_EXPORTED, "key caller when")));

    private MailVariables() {}

    /** The row of a kind, as the documentation has it: the names, with a question mark for what may be missing. */
    static String row(MailKind kind) {
        return ROWS.getOrDefault(kind, REPORTABLE);
    }

    /** The values that a mail of this kind may have. */
    static Set<String> of(MailKind kind) {
        return Set.of(row(kind).replace(OPTIONAL, "").split(" "));
    }

    /** Those of them that it always has. */
    static Set<String> always(MailKind kind) {
        return Set.of(row(kind).split(" ")).stream()
                .filter(name -> !name.endsWith(OPTIONAL))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is left of these values for a mail of the kind; null values are left out. */
    static Map<String, Object> only(Set<String> names, Map<String, Object> values) {
        Map<String, Object> left = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value != null && names.contains(name)) {
                left.put(name, value);
            }
        });
        return left;
    }
}
