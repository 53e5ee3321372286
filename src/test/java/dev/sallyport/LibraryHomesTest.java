package dev.sallyport;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.sallyport.Rooms.SERVICE;
import static dev.sallyport.Rooms.folder;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Each library is used in one room, or in a few that are listed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LibraryHomesTest {

    @Test
    @DisplayName("[CRYP-05] random values come from one place, and never from java.util.Random")
    void random_values_come_from_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackage(folder("crypto"))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(SecureRandom.class)
                .check(SERVICE);
        noClasses()
                .that()
                .resideOutsideOfPackage(folder("crypto"))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(SERVICE);
    }

    @Test
    void each_library_has_one_home() {
        only("crypto", "com.google.gson..");
        only("emailaddress", "com.ibm.icu..");
        only("network", "io.netty.util..");
        only("token", "io.smallrye.jwt..");
        only("mail", "io.vertx.ext.mail..");
        only("mail", "io.vertx.mutiny.ext.mail..");
        only("otp", "org.jboss.aerogear..");
        only("otp", "com.eatthepath..");
        only("foreign", "org.bouncycastle..");
        only("crypto", "com.google.crypto.tink..");
        only("crypto", "com.goterl..");
        only("enrollment", "com.google.zxing..");
        only("password", "com.nulabinc..");
        only("platform", "io.zonky..");
        only("useragent", "ua_parser..");
        only("useragent", "org.yaml..");
        only("cookie", "io.netty.handler.codec.http.cookie..");
    }

    @Test
    void some_libraries_have_a_few_homes() {
        only(List.of("token", "sso", "jwe"), "org.jose4j..");
        only(List.of("tracing", "telemetry"), "io.opentelemetry..");
        only(List.of("token", "sso", "clients", "useragent", "rotation"), "com.github.benmanes.caffeine..");
    }

    /** But for one, whose test fails where an upgrade changes what it reads: {@code RestartsBehindNginxIT}. */
    @Test
    void no_class_builds_on_the_insides_of_a_framework() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.edge\\.http\\.ConnectionDrain(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..impl..", "io.quarkus..impl..", "org.hibernate..internal..")
                .check(SERVICE);
    }

    @Test
    void only_cryptography_uses_bare_ciphers() {
        noClasses()
                .that()
                .resideOutsideOfPackages(folder("crypto"), folder("otp"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.crypto..")
                .check(SERVICE);
    }

    /** No other package uses the library, and its home does: a rule about nothing could not fail. */
    private static void only(String home, String library) {
        only(List.of(home), library);
    }

    private static void only(List<String> homes, String library) {
        DescribedPredicate<JavaClass> isOfLibrary = resideInAnyPackage(library);
        assertThat(SERVICE.stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> isOfLibrary.test(dependency.getTargetClass())))
                        .map(Rooms::room)
                        .collect(Collectors.toSet()))
                .as("the homes of " + library)
                .containsExactlyInAnyOrderElementsOf(homes);
    }
}
