package dev.sallyport.edge.platform;

import static dev.sallyport.edge.platform.SettingRule.checkedElsewhere;
import static dev.sallyport.edge.platform.SettingRule.collector;
import static dev.sallyport.edge.platform.SettingRule.duration;
import static dev.sallyport.edge.platform.SettingRule.flag;
import static dev.sallyport.edge.platform.SettingRule.folder;
import static dev.sallyport.edge.platform.SettingRule.issuer;
import static dev.sallyport.edge.platform.SettingRule.networks;
import static dev.sallyport.edge.platform.SettingRule.number;
import static dev.sallyport.edge.platform.SettingRule.optionalText;
import static dev.sallyport.edge.platform.SettingRule.page;
import static dev.sallyport.edge.platform.SettingRule.prefix;
import static dev.sallyport.edge.platform.SettingRule.ratio;
import static dev.sallyport.edge.platform.SettingRule.readable;
import static dev.sallyport.edge.platform.SettingRule.text;

import dev.sallyport.mailing.brand.Brand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules for all settings: an invalid or unsafe value stops the start.
 *
 * <p>The upper bounds are those of the requirements where there is one (NIST SP 800-63B, RFC 6238), and else far beyond
 * what makes sense. A test compares the names with all configuration interfaces.
 */
final class SettingRules {

    private static final String SECOND = "PT1S";
    private static final String TEN_MINUTES = "PT10M";
    private static final int MANY = 1_000_000;

    private static final String CONCERNED = "privileged|everybody";

    private static final String MAILBOX = "[!-;=?A-~]+@[A-Za-z0-9.-]+";

    private static final String LOGO_ORIGIN = "https://[a-z0-9.-]+(:[0-9]{1,5})?";

    private static final String ORIGIN =
            "(https?://[a-z0-9.:\\[\\]-]+|(android:apk-key-hash(-sha256)?:|ios:bundle-id:)[A-Za-z0-9._=-]+"
                    + "|chrome-extension://[a-p]{32})";

    private static final String DOMAIN = "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

    private static final String HOST_PORT = "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])"
            + "(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?";

    private static final String HEADER = "[A-Za-z0-9-]+ *= *[!-+--~]+( [!-+--~]+)*";

    private static final String IOS_APP = "[A-Z0-9]{10}\\.[A-Za-z0-9.-]+";
    private static final String ANDROID_APP = "[A-Za-z][A-Za-z0-9_.]*=([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}";

