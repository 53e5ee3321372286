package dev.sallyport;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.factors.factor.CodeVerification;
import dev.sallyport.factors.factor.EnteredCode;
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
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The shape of the code, held by rules that can fail. The architecture page draws the main lines of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {

    private static final String BASE = "dev.sallyport";

    private static final int MOST_PARAMETERS = 7;

    static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    /** The wings, from the top floor to the ground: each, and the wings that its rooms use. */
    private static final Map<String, Set<String>> WINGS = rows("""
            edge: support moving selfservice signin sessions trail clients accounts mailing security base
            support: selfservice factors sessions accounts mailing security base
            moving: factors clients accounts mailing security base
            selfservice: signin factors sessions accounts mailing security base
            signin: factors policies sessions accounts mailing security base
            factors: policies sessions accounts mailing security base
            policies: sessions accounts mailing security base
            sessions: clients accounts mailing security base
            trail: accounts mailing security base
            clients: security base
            accounts: mailing security base
            mailing: security base
            security: base
            base:
            """);

    /** The rooms of each wing, in the same order: each package by its last name, and the packages that it uses. */
    static final Map<String, Set<String>> ROOMS = rows("""
            cli: account chain clients crypto erasure ids mail member moving passwordchange platform
                problem seal sealcheck support
            idempotency: audit caller cookie crypto database exchange ids problem
            http: caller cookie cors database exchange ids problem throttle
            platform: account audit brand caller clients cors crypto database exchange ids network problem session throttle token
                useragent verification webui
            telemetry: network tracing
            webui: account brand clients cookie crypto mail problem

            support: accesscode account agent audit caller crypto database device emailaddress enrollment factor ids
                lockdown mail pagination password problem session
            reset: account agent audit caller crypto database enrollment exchange factor ids mail mailpage pagination
                problem session token
            agent: account audit caller factor ids problem session throttle token

            moving: account audit caller clients crypto database emailaddress exchange factor foreign ids jwe language
                mail names otp pagination password problem recovery totp

            member: account assurance audit brand caller crypto database emailaddress exchange ids mail mailpage names
                pagination password problem session throttle
            profile: account assurance audit caller crypto database email emailaddress factor ids mail mailpage member
                password problem session throttle
            passwordchange: account audit caller crypto database ids mail mailpage password problem session throttle
            report: account audit caller crypto device enrollment erasure factor ids lockdown mail mailpage password
                profile recovery session sso
            lockdown: account audit caller database erasure ids mail problem profile session
            erasure: account audit caller database emailaddress exchange ids mail problem session sso

            verification: account assurance audit caller cookie crypto database device email emailaddress enrollment
                factor ids mail names passkey password policy problem recovery rotation session sso throttle token
                useragent
            sso: account audit caller crypto database emailaddress exchange ids mail names network password problem
                session

            enrollment: account assurance audit caller cookie database device emailaddress exchange factor ids mail
                names passkey password policy problem recovery session token totp
            recovery: account assurance audit caller crypto database exchange factor ids mail password policy problem
                session throttle
            factor: account assurance audit caller database ids language mail problem session throttle
            passkey: account assurance audit caller cors crypto database emailaddress exchange factor ids mail policy
                problem token
            accesscode: account assurance crypto database factor ids
            totp: assurance crypto database factor ids otp policy
            email: assurance crypto factor ids mail throttle
            otp:

            compliance: account assurance audit caller database emailaddress exchange ids mail pagination policy
                problem session
            policy: account assurance audit caller crypto database exchange ids mail problem session

            device: audit caller cookie crypto database exchange ids mail names pagination problem rotation useragent
            session: account assurance audit caller cookie crypto database device emailaddress exchange ids mail
                pagination problem revocation rotation token useragent
            oauth: audit caller clients cookie database exchange ids pagination problem revocation session token
            rotation: caller database exchange
            revocation: database exchange ids pagination token

            push: audit crypto database ids network token
            seal: audit caller chain crypto database exchange ids pagination sealcheck
            sealcheck: audit chain crypto
            chain: crypto database
            webhook: account audit caller crypto database exchange ids mail network pagination problem tracing
            trail: account audit caller database exchange ids pagination problem seal

            clients: audit caller crypto database exchange names pagination problem throttle

            account: audit brand caller crypto database emailaddress exchange ids language mail names pagination
                password problem throttle
            password: audit breach caller crypto database foreign ids problem throttle tracing
            breach: audit caller database network
            emailaddress: crypto problem

            mail: brand crypto database ids language mailpage names template tracing useragent
            mailpage: crypto language token
            template: language
            brand: database ids

            throttle: database network
            token: crypto database ids
            assurance: token
            caller: assurance crypto exchange ids language network problem token useragent
            audit: caller crypto database ids
            foreign: crypto
            jwe: crypto
            crypto:

            pagination: ids problem
            cookie: cors problem
            cors: network
            problem: database exchange language
            exchange: ids language
            database: ids
            language:
            names:
            useragent:
            network: tracing
            tracing:
            ids:
            """);

    @Test
    void every_wing_and_every_room_is_in_the_tables() {
        assertThat(new TreeSet<>(WINGS.keySet())).isEqualTo(names(ArchitectureTest::wing));
        assertThat(new TreeSet<>(ROOMS.keySet())).isEqualTo(names(ArchitectureTest::room));
        assertThat(ROOMS).as("names of rooms are told apart").hasSameSizeAs(names(JavaClass::getPackageName));
    }

    @Test
    void wings_use_what_the_table_says_and_all_of_it() {
        WINGS.forEach((name, used) ->
                assertThat(usedBy(name, ArchitectureTest::wing)).as(name).isEqualTo(new TreeSet<>(used)));
    }

    @Test
    void wings_use_only_what_stands_below_them() {
        List<String> floors = List.copyOf(WINGS.keySet());
        WINGS.forEach((name, used) -> assertThat(floors.subList(floors.indexOf(name) + 1, floors.size()))
                .as("below " + name)
                .containsAll(used));
    }

    @Test
    void rooms_use_what_the_table_says_and_all_of_it() {
        ROOMS.forEach((name, used) ->
                assertThat(usedBy(name, ArchitectureTest::room)).as(name).isEqualTo(new TreeSet<>(used)));
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void classes_have_no_cycles() {
        slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles().check(SERVICE);
    }

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

    /** And webhooks, which are calls to other systems: the client of Vert.x connects to the address that was judged. */
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
        onlyCalledBy(SecondFactors.class, EnteredCode.class, "<init>");
    }

    @Test
    void an_attempt_is_spent_in_one_place_which_judges_the_code() {
        onlyCalledBy(CodeVerification.class, SecondFactorThrottle.class, "spendAttempt");
        onlyCalledBy(CodeVerification.class, SecondFactorThrottle.class, "spendAttemptBlindly");
        onlyCalledBy(CodeVerification.class, SecondFactorThrottle.class, "giveBack");
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

    /** A class with what is nested in it. */
    private static final class TopLevelClasses implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            return outer.getPackageName().startsWith(BASE)
                    ? SliceIdentifier.of(outer.getName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes with what is nested in them";
        }
    }

    /** No other package uses the library, and its home does: a rule about nothing could not fail. */
    private static void only(String home, String library) {
        only(List.of(home), library);
    }

    private static void only(List<String> homes, String library) {
        assertThat(SERVICE.stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency ->
                                        resideInAnyPackage(library).test(dependency.getTargetClass())))
                        .map(ArchitectureTest::room)
                        .collect(Collectors.toSet()))
                .as("the homes of " + library)
                .containsExactlyInAnyOrderElementsOf(homes);
    }

    /** The package of a room: its wing and its name, or the wing alone where that is one room. */
    private static String folder(String room) {
        return SERVICE.stream()
                .filter(type -> room(type).equals(room))
                .findAny()
                .orElseThrow()
                .getPackageName();
    }

    private static String wing(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Set<String> names(Function<JavaClass, String> part) {
        return SERVICE.stream().map(part).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> usedBy(String name, Function<JavaClass, String> part) {
        return SERVICE.stream()
                .filter(type -> part.apply(type).equals(name))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(BASE + "."))
                .map(part)
                .filter(used -> !used.equals(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Reads rows of the form {@code name: used used}, in their order; a row continues until the next name. */
    static Map<String, Set<String>> rows(String table) {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        Set<String> row = Set.of();
        for (String word : table.trim().split("\\s+")) {
            if (word.endsWith(":")) {
                row = new TreeSet<>();
                rows.put(word.substring(0, word.length() - 1), row);
            } else {
                row.add(word);
            }
        }
        return rows;
    }
}
