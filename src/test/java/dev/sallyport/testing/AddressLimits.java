package dev.sallyport.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * The limits for one network address as they are by default; tests do without, since they share one. And self sign-up,
 * which has such a limit.
 */
public class AddressLimits implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("sallyport.throttle.sign-ins-per-minute", "30", "sallyport.self-sign-up", "true");
    }
}
