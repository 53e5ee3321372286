package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of settings that are allowed, and how those that are not are named. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettingValuesTest {

    @ParameterizedTest
    @CsvSource({
        "sallyport.syslog.endpoint, siem.example.org, true",
        "sallyport.syslog.endpoint, siem:6514, true",
        "sallyport.syslog.endpoint, '[2001:db8::1]:65535', true",
        "sallyport.syslog.endpoint, siem:65536, false",
        "sallyport.syslog.endpoint, tls://siem:6514, false",
        "sallyport.syslog.endpoint, 'siem one', false",
        "sallyport.syslog.facility, 24, false",
        "sallyport.syslog.enterprise-number, 0, false",
        "sallyport.logs.endpoint, http://collector.example.org:4318, false",
        "sallyport.logs.endpoint, https://collector.example.org, true",
        "sallyport.logs.headers, x-key, false",
        "sallyport.traces.endpoint, collector:4318, false",
        "sallyport.traces.endpoint, http://collector:4318/, false",
        "sallyport.traces.endpoint, http://collector:4318?x=1, false",
        "sallyport.traces.endpoint, http://collector.example.org:4318, false",
        "sallyport.traces.endpoint, https://collector.example.org, true",
        "sallyport.traces.endpoint, http://collector:4318, true",
        "sallyport.traces.headers, x-key, false",
        "sallyport.traces.headers, x key=a, false",
        "sallyport.traces.headers, 'x-key=a,', false",
        "sallyport.traces.headers, 'x-key=a=b, authorization=Bearer c', true",
        "sallyport.traces.ratio, 1.1, false",
        "sallyport.traces.ratio, -0.1, false",
        "sallyport.traces.ratio, NaN, false",
        "sallyport.traces.ratio, half, false",
        "sallyport.traces.ratio, 0.01, true",
        "sallyport.traces.callers, gateway, false",
        "sallyport.traces.callers, '10.0.0.0/8,::1', true",
        "sallyport.totp.drift-steps, 5, false",
        "sallyport.totp.drift-steps, 2, false",
        "sallyport.totp.drift-steps, 0, true",
        "sallyport.totp.issuer, Acme: Sallyport, false",
        "sallyport.totp.issuer, Café Zoë, true",
        "sallyport.issuer, auth.example.org, false",
        "sallyport.issuer, //auth.example.org, false",
        "sallyport.issuer, https://auth.example.org/, false",
        "sallyport.issuer, https://auth.example.org/base/, false",
        "sallyport.issuer, https://auth.example.org?x=1, false",
        "sallyport.issuer, https://auth.example.org#x, false",
        "sallyport.issuer, https://user@auth.example.org, false",
        "sallyport.issuer, ftp://auth.example.org, false",
        "sallyport.issuer, https://, false",
        "sallyport.issuer, https://auth.example.org:port, false",
        "sallyport.issuer, https://auth example.org, false",
        "sallyport.issuer, https://auth.example.org, true",
        "sallyport.issuer, https://auth.example.org/base, true",
        "sallyport.issuer, http://localhost:8080, true",
        "sallyport.issuer, http://[::1]:8080, true",
        "sallyport.issuer, http://10.0.0.5:8080, true",
        "sallyport.issuer, http://sallyport.internal, true",
        "sallyport.issuer, http://auth.example.org, false",
        "sallyport.issuer, http://auth.example.org:8080, false",
        "sallyport.issuer, http://203.0.113.7, false",
        "sallyport.issuer, http://[2001:db8::1]:8080, false",
        "sallyport.issuer, http://localhost.example.org, false",
        "sallyport.issuer, http://sallyport_1:8080, true",
        "sallyport.breached-passwords.mirror, https://list.example.org/range/, true",
        "sallyport.breached-passwords.mirror, https://list.example.org/?prefix=, true",
        "sallyport.breached-passwords.mirror, http://mirror:8080/range/, true",
        "sallyport.breached-passwords.mirror, http://mirror:8080, false",
        "sallyport.breached-passwords.mirror, https://list.example.org, false",
        "sallyport.breached-passwords.mirror, https://list.example.org/range, false",
        "sallyport.breached-passwords.mirror, http://list.example.org/range/, false",
        "sallyport.audience, two words, false",
        "sallyport.audience, https://api.example.org/, true",
        "sallyport.first-party-client-id, the app, false",
        "sallyport.bootstrap-client-id, back:end, false",
        "sallyport.bootstrap-client-id, backend, true",
        "sallyport.bootstrap-client-secret, short, false",
        "sallyport.page.reset-password, /reset, false",
        "sallyport.page.reset-password, app.example.org/reset, false",
        "sallyport.page.accept-invitation, https://app.example.org/#/join, false",
        "sallyport.page.report-sign-in, javascript:alert(1), false",
        "sallyport.page.reset-password, http://app.example.org/reset, false",
        "sallyport.page.reset-password, http://localhost:5173/reset, true",
        "sallyport.page.report-sign-in, https://app.example.org/report?lang=en, true",
        "sallyport.page.report-sign-in, https://app.example.org, true",
        "sallyport.challenge-lifetime, PT10M1S, false",
        "sallyport.challenge-lifetime, PT0S, false",
        "sallyport.challenge-lifetime, PT2S, true",
        "sallyport.access-token-lifetime, PT11M, false",
        "sallyport.access-token-lifetime, PT1S, true",
        "sallyport.enrollment-lifetime, PT1H, false",
        "sallyport.step-up.max-age, P1D, false",
        "sallyport.step-up.max-age, PT0S, false",
        "sallyport.device-lifetime, PT0S, false",
        "sallyport.session.idle-lifetime, PT0S, false",
        "sallyport.refresh-reuse-window, PT0S, true",
        "sallyport.refresh-reuse-window, P1D, false",
        "sallyport.throttle.lock, PT0S, false",
        "sallyport.throttle.lock, P2D, false",
        "sallyport.throttle.lock, PT1S, true",
        "sallyport.throttle.sign-ins-per-minute, 0, true",
        "sallyport.throttle.sign-ins-per-minute, 300000000, false",
        "sallyport.password.queue, 0, false",
        "sallyport.mail.at-once, 0, false",
        "sallyport.mail.templates, src/main/resources/mails, true",
        "sallyport.mail.templates, pom.xml, false",
        "sallyport.mail.templates, no-such-folder, false",
        "sallyport.mail.poll-interval, PT0S, false",
        "sallyport.signing-keys.rotation, PT0S, true",
        "sallyport.signing-keys.rotation, PT10M, false",
        "sallyport.signing-keys.publish-ahead, PT10M, false",
        "sallyport.audit.lifetime, P29D, false",
        "sallyport.self-sign-up, TRUE, true",
        "sallyport.self-sign-up, off, true",
        "quarkus.datasource.jdbc.url, jdbc:mysql://db/x, false",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://db/x, true",
        "quarkus.mailer.from, Sallyport, false",
        "quarkus.mailer.from, Sallyport <no-reply>, false",
        "quarkus.mailer.from, Sallyport <no-reply@example.org>, true",
        "quarkus.mailer.from, no-reply@example.org, true"
    })
    @DisplayName("[CONF-02] [TOTP-02] what would fail or open something later is refused at the start")
    void values_are_judged(String name, String value, boolean allowed) {
        assertThat(faults(name, value).isEmpty()).isEqualTo(allowed);
    }

    @Test
    @DisplayName("[CONF-02] all faults are named at once, in one line, and no value is repeated")
    void all_faults_are_named() {
        Map<String, String> values = Map.of(
                "sallyport.totp.drift-steps", "5",
                "sallyport.bootstrap-client-secret", "hunter2",
                "sallyport.issuer", "auth.example.org");

        assertThatThrownBy(() -> StartRules.require(name -> Optional.ofNullable(values.get(name))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SALLYPORT_TOTP_DRIFT_STEPS must be a whole number from 0 to 1")
                .hasMessageContaining("SALLYPORT_BOOTSTRAP_CLIENT_SECRET must be ")
                .hasMessageContaining("SALLYPORT_ISSUER must be an http or https URL without a trailing slash")
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource({"everybody, PT0S, false", "everybody, , false", "everybody, PT1H, true", "privileged, PT0S, true"})
    @DisplayName("[CONF-02] a wait for everybody needs a time")
    void the_wait_of_everybody(String whose, String time, boolean allowed) {
        Map<String, String> values = new HashMap<>(Map.of("sallyport.support.waiting", whose));
        if (time != null) {
            values.put("sallyport.support.waiting-time", time);
        }
        assertThat(SettingRules.faults(name -> Optional.ofNullable(values.get(name)))
                        .isEmpty())
                .isEqualTo(allowed);
    }

    private static List<String> faults(String name, String value) {
        return SettingRules.faults(asked -> Optional.of(value).filter(any -> asked.equals(name)));
    }
}
