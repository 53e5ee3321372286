package dev.sallyport.factors;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import dev.sallyport.factors.factor.SecondFactor;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import dev.sallyport.testing.PublishedContract;
import dev.sallyport.testing.ServiceClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What keeps a new factor in a folder of its own: no other code names a method where a fact about it is meant. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FactorRulesTest {

    private static final Path MAIN = Path.of("src", "main", "java", "dev", "sallyport");

    /**
     * The classes outside a factor's own package that name methods, with the reason. A new factor needs none of them.
     */
    private static final Map<String, String> NAMING = Map.ofEntries(
            Map.entry("AllowedMethod", "the words of a policy"),
            Map.entry("StepUpMethod", "the words of the step-up request"),
            Map.entry("Amr", "a passkey can sign a user in alone, as the password can"),
            Map.entry("TotpAuthenticator", "apps"),
            Map.entry("PasskeyRepository", "passkeys"),
            Map.entry("PasskeySignIn", "passkeys that sign in alone"),
            Map.entry("NewPasskey", "a passkey whose registration was right"),
            Map.entry("PasskeyRegistrationStart", "sets up passkeys"),
            Map.entry("PasskeyRegistrationCheck", "refuses another passkey while the user is locked"),
            Map.entry("HeldFactors", "a passkey goes before an app where accounts allow no common factor"),
            Map.entry("ConfirmationService", "confirms apps"),
            Map.entry("EnrollmentCodeVerifier", "confirms apps"),
            Map.entry("EnrollmentService", "sets up apps"),
            Map.entry("Confirmed", "an app whose code was seen"),
            Map.entry("BackendSignInService", "checks codes of apps for backends"),
            Map.entry("ClosedChallenges", "ends challenges for codes sent by email"),
            Map.entry("OfferedMethods", "offers an access code only while it is accepted"),
            Map.entry("EmailCodeGuessLimit", "ends codes sent by email"),
            Map.entry("EmailConfirmationService", "reads codes sent by email"));

    /** What no policy names: a mailbox is no factor, and what an agent gives no member keeps. */
    private static final Set<FactorRole> UNNAMED = Set.of(FactorRole.MAILBOX, FactorRole.TEMPORARY);

    private static final JavaClasses SERVICE = ServiceClasses.ALL;

    private static Map<Path, String> sources() {
        try (Stream<Path> files = Files.walk(MAIN)) {
            Map<Path, String> sources = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.put(MAIN.relativize(file), Files.readString(file));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> filesWith(Predicate<String> text) {
        return sources().entrySet().stream()
                .filter(source -> text.test(source.getValue()))
                .map(source -> source.getKey().toString())
                .toList();
    }

    @Test
    void only_the_named_classes_and_factors_name_a_method() {
        Set<String> naming = SERVICE.stream()
                .filter(type -> !type.isAssignableTo(SecondFactor.class))
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .filter(FactorRulesTest::isConstant)
                .map(access -> access.getOriginOwner().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(naming).isEqualTo(new TreeSet<>(NAMING.keySet()));
    }

    private static boolean isConstant(JavaFieldAccess access) {
        return access.getTargetOwner().isEquivalentTo(FactorMethod.class)
                && access.getAccessType() == JavaFieldAccess.AccessType.GET
                && !access.getOriginOwner().isEquivalentTo(FactorMethod.class)
                && Stream.of(FactorMethod.values())
                        .anyMatch(method ->
                                method.name().equals(access.getTarget().getName()));
    }

    @Test
    void no_switch_over_methods_or_roles_has_a_default() {
        assertThat(filesWith(text -> text.matches("(?s).*\\bFactor(Method|Role)\\b.*") && text.contains("default ->")))
                .isEmpty();
    }

    @Test
    void the_table_of_apps_is_named_in_its_package_alone() {
        List<String> outside = filesWith(text -> text.contains("totp_authenticator")).stream()
                .filter(file -> !file.startsWith(Path.of("factors", "totp").toString()))
                .toList();
        assertThat(outside).isEmpty();
    }

    @Test
    void the_contract_names_every_method() {
        assertThat(enumOf("FactorMethod")).containsExactlyElementsOf(texts(method -> true));
        assertThat(enumOf("AllowedMethod"))
                .containsExactlyElementsOf(texts(method -> !UNNAMED.contains(method.role())));
        List<String> stepUp = new ArrayList<>(List.of("password"));
        stepUp.addAll(texts(method -> method.role().stepsUp()));
        assertThat(enumOf("StepUpMethod")).containsExactlyInAnyOrderElementsOf(stepUp);
    }

    private static List<String> texts(Predicate<FactorMethod> which) {
        return Stream.of(FactorMethod.values())
                .filter(which)
                .map(FactorMethod::text)
                .toList();
    }

    private static List<String> enumOf(String schema) {
        List<String> values = new ArrayList<>();
        PublishedContract.document()
                .at("/components/schemas/" + schema + "/enum")
                .forEach(value -> values.add(value.asText()));
        return values;
    }
}
