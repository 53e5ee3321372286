package dev.sallyport;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sallyport.testing.Levels;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The shape of the code, held by rules that can fail. The README draws the main lines of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {

    private static final String BASE = "dev.sallyport";

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    /** The whole dependency diagram: every package of the service, and which of our packages it uses. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            // ceremonies: HTTP and one purpose of the API
            entry(
                    "verification",
                    Set.of(
                            "account",
                            "audit",
                            "browser",
                            "caller",
                            "crypto",
                            "database",
                            "device",
                            "enrollment",
                            "factor",
                            "factor.email",
                            "mail",
                            "password",
                            "policy",
                            "problem",
                            "recovery",
                            "session",
                            "sso",
                            "throttle",
                            "token",
                            "useragent")),
            entry(
                    "enrollment",
                    Set.of(
                            "account",
                            "audit",
                            "browser",
                            "caller",
                            "crypto",
                            "database",
                            "device",
                            "factor",
                            "factor.totp",
                            "mail",
                            "password",
                            "policy",
                            "problem",
                            "recovery",
                            "session",
                            "throttle",
                            "token")),
            entry(
                    "recovery",
                    Set.of(
                            "account",
                            "audit",
                            "caller",
                            "crypto",
                            "database",
                            "factor",
                            "mail",
                            "password",
                            "policy",
                            "problem",
                            "session",
                            "throttle")),
            entry(
                    "support",
                    Set.of(
                            "account",
                            "audit",
                            "caller",
                            "crypto",
                            "database",
                            "device",
                            "enrollment",
                            "factor.totp",
                            "listing",
                            "mail",
                            "page",
                            "problem",
                            "session",
                            "throttle",
                            "token")),
            entry(
                    "device",
                    Set.of(
                            "account",
                            "audit",
                            "browser",
                            "caller",
                            "crypto",
                            "listing",
                            "mail",
                            "problem",
                            "useragent")),
            entry(
                    "session",
                    Set.of(
                            "account",
                            "audit",
                            "browser",
                            "caller",
                            "crypto",
                            "database",
                            "listing",
                            "mail",
                            "problem",
                            "token",
                            "useragent")),
            entry(
                    "account",
                    Set.of(
                            "audit",
                            "caller",
                            "crypto",
                            "database",
                            "language",
                            "mail",
                            "password",
                            "problem",
                            "throttle")),
            entry(
                    "member",
                    Set.of(
                            "account",
                            "audit",
                            "caller",
                            "crypto",
                            "database",
                            "device",
                            "listing",
                            "mail",
                            "page",
                            "password",
                            "problem",
                            "session",
                            "throttle")),
            entry(
                    "profile",
                    Set.of(
                            "account",
                            "audit",
                            "caller",
                            "crypto",
                            "database",
                            "device",
                            "factor",
                            "factor.email",
                            "mail",
                            "member",
                            "page",
                            "password",
                            "problem",
                            "session",
                            "throttle")),
            entry("trail", Set.of("account", "audit", "caller", "database", "listing", "problem")),
            entry(
                    "oauth",
                    Set.of(
                            "audit",
                            "browser",
                            "caller",
                            "client",
                            "database",
                            "listing",
                            "problem",
                            "session",
                            "token")),
            entry(
                    "sso",
                    Set.of(
                            "account",
                            "audit",
                            "caller",
                            "crypto",
                            "database",
                            "mail",
                            "password",
                            "problem",
                            "session")),
            entry(
                    "compliance",
                    Set.of(
                            "account",
                            "audit",
                            "caller",
                            "database",
                            "listing",
                            "mail",
                            "policy",
                            "problem",
                            "session")),
            entry(
                    "report",
                    Set.of(
                            "account",
                            "audit",
                            "caller",
                            "crypto",
                            "device",
                            "enrollment",
                            "factor.totp",
                            "mail",
                            "page",
                            "password",
                            "profile",
                            "recovery",
                            "session",
                            "sso")),
            entry("policy", Set.of("account", "audit", "caller", "device", "mail", "problem", "session", "token")),
            entry("client", Set.of("account", "audit", "caller", "crypto", "database", "listing", "problem")),
            // parts: no HTTP
            entry("page", Set.of("crypto", "language", "token")),
            entry("password", Set.of("audit", "caller", "crypto", "database", "problem", "throttle")),
            entry("factor", Set.of("audit", "caller", "mail", "problem", "throttle")),
            entry("factor.totp", Set.of("crypto", "factor", "otp")),
            entry("factor.email", Set.of("crypto", "factor", "mail", "throttle")),
            entry("throttle", Set.of("database", "network")),
            entry("token", Set.of("crypto", "database")),
            entry("caller", Set.of("language", "network", "problem", "token", "useragent")),
            entry("audit", Set.of("caller", "crypto")),
            entry("mail", Set.of("crypto", "database", "language", "useragent")),
            entry("listing", Set.of("problem")),
            entry("browser", Set.of("network", "problem")),
            entry("problem", Set.of("database", "language")),
            entry("database", Set.of()),
            entry("language", Set.of()),
            entry("useragent", Set.of()),
            entry("network", Set.of()),
            entry("otp", Set.of()),
            entry("crypto", Set.of()),
            // the edge
            entry("http", Set.of("browser", "caller", "network", "problem")),
            entry(
                    "platform",
                    Set.of(
                            "account",
                            "audit",
                            "browser",
                            "caller",
                            "client",
                            "crypto",
                            "database",
                            "problem",
                            "session",
                            "throttle",
                            "token",
                            "useragent",
                            "verification")));

    @Test
    void every_package_is_in_the_diagram_and_every_entry_exists() {
        assertThat(packages()).isEqualTo(new TreeSet<>(USES.keySet()));
    }

    @Test
    void packages_use_what_the_diagram_says_and_nothing_else() {
        USES.forEach((name, used) -> {
            String[] ours = Stream.concat(Stream.of(name), used.stream())
                    .map(each -> BASE + "." + each)
                    .toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage(BASE + "." + name)
                    .should()
                    .onlyDependOnClassesThat(resideOutsideOfPackage(BASE + "..").or(resideInAnyPackage(ours)))
                    .check(SERVICE);
        });
    }

    @Test
    void the_diagram_allows_nothing_that_is_not_used() {
        USES.forEach((name, used) -> assertThat(usedBy(name)).as(name).containsAll(used));
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void the_core_is_plain_java() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".otp", BASE + ".crypto")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..", "org.hibernate..", "com.fasterxml.jackson..")
                .check(SERVICE);
    }

    @Test
    void storage_stays_inside_its_package() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .or()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .bePackagePrivate()
                .check(SERVICE);
    }

    @Test
    void resources_reach_storage_only_through_services() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .check(SERVICE);
    }

    @Test
    void only_resources_and_the_edge_know_http() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        BASE + ".http", BASE + ".browser", BASE + ".problem", BASE + ".caller", BASE + ".platform")
                .and()
                .haveSimpleNameNotEndingWith("Resource")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "io.vertx.core..", "io.vertx.ext.web..")
                .check(SERVICE);
    }

    @Test
    @DisplayName("[V17] every operation declares in the code what it asks of its caller, and it is what the table says")
    void every_operation_declares_its_level() {
        assertThat(Levels.mistakes(SERVICE.stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)))
                .isEmpty();
    }

    @Test
    void dependencies_come_through_the_constructor() {
        fields().should().notBeAnnotatedWith(Inject.class).check(SERVICE);
    }

    @Test
    void time_comes_from_the_clock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(SERVICE);
    }

    @Test
    @DisplayName("[CRYP-05] random values come from one place, and never from java.util.Random")
    void random_values_come_from_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".crypto")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(SecureRandom.class)
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".crypto")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(SERVICE);
    }

    @Test
    void each_library_has_one_home() {
        only("token", "io.smallrye.jwt..");
        only("mail", "io.vertx.ext.mail..");
        only("mail", "io.vertx.mutiny.ext.mail..");
        only("otp", "org.jboss.aerogear..");
        only("crypto", "com.google.crypto.tink..");
        only("crypto", "com.goterl..");
        only("enrollment", "com.google.zxing..");
        only("password", "com.nulabinc..");
        only("platform", "io.zonky..");
        only("useragent", "ua_parser..");
        only("useragent", "org.yaml..");
    }

    @Test
    void nobody_builds_on_bare_ciphers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.crypto..")
                .check(SERVICE);
    }

    /** Nobody else uses the library, and the home does: a rule about nothing could not fail. */
    private static void only(String home, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "." + home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(SERVICE);
        assertThat(SERVICE.stream()
                        .filter(type -> type.getPackageName().equals(BASE + "." + home))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .anyMatch(dependency -> resideInAnyPackage(library).test(dependency.getTargetClass())))
                .as(home + " uses " + library)
                .isTrue();
    }

    private static Set<String> packages() {
        return SERVICE.stream()
                .map(type -> type.getPackageName().substring(BASE.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> usedBy(String name) {
        return SERVICE.stream()
                .filter(type -> type.getPackageName().equals(BASE + "." + name))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getPackageName())
                .filter(target -> target.startsWith(BASE + "."))
                .map(target -> target.substring(BASE.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