    private static final Map<String, SettingRule> RULES = new TreeMap<>(Map.ofEntries(
            // identities
            Map.entry("sallyport.issuer", issuer()),
            Map.entry("sallyport.audience", optionalText("1 to 255 visible ASCII characters", "[!-~]{1,255}")),
            Map.entry("sallyport.first-party-client-id", text("1 to 100 visible ASCII characters", "[!-~]{1,100}")),
            Map.entry(
                    ProductionSettings.CLIENT_ID,
                    optionalText("1 to 100 visible ASCII characters without a colon", "[!-9;-~]{1,100}")),
            Map.entry(
                    ProductionSettings.CLIENT_SECRET,
                    optionalText("32 to 512 visible ASCII characters", "[!-~]{32,512}")),
            Map.entry("sallyport.page.reset-password", page()),
            Map.entry("sallyport.page.accept-invitation", page()),
            Map.entry("sallyport.page.report-sign-in", page()),
            Map.entry("sallyport.browser.origins", checkedElsewhere()), // StartRules
            Map.entry(
                    "sallyport.language.default",
                    text(
                            "en, de, fr, es or ja, with or without a region",
                            "(?i)(en|de|fr|es|ja)([-_.][A-Za-z0-9._-]*)?")),
            // locations
            Map.entry(Settings.KEYSET_FILE, checkedElsewhere()), // ProductionSettings and KeysetFile
            Map.entry("sallyport.data-dir", text("the name of a folder", "[^\\x00]+")),
            Map.entry(Settings.JDBC_URL, optionalText("a URL that begins with jdbc:postgresql:", "jdbc:postgresql:.+")),
            Map.entry(
                    "quarkus.mailer.from",
                    text(
                            "an email address, or a name and an address in angle brackets",
                            MAILBOX + "|[^<>@\\r\\n]*<" + MAILBOX + ">")),
            // interfaces
            Map.entry("sallyport.embedded", flag()),
            Map.entry(Settings.READ_ONLY, flag()),
            Map.entry("sallyport.self-sign-up", flag()),
            Map.entry("sallyport.cookies.enabled", flag()),
            Map.entry("sallyport.ui.enabled", flag()),
            Map.entry(
                    "sallyport.ui.logo-origins",
                    optionalText("https origins, separated by commas", LOGO_ORIGIN + "( *, *" + LOGO_ORIGIN + ")*")),
            Map.entry("sallyport.client-secret-post", flag()),
            Map.entry("sallyport.browser.allow-private-http", flag()),
            Map.entry("sallyport.sso.allow-http", flag()),
            // webhooks
            Map.entry("sallyport.webhooks.per-account", number(0, 100)),
            Map.entry("sallyport.webhooks.allow-http", flag()),
            Map.entry("sallyport.webhooks.allowed-private", networks()),
            Map.entry("sallyport.webhooks.accounts-allowed-private", networks()),
            // traces
            Map.entry(TracesSettings.ENDPOINT, collector()),
            Map.entry(
                    "sallyport.traces.headers",
                    optionalText("name=value pairs, separated by commas", HEADER + "( *, *" + HEADER + ")*")),
            Map.entry("sallyport.traces.ratio", ratio()),
            Map.entry("sallyport.traces.callers", networks()),
            // the trail, to other systems
            Map.entry("sallyport.siem.addresses", flag()),
            Map.entry(
                    "sallyport.syslog.endpoint",
                    optionalText(
                            "a host or an address, with or without a port, such as siem.example.org:6514", HOST_PORT)),
            Map.entry("sallyport.syslog.facility", number(0, 23)),
            Map.entry("sallyport.syslog.enterprise-number", number(1, Integer.MAX_VALUE)),
            Map.entry("sallyport.syslog.confirmed", flag()),
            Map.entry("sallyport.logs.endpoint", collector()),
            Map.entry(
                    "sallyport.logs.headers",
                    optionalText("name=value pairs, separated by commas", HEADER + "( *, *" + HEADER + ")*")),
            // devices
            Map.entry("sallyport.device-new-after-update", flag()),
            // mails and their brand
            Map.entry("sallyport.mail.console", flag()),
            Map.entry("sallyport.mail.templates", folder()),
            Map.entry(
                    "sallyport.mail.senders.domains",
                    optionalText("domains, separated by commas", DOMAIN + "( *, *" + DOMAIN + ")*")),
            Map.entry(
                    "sallyport.mail.brand.name", optionalText("a name of 1 to 100 characters", "[^\\p{Cntrl}]{1,100}")),
            Map.entry("sallyport.mail.brand.color", SettingRule.color()),
            Map.entry(
                    "sallyport.mail.brand.logo",
                    optionalText("an https URL of at most 500 characters", "(?=.{1,500}$)" + Brand.LOGO)),
            Map.entry(
                    "sallyport.mail.brand.footer",
                    optionalText("one line of 1 to 500 characters", "[^\\p{Cntrl}]{1,500}")),
            Map.entry("sallyport.mail.brand.support-address", optionalText("an email address", MAILBOX)),
            // second factors
            Map.entry(
                    "sallyport.passkeys.relying-party-id",
                    optionalText("a domain in lower case", "[a-z0-9]([a-z0-9.-]*[a-z0-9])?")),
            Map.entry(
                    "sallyport.passkeys.origins",
                    optionalText(
                            "origins as browsers send them, separated by commas", ORIGIN + "( *, *" + ORIGIN + ")*")),
            Map.entry(
                    "sallyport.passkeys.ios-apps",
                    optionalText(
                            "team and bundle of each app, separated by commas", IOS_APP + "( *, *" + IOS_APP + ")*")),
            Map.entry(
                    "sallyport.passkeys.android-apps",
                    optionalText(
                            "package=SHA-256 of each app, separated by commas",
                            ANDROID_APP + "( *, *" + ANDROID_APP + ")*")),
            Map.entry("sallyport.passkeys.passwordless", flag()),
            Map.entry("sallyport.passkeys.refuse-copies", flag()),
            Map.entry("sallyport.totp.drift-steps", number(0, 1)),
            Map.entry(
                    "sallyport.totp.issuer",
                    text("a name of 1 to 64 characters without a colon", "(?=.*\\S)[^:\\p{Cntrl}]{1,64}")),
            Map.entry("sallyport.enrollment-lifetime", duration(SECOND, TEN_MINUTES)),
            Map.entry("sallyport.check-up-after", duration("PT1M", "P3650D")),
            Map.entry("sallyport.email.resend-interval", duration(SECOND, TEN_MINUTES)),
            // lifetimes
            Map.entry("sallyport.challenge-lifetime", duration(SECOND, TEN_MINUTES)),
            Map.entry("sallyport.access-token-lifetime", duration(SECOND, TEN_MINUTES)),
            Map.entry("sallyport.step-up.max-age", duration(SECOND, TEN_MINUTES)),
            Map.entry("sallyport.session.idle-lifetime", duration(SECOND, "P90D")),
            Map.entry("sallyport.session.absolute-lifetime", duration(SECOND, "P90D")),
            Map.entry("sallyport.refresh-reuse-window", duration("PT0S", "PT1M")),
            Map.entry("sallyport.device-lifetime", duration(SECOND, "P60D")),
            Map.entry("sallyport.password.reset-lifetime", duration(SECOND, "P1D")),
            Map.entry("sallyport.email-change-lifetime", duration(SECOND, TEN_MINUTES)),
            Map.entry("sallyport.invitation.lifetime", duration(SECOND, "P90D")),
            Map.entry("sallyport.erasure.waiting-time", duration("PT0S", "P30D")),
            Map.entry("sallyport.support.waiting-time", duration("PT0S", "P30D")),
            Map.entry("sallyport.support.waiting", text("privileged or everybody", CONCERNED)),
            Map.entry("sallyport.support.second-agent", text("privileged or everybody", CONCERNED)),
            Map.entry("sallyport.client.token-lifetime", duration(SECOND, "PT1H")),
            Map.entry("sallyport.client.secret-overlap", duration("PT0S", "P30D")),
            Map.entry(SettingPairs.ROTATION, duration("PT0S", "P3650D")),
            Map.entry(SettingPairs.PUBLISH_AHEAD, duration("PT11M", "P30D")),
            Map.entry("sallyport.audit.lifetime", duration("P30D", "P3650D")),
            Map.entry("sallyport.audit.address-lifetime", duration("PT0S", "P3650D")),
            Map.entry("sallyport.audit.seals.interval", duration("PT1M", "P30D")),
            Map.entry("sallyport.audit.seals.key-rotation", duration("P1D", "P3650D")),
            // limits
            Map.entry("sallyport.throttle.lock", duration(SECOND, "P1D")),
            Map.entry("sallyport.throttle.sign-ins-per-minute", number(0, MANY)),
            Map.entry("sallyport.throttle.mails-per-hour", number(0, MANY)),
            Map.entry("sallyport.throttle.sign-ups-per-hour", number(0, MANY)),
            Map.entry("sallyport.throttle.client-secrets", number(0, MANY)),
            Map.entry("sallyport.client.requests-per-minute", number(0, MANY)),
            Map.entry(
                    "sallyport.export.contacts",
                    optionalText("email addresses, separated by commas", MAILBOX + "( *, *" + MAILBOX + ")*")),
            Map.entry("sallyport.breached-passwords.list", readable()),
            Map.entry("sallyport.breached-passwords.mirror", prefix()),
            Map.entry("sallyport.password.queue", number(1, 10_000)),
            Map.entry("sallyport.mail.at-once", number(1, 256)),
            Map.entry("sallyport.mail.poll-interval", duration(SECOND, "PT1H"))));

    private SettingRules() {}

    /** What is wrong, each with the name of its environment variable. Settings that are not set have valid defaults. */
    static List<String> faults(Settings settings) {
        List<String> faults = new ArrayList<>();
        RULES.forEach((name, rule) -> {
            if (!rule.optional() && settings.isBlank(name)) {
                faults.add(
                        Settings.variable(name) + " is empty, and must be " + rule.allowed() + " (or not set at all)");
            }
            settings.get(name)
                    .filter(value -> !value.contains("${")) // an expression is looked at when it is resolved
                    .flatMap(rule::fault)
                    .ifPresent(fault -> faults.add(Settings.variable(name) + " " + fault));
        });
        if (faults.isEmpty()) {
            faults.addAll(SettingPairs.faults(settings));
        }
        return faults;
    }

    /** The rule for a setting; empty for an unknown name. */
    static Optional<SettingRule> of(String name) {
        return Optional.ofNullable(RULES.get(name));
    }

    /** The settings that have a rule: every one of the service, and some of Quarkus. */
    static Set<String> names() {
        return RULES.keySet();
    }
}
