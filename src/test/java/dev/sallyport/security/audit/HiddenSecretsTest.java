package dev.sallyport.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.sallyport.testing.ServiceClasses;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every record of the service that holds a secret, found by the names of its components. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HiddenSecretsTest {

    private static final String CANARY = "canary-4711";

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(password|secret|token|code|paperKey|otpauth|qrCode|hash|privateKey|shown|signature|clientData|attestationObject).*");

    /**
     * What "token" and "code" mean elsewhere; and the text of a mail and of an opaque token, which the names do not
     * tell.
     */
    private static final List<String> NO_SECRET = List.of(
            "tokenType", "recoveryCodesRemaining", "recoveryCodesTotal", "recoveryCodesGeneratedAt", "emailHash");

    private static List<Class<?>> records() {
        List<Class<?>> records = new ArrayList<>();
        ServiceClasses.ALL.stream()
                .filter(type -> type.isRecord())
                .map(JavaClass::reflect)
                .forEach(records::add);
        return records;
    }

    private static boolean isSecret(RecordComponent component) {
        boolean named = SECRET.matcher(component.getName()).matches() && !NO_SECRET.contains(component.getName());
        boolean text = component.getDeclaringRecord().getSimpleName().equals("OpaqueToken")
                || component.getDeclaringRecord().getSimpleName().equals("ComposedMail")
                        && !component.getName().equals("subject");
        return named || text;
    }

    private static Object value(RecordComponent component) throws ReflectiveOperationException {
        String text = isSecret(component) ? CANARY : "plain";
        Class<?> type = component.getType();
        if (type == Optional.class) {
            String inner = component.getGenericType().getTypeName();
            return inner.contains("<java.lang.String>") ? Optional.of(text) : Optional.empty();
        }
        return value(type, text);
    }

    private static Object value(Class<?> type, String text) throws ReflectiveOperationException {
        if (type.isRecord()) {
            return make(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        Map<Class<?>, Object> values = Map.of(
                String.class,
                text,
                List.class,
                List.of(text),
                Map.class,
                Map.of("name", text),
                UUID.class,
                new UUID(1, 2),
                Instant.class,
                Instant.EPOCH,
                Duration.class,
                Duration.ZERO,
                int.class,
                7,
                long.class,
                7L,
                boolean.class,
                true);
        return values.get(type);
    }

    private static Object make(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        for (int at = 0; at < components.length; at++) {
            values[at] = value(components[at]);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    @Test
    @DisplayName("[LOGS-01] no record shows a secret when it is printed")
    void records_hide_their_secrets() throws ReflectiveOperationException {
        List<String> holders = new ArrayList<>();
        List<String> telling = new ArrayList<>();
        for (Class<?> type : records()) {
            if (Arrays.stream(type.getRecordComponents()).anyMatch(HiddenSecretsTest::isSecret)) {
                holders.add(type.getSimpleName());
                if (make(type).toString().contains(CANARY)) {
                    telling.add(type.getName());
                }
            }
        }
        assertThat(telling).as("records that show a secret").isEmpty();
        assertThat(holders)
                .contains(
                        "SignInRequest",
                        "VerifyRequest",
                        "ChallengeRequest",
                        "ChallengeRequired",
                        "EnrollmentRequired",
                        "SignedInResponse",
                        "SessionGrant",
                        "ConfirmEnrollmentRequest",
                        "PendingAuthenticator",
                        "ConfirmedAuthenticator",
                        "CreateUserRequest",
                        "Owner",
                        "NewDevice",
                        "FactorAttempt",
                        "TotpKey",
                        "OpaqueToken",
                        "ComposedMail",
                        "StoredPassword",
                        "Assertion",
                        "Attestation");
    }
}
