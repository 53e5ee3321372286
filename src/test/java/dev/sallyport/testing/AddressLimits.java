package dev.sallyport.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * The limits for one network address as they are by default; tests do without, since they share one. Self sign-up,
 * which has such a limit; a proxy on an address of its own, behind which callers come from everywhere; clients that
 * show their secret in the form; and passkeys that do not sign in alone, and may be copied.
 */
public class AddressLimits implements QuarkusTestProfile {

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
                PROXY + "/32");
    }
}
