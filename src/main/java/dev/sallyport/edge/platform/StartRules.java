package dev.sallyport.edge.platform;

import dev.sallyport.base.cors.AllowedOrigins;
import dev.sallyport.base.network.TrustedProxies;
import io.smallrye.config.common.utils.StringUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything about the settings that stops the start, so that one start names all of it: the rules of our own settings,
 * the settings of Quarkus that would open what this service closes, and what an external database requires.
 */
final class StartRules {

    private static final String ORIGINS = "sallyport.browser.origins";
    private static final String PROXIES = "quarkus.http.proxy.trusted-proxies";

    /** Switches that stay off, each with what to do instead. */
    private static final Map<String, String> OFF = new TreeMap<>(Map.of(
            // the list of the framework knows patterns, and refuses other origins
            "quarkus.http.cors.enabled",
            "is on; name the origins in SALLYPORT_BROWSER_ORIGINS instead",
            "quarkus.http.proxy.proxy-address-forwarding",
            "is on: unset it. The proxies in QUARKUS_HTTP_PROXY_TRUSTED_PROXIES are trusted without it",
            "quarkus.mailer.mock",
            "is on: unset it. Mails are really sent",
            "quarkus.mailer.trust-all",
            "is on: unset it. Name the certificates in QUARKUS_MAILER_TRUSTSTORE_PATHS instead",
            "quarkus.tls.trust-all",
            "is on: unset it. Certificates are always checked",
            "quarkus.tls.syslog.trust-all",
            "is on: unset it. Name the certificates in QUARKUS_TLS_SYSLOG_TRUST_STORE_PEM_CERTS instead",
            "quarkus.tls.logs.trust-all",
            "is on: unset it. Name the certificates in QUARKUS_TLS_LOGS_TRUST_STORE_PEM_CERTS instead"));

    private StartRules() {}

    /** Stops the start if a setting is wrong. */
    static void require(Settings settings) {
        refuse(ofSettings(settings));
    }

    /**
     * All that stops the start and shows without a connection. The start refuses it, and a command tells it before.
     *
     * @param more what else is wrong: it is named with the settings
     */
    static List<String> all(Settings settings, List<String> more) {
        List<String> faults = ofSettings(settings);
        faults.addAll(more);
        if (settings.get(Settings.JDBC_URL).isPresent()) {
            addOfDatabase(settings, faults);
        } else {
            settings.get(Settings.KEYSET_FILE)
                    .flatMap(ProductionSettings::keysetFault)
                    .ifPresent(faults::add);
        }
        return faults;
    }

    /** What an external database requires. */
    private static void addOfDatabase(Settings settings, List<String> faults) {
        List<String> missing = ProductionSettings.faults(settings, !faults.isEmpty()).stream()
                .filter(fault ->
                        faults.stream().noneMatch(known -> variable(known).equals(variable(fault))))
                .toList();
        if (!missing.isEmpty()) {
            faults.add("QUARKUS_DATASOURCE_JDBC_URL names a database, so " + String.join("; ", missing));
        }
    }

    /** The setting that a fault is about. */
    private static String variable(String fault) {
        return fault.substring(0, fault.indexOf(' '));
    }

    static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw Refusal.because(String.join("; ", faults));
        }
    }

    /** What is wrong, each with the name of its environment variable. */
    static List<String> ofSettings(Settings settings) {
        List<String> faults = new ArrayList<>(SettingRules.faults(settings));
        written(settings, ORIGINS)
                .flatMap(origins -> AllowedOrigins.fault(
                        List.of(StringUtil.split(origins)), isOn(settings, "sallyport.browser.allow-private-http")))
                .ifPresent(faults::add);
        written(settings, PROXIES)
                .or(() -> settings.isBlank(PROXIES) ? Optional.of("") : Optional.empty())
                .map(proxies -> List.of(StringUtil.split(proxies)))
                .flatMap(TrustedProxies::fault)
                .ifPresent(faults::add);
        ReadOnlySettings.fault(settings).ifPresent(faults::add);
        OFF.forEach((name, instead) -> {
            if (isOn(settings, name)) {
                faults.add(Settings.variable(name) + " " + instead);
            }
        });
        return faults;
    }

    /** An expression is looked at when it is resolved. */
    private static Optional<String> written(Settings settings, String name) {
        return settings.get(name).filter(value -> !value.contains("${"));
    }

    private static boolean isOn(Settings settings, String name) {
        return settings.get(name).filter(SettingRule::isOn).isPresent();
    }
}
