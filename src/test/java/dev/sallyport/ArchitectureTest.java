package dev.sallyport;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.sallyport.Rooms.BASE;
import static dev.sallyport.Rooms.SERVICE;
import static dev.sallyport.Rooms.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The shape of the code: which wing and which room uses which. The architecture page draws the main lines of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {

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

    /**
     * The rooms, wing by wing as above and from the top floor to the ground within each: each package by its last name,
     * and the packages that it uses.
     */
    static final Map<String, Set<String>> ROOMS = rows("""
            cli: account chain clients crypto erasure ids mail member moving passwordchange platform
                problem seal sealcheck support
            idempotency: audit caller cookie crypto database exchange ids problem throttle
            http: caller cookie cors database emailaddress exchange ids names problem throttle
            authentication: account audit caller clients crypto database exchange ids problem session throttle token
                verification webui
            platform: brand clients cors crypto database network useragent
            retention: database ids
            telemetry: network tracing
            webui: account brand clients cookie crypto mail problem

            support: accesscode account agent audit caller crypto database device emailaddress factor ids lockdown mail
                pagination password problem
            reset: account agent audit caller crypto database exchange factor ids lockdown mail mailpage pagination
                problem session token
            agent: accesscode account audit caller factor ids problem session throttle token

            moving: account audit caller clients crypto database emailaddress exchange factor foreign ids jwe language
                mail names otp pagination password problem recovery totp

            emailchange: account assurance audit caller crypto database email emailaddress factor ids mail password
                problem session
            passwordchange: account audit caller crypto database ids mail mailpage password problem session throttle
            report: account audit caller crypto device enrollment erasure factor ids lockdown mail mailpage
                ownpassword recovery session sso
            lockdown: account audit caller database enrollment erasure factor ids mail ownpassword problem session sso
            ownpassword: account assurance audit caller database emailaddress factor ids mail mailpage member password
                problem session throttle
            member: account assurance audit brand caller crypto database emailaddress exchange ids mail mailpage names
                pagination password problem session throttle
            erasure: account audit caller database emailaddress exchange ids mail problem session sso throttle

            verification: accesscode account assurance audit caller cookie crypto database device email emailaddress
                enrollment factor ids mail names network passkey password policy problem recovery rotation session sso
                throttle token useragent
            sso: account audit caller crypto database emailaddress exchange ids mail names network password problem
                session

            enrollment: account assurance audit caller cookie database device emailaddress exchange factor ids mail
                names passkey password policy problem recovery session token totp
            recovery: account assurance audit caller crypto database exchange factor ids mail password policy problem
                session throttle
            passkey: account assurance audit caller cors crypto database emailaddress exchange factor ids mail policy
                problem throttle token
            accesscode: account assurance crypto database factor ids
            totp: assurance crypto database factor ids otp policy
            email: assurance crypto factor ids mail throttle
            factor: account assurance audit caller database ids language mail problem session throttle
            otp:

            compliance: account assurance audit caller database emailaddress exchange ids mail pagination policy
                problem session
            policy: account assurance audit caller crypto database exchange ids mail problem session throttle

            oauth: audit caller clients cookie database exchange ids pagination problem revocation session token
            session: account assurance audit caller cookie crypto database device emailaddress exchange ids mail
                pagination problem revocation rotation throttle token useragent
            device: audit caller cookie crypto database exchange ids mail names pagination problem rotation useragent
            rotation: caller database exchange
            revocation: database exchange ids pagination token

            siem: audit crypto database ids network token
            webhook: account audit caller crypto database exchange ids mail network pagination problem throttle tracing
            trail: account audit caller database exchange ids pagination problem seal
            seal: audit caller chain crypto database exchange ids pagination sealcheck
            sealcheck: audit chain crypto
            chain: crypto database ids

            clients: audit caller crypto database exchange names pagination problem throttle

            account: audit brand caller crypto database emailaddress exchange ids language mail names pagination
                password problem throttle
            password: audit breach caller crypto database foreign ids problem throttle tracing
            breach: audit caller database network
            emailaddress: crypto problem

            mail: brand crypto database ids language mailpage names template tracing useragent
            mailpage: brand crypto language token
            template: language
            brand: database ids

            throttle: database network
            audit: caller crypto database ids
            caller: assurance crypto exchange ids language network problem token useragent
            assurance: token
            token: crypto database ids
            foreign: crypto
            jwe: crypto
            crypto:

            pagination: ids problem
            cookie: cors problem
            cors: network
            problem: database exchange language
            database: exchange ids tracing
            exchange: ids language
            language:
            names:
            useragent:
            network: tracing
            tracing:
            ids:
            """);

    @Test
    void every_wing_and_every_room_is_in_the_tables() {
        assertThat(new TreeSet<>(WINGS.keySet())).isEqualTo(names(Rooms::wing));
        assertThat(new TreeSet<>(ROOMS.keySet())).isEqualTo(names(Rooms::room));
        assertThat(ROOMS).as("names of rooms are different").hasSameSizeAs(names(JavaClass::getPackageName));
    }

    @Test
    void wings_use_what_the_table_says_and_all_of_it() {
        WINGS.forEach(
                (name, used) -> assertThat(usedBy(name, Rooms::wing)).as(name).isEqualTo(new TreeSet<>(used)));
    }

    @Test
    void wings_use_only_what_stands_below_them() {
        useOnlyWhatStandsBelow(WINGS);
    }

    @Test
    void rooms_use_what_the_table_says_and_all_of_it() {
        ROOMS.forEach(
                (name, used) -> assertThat(usedBy(name, Rooms::room)).as(name).isEqualTo(new TreeSet<>(used)));
    }

    @Test
    void rooms_use_only_what_stands_below_them() {
        useOnlyWhatStandsBelow(ROOMS);
    }

    @Test
    void the_rooms_of_a_wing_stand_together_in_the_order_of_the_wings() {
        Map<String, String> wings = SERVICE.stream().collect(Collectors.toMap(Rooms::room, Rooms::wing, (a, b) -> a));
        List<String> floors = List.copyOf(WINGS.keySet());
        assertThat(ROOMS.keySet().stream().map(wings::get).map(floors::indexOf)).isSorted();
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void classes_have_no_cycles() {
        slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles().check(SERVICE);
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

    private static void useOnlyWhatStandsBelow(Map<String, Set<String>> table) {
        List<String> floors = List.copyOf(table.keySet());
        table.forEach((name, used) -> assertThat(floors.subList(floors.indexOf(name) + 1, floors.size()))
                .as("below " + name)
                .containsAll(used));
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
}
