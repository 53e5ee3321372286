package dev.sallyport.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Settings that most tests do without, together: each profile is one more application that is built and started. The
 * limits for one network address as they are by default, without which the other tests share one; self sign-up, which
 * has such a limit; a proxy on an address of its own, behind which callers come from everywhere; clients that show
 * their secret in the form; passkeys that do not sign in alone, and may be copied; two people who answer for the
 * service; and accounts without webhooks.
 */
public class OtherSettings implements QuarkusTestProfile {

    /** Every address of 127.0.0.0/8 is this machine. */
    public static final String PROXY = "127.0.0.9";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "sallyport.passkeys.passwordless",
                "false",
                "sallyport.passkeys.refuse-copies",
                "false",
                "sallyport.throttle.sign-ins-per-minute",
                "30",
                "sallyport.throttle.mails-per-hour",
                "20",
                "sallyport.throttle.client-secrets",
                "10",
                "sallyport.self-sign-up",
                "true",
                "sallyport.client-secret-post",
                "true",
                "quarkus.http.proxy.trusted-proxies",
                PROXY + "/32",
                "sallyport.export.contacts",
                "ops@export.example, security@export.example",
                "sallyport.webhooks.per-account",
                "0");
    }
}
