package dev.sallyport.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Settings that most tests do without, together: each profile is one more application that is built and started. Two
 * people answer for the service, and accounts have no webhooks.
 */
public class OtherSettings implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "sallyport.export.contacts",
                "ops@export.example, security@export.example",
                "sallyport.webhooks.per-account",
                "0");
    }
}
