package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.sallyport.Rooms.BASE;
import static dev.sallyport.Rooms.SERVICE;
import static dev.sallyport.Rooms.folder;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.factor.NormalizedCode;
import dev.sallyport.factors.factor.PreparedCode;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.sessions.session.ActiveCaller;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.testing.Levels;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Rules of the code that a build can check: what each kind of class may use, and what happens in one place only. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CodeRulesTest {

    private static final int MOST_PARAMETERS = 7;
    private static final String BLIND_THROTTLE = "dev.sallyport.factors.factor.BlindThrottle";

    @Test
    void the_core_is_plain_java() {
        noClasses()
                .that()
                .resideInAnyPackage(folder("otp"), folder("crypto"))
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

    /**
     * And webhooks, which are calls to other systems: the client of Vert.x connects to the address that was validated.
     */
    @Test
    void only_resources_and_the_edge_know_http() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        folder("http"),
                        folder("cookie"),
                        folder("exchange"),
                        folder("problem"),
                        folder("caller"),
                        folder("idempotency"),
                        folder("authentication"),
                        folder("platform"),
                        folder("telemetry"),
                        folder("webhook"),
                        folder("webui"))
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
    void transactions_begin_in_one_way() {
        noClasses()
                .that()
                .resideOutsideOfPackage(folder("database"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.quarkus.narayana.jta..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(UserTransaction.class, TransactionManager.class)
                .check(SERVICE);
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

    /** Records are left out: their components are their data, and what a client is shown is as long as it is. */
    @Test
    void constructors_have_at_most_seven_parameters() {
        assertThat(SERVICE.stream()
                        .filter(type -> !type.isRecord() && !type.isEnum())
                        .flatMap(type -> type.getConstructors().stream())
                        .filter(constructor ->
                                constructor.getRawParameterTypes().size() > MOST_PARAMETERS)
                        .map(constructor -> constructor.getOwner().getName()))
                .isEmpty();
    }

    @Test
    void an_epoch_begins_in_one_place_which_says_what_survives() {
        onlyCalledBy(Epochs.class, Users.class, "beginEpoch");
        onlyCalledBy(Epochs.class, Users.class, "beginEpochs");
        onlyCalledBy(Epochs.class, Users.class, "disable");
    }

    @Test
    void a_caller_is_locked_in_one_place_the_user_before_the_session() {
        onlyCalledBy(ActiveCaller.class, SERVICE.get(BASE + ".sessions.session.SessionRepository"), "lockLive");
    }

    @Test
    void a_code_is_prepared_in_one_place_before_it_can_be_compared() {
        onlyCalledBy(SecondFactors.class, PreparedCode.class, "<init>");
        onlyCalledBy(SecondFactors.class, NormalizedCode.class, "<init>");
    }

    @Test
    void an_attempt_is_spent_in_one_place_which_judges_the_code() {
        onlyCalledBy(CodeVerification.class, SecondFactorThrottle.class, "spendAttempt");
        onlyCalledBy(CodeVerification.class, SERVICE.get(BLIND_THROTTLE), "spendAttempt");
        onlyCalledBy(CodeVerification.class, SecondFactorThrottle.class, "refund");
        onlyCalledBy(CodeVerification.class, WrongCodes.class, "note");
    }

    private static void onlyCalledBy(Class<?> caller, Class<?> owner, String method) {
        onlyCalledBy(caller, SERVICE.get(owner), method);
    }

    /** Calls from within the class itself apart. */
    private static void onlyCalledBy(Class<?> caller, JavaClass owner, String method) {
        assertThat(owner.getCodeUnits().stream()
                        .filter(each -> each.getName().equals(method))
                        .flatMap(each -> each.getAccessesToSelf().stream())
                        .map(JavaAccess::getOriginOwner)
                        .filter(type -> !type.equals(owner))
                        .map(JavaClass::reflect)
                        .distinct())
                .as(owner.getSimpleName() + "." + method)
                .isEqualTo(List.of(caller));
    }

    @Test
    void rows_are_read_by_the_names_of_their_columns() {
        noClasses()
                .that()
                .resideOutsideOfPackage(folder("database"))
                .and()
                .haveNameNotMatching(".*\\.base\\.problem\\.(Text|ProblemException)") // the values of a text's places
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Object[].class)
                .check(SERVICE);
    }
}
