package dev.sallyport.base.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.signin.verification.EnrollmentTokens;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Everywhere;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.PasskeyPage;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedStatements;
import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Each statement of what users do names whose rows it is about, so that an engine that spreads them asks one place. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OwnerOfStatementsTest {

    /** Statements of jobs, which ask every place for what is due, and run beside: by a text in each. */
    private static final Map<String, String> OF_JOBS = Map.of(
            "execute_after<=", "which resets are due; each is then executed by itself",
            "reminded_at", "which members are to be reminded; each is then marked by itself",
            "from app_user where id = any", "where to write to them",
            "grace_period_ends_at <=", "which policies have a date near",
            "from user_erasure where due_at", "which erasures are due; each is then continued by itself",
            "policy_rollout", "what of a change of a policy is left to do",
            " as key from ", "which keys of the keyset rows still need");

    /** Tables that the flows below do not come to. */
    private static final Set<String> NOT_HERE = Set.of(
            "client_token", // of backends
            "used_id_token", // of providers
            "sso_subject",
            "two_factor_reminder",
            "two_factor_reset",
            "user_erasure");

    private static final String ATTACKED_FROM = "203.0.113.";

    /** As the repositories write it; the driver gets a question mark. */
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):\\w+");

    private static final Placement PLACES = Placement.read();

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    Guesses guesses;

    @Inject
    PasskeyPage passkeys;

    @Inject
    EnrollmentTokens enrollments;

    @Inject
    TestClock clock;

    @Inject
    DataSource database;

    @Any
    @Inject
    Instance<RetentionRules> rules;

    @Any
    @Inject
    Instance<KeyedColumns> sealed;

    @Test
    void each_statement_of_what_users_do_is_done_in_one_place() throws Exception {
        RecordedStatements.forget();
        signUpAndSignIn();
        manageTheAccount();
        useTheLinksOfMails();
        signInUnderAttack();
        usePasskeys();
        Set<String> statements = RecordedStatements.all();
        statements.removeAll(ofCleanUp());

        Map<String, String> objections = new TreeMap<>();
        Set<String> tables = new TreeSet<>();
        int judged = 0;
        try (KeptApart apart = KeptApart.of(database.getConnection(), PLACES.columns())) {
            for (String sql : each(statements)) {
                Set<String> named = apart.tables(sql);
                if (!named.isEmpty() && OF_JOBS.keySet().stream().noneMatch(sql::contains)) {
                    tables.addAll(named);
                    judged++;
                    apart.objection(sql).ifPresent(objection -> objections.put(sql, objection));
                }
            }
        }
        assertThat(objections).isEmpty();
        assertThat(judged).as("statements").isGreaterThan(80);
        assertThat(tables).as("tables").containsAll(without(NOT_HERE));
    }

    /** The clean-up runs beside, and asks every place for what is due. */
    private Set<String> ofCleanUp() {
        return rules.stream()
                .flatMap(ofPackage -> ofPackage.rules().stream())
                .flatMap(rule -> Stream.of(rule.dueRows(), rule.oldestDue()))
                .map(sql -> PARAMETER.matcher(sql).replaceAll("?"))
                .collect(Collectors.toSet());
    }

    /** They find what is due in every place, and then change row by row. */
    @Test
    void jobs_change_a_row_where_it_is() throws Exception {
        Set<String> changes = new TreeSet<>();
        // without the end, which contradicts a time in the key, since all parameters of a type get one value here
        rules.stream()
                .flatMap(ofPackage -> ofPackage.rules().stream())
                .forEach(rule -> changes.add(rule.change().replace(" and " + rule.column() + " < ?", "")));
        sealed.stream()
                .flatMap(ofPackage -> ofPackage.columns().stream())
                .forEach(column -> changes.add(column.replacement()));
        changes.add(constant("dev.sallyport.accounts.account.MembershipRepository", "MARK_REMINDED"));
        changes.add(constant("dev.sallyport.policies.compliance.ReminderRepository", "MARK"));

        Map<String, String> objections = new TreeMap<>();
        try (KeptApart apart = KeptApart.of(database.getConnection(), PLACES.columns())) {
            for (String sql : changes) {
                apart.objection(sql).ifPresent(objection -> objections.put(sql, objection));
            }
        }
        assertThat(objections).isEmpty();
        assertThat(changes).hasSizeGreaterThan(20);
    }

    private static String constant(String type, String name) throws ReflectiveOperationException {
        Field field = Class.forName(type).getDeclaredField(name);
        field.setAccessible(true);
        return (String) field.get(null);
    }

    @Test
    void a_statement_that_needs_more_than_one_place_is_found() throws Exception {
        try (KeptApart apart = KeptApart.of(database.getConnection(), PLACES.columns())) {
            for (String sql : List.of(
                    "select * from session where id = ?",
                    "update session set ended_at = ? where id = ?",
                    "delete from trusted_device where expires_at < ?",
                    "select u.* from user_email e join app_user u on u.id = e.user_id where e.email_hash = ?",
                    "select 1 from session s join app_user u on u.epoch = s.epoch where s.user_id = ?",
                    "select (select count(*) from second_factor f where f.user_id = u.id) from app_user u where u.id = ?",
                    "select id from session where id = ? for update",
                    "update session set ended_at = now() where user_id = ? and id = ?",
                    "insert into challenge (id, purpose) values (?, ?)",
                    "insert into voided_authenticator (user_id, id, voided_at)"
                            + " select user_id, id, created_at from totp_authenticator where user_id = ?",
                    "with ended as (update session set ended_at = ? where user_id = ? returning id)"
                            + " select count(*) from ended")) {
                assertThat(apart.objection(sql)).as(sql).isPresent();
            }
            for (String sql : List.of(
                    "select * from session where user_id = ? and id = ? for update",
                    "update session s set ended_at = ? from app_user u where s.user_id = ? and u.id = s.user_id",
                    "select user_id from user_email where email_hash = ?",
                    "insert into voided_authenticator (user_id, id, voided_at) values (?, ?, ?)")) {
                assertThat(apart.objection(sql)).as(sql).isEmpty();
            }
        }
    }

    /** Statements that are sent in one round trip are judged one by one. */
    private static Set<String> each(Set<String> sent) {
        Set<String> each = new TreeSet<>();
        sent.forEach(text -> each.addAll(List.of(text.split(";\\s*"))));
        return each;
    }

    private static Set<String> without(Set<String> tables) {
        Set<String> left = new TreeSet<>(PLACES.columns().keySet());
        left.removeAll(tables);
        return left;
    }

    private void signUpAndSignIn() {
        Person ada = people.enrolled();
        clock.nextStep();
        String challenge = people.challengeFor(ada);
        Api.challenge(challenge).statusCode(200);
        for (int times = 0; times < 2; times++) {
            Api.json()
                    .header("Idempotency-Key", "\"of-statements-" + ada.userId + "\"")
                    .body(Api.body("email", ada.email, "password", People.PASSWORD))
                    .post("/v1/sign-in")
                    .then()
                    .statusCode(200);
        }
        guesses.wrong(ada, challenge).statusCode(401);
        guesses.right(ada, challenge).statusCode(200);
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
        Api.verify(people.challengeFor(ada), "paper_key", ada.paperKey).statusCode(200);
        Api.asClient()
                .body(Api.body("email", ada.email))
                .post("/v1/challenges")
                .then()
                .statusCode(200);
        Person bob = people.newcomer();
        String mailed = people.challengeFor(bob);
        Api.challenge(mailed).statusCode(200);
        clock.advance(Duration.ofMinutes(2));
        Api.resend(mailed);
        people.signedIn(bob, 3);
        Api.refresh(bob.refreshToken).statusCode(200);
        Api.refresh(bob.refreshToken).statusCode(200);
        Api.introspect(bob.accessToken).statusCode(200);
        Api.startEnrollment(bob.accessToken).statusCode(201);
        Api.startEnrollment(bob.accessToken).statusCode(201); // voids the one before
        Api.signIn(bob.email, People.PASSWORD, bob.deviceToken).statusCode(200);
        Api.signIn(bob.email, "a wrong password of bob", bob.deviceToken).statusCode(401);
        Api.form("token", bob.refreshToken).post("/oauth2/revoke").then().statusCode(200);
    }

    private void manageTheAccount() {
        Person ada = people.signedIn();
        Api.asClient()
                .queryParam("externalId", "nobody")
                .get("/v1/admin/users")
                .then()
                .statusCode(200);
        for (String path : List.of(
                "/v1/session",
                "/v1/me",
                "/v1/me/sessions",
                "/v1/me/devices",
                "/v1/me/two-factor",
                "/v1/me/identities")) {
            Api.as(ada.accessToken).get(path).then().statusCode(200);
        }
        Api.as(ada.accessToken)
                .body(Api.body("method", "password", "password", People.PASSWORD))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200);
        String device =
                Api.as(ada.accessToken).get("/v1/me/devices").then().extract().path("items[0].id");
        Api.as(ada.accessToken)
                .body(Api.body("name", "desk"))
                .patch("/v1/me/devices/{id}", device)
                .then()
                .statusCode(200);
        Api.as(ada.accessToken).delete("/v1/me/devices/{id}", device).then().statusCode(204);
        Api.startEnrollment(ada.accessToken).statusCode(201);
        Api.startEnrollment(enrollments.openFor(people.newcomer())).statusCode(201);
        Person carl = people.enroll(people.signedIn());
        Api.as(carl.accessToken).body(Api.body("password", People.PASSWORD)).post("/v1/me/two-factor/disable");
        Api.as(carl.accessToken).post("/v1/me/recovery-codes");
        Api.as(carl.accessToken).post("/v1/me/paper-key");
        Api.as(carl.accessToken).delete("/v1/me/sessions").then().statusCode(204);
        Api.as(carl.accessToken).post("/v1/sign-out").then().statusCode(204);
        Person dora = people.signedIn();
        String email = "moved-" + System.nanoTime() + "@example.org";
        Api.as(dora.accessToken)
                .body(Api.body("email", email, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        Api.as(dora.accessToken)
                .body(Api.body("code", mailbox.awaitCode(email, 1)))
                .post("/v1/me/email/confirm")
                .then()
                .statusCode(204);
    }

    private void useTheLinksOfMails() {
        Person ada = people.signedIn();
        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        Api.json()
                .body(Api.body(
                        "token", mailbox.awaitToken(ada.email, "sp_pr_", 1), "password", "harbor 17 velvet orbit"))
                .post("/v1/password/reset")
                .then()
                .statusCode(204);
        Api.json()
                .body(Api.body("token", mailbox.awaitToken(ada.email, "sp_nd_", 1)))
                .post("/v1/report")
                .then()
                .statusCode(204);
        Person owner = people.signedIn();
        String invited = "invited-" + System.nanoTime() + "@example.org";
        Api.as(owner.accessToken)
                .body(Api.body("email", invited, "role", "member"))
                .post("/v1/accounts/{id}/users", owner.accountId)
                .then()
                .statusCode(201);
        Api.json()
                .body(Api.body("token", mailbox.awaitToken(invited, "sp_in_", 1), "password", "harbor 17 velvet orbit"))
                .post("/v1/password/reset")
                .then()
                .statusCode(204);
    }

    private void signInUnderAttack() {
        clock.advance(Duration.ofHours(1));
        Person ada = people.enrolled();
        for (int number = 1; number <= 12; number++) {
            Everywhere.signIn(ATTACKED_FROM + number, ada.email, "a wrong password of ada");
        }
        String challenge = Api.read(Everywhere.signIn(ATTACKED_FROM + 99, ada.email, People.PASSWORD)
                        .statusCode(200))
                .path("challengeToken")
                .asText();
        assertThat(challenge).startsWith("sp_bc_");
        Api.challenge(challenge).statusCode(200);
        Everywhere.verify(ATTACKED_FROM + 99, challenge, "totp", ada.app.wrongCodeAt(clock.instant()))
                .statusCode(401);
        Everywhere.verify(ATTACKED_FROM + 99, challenge, "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
    }

    private void usePasskeys() {
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = passkeys.withPasskey(key);
        String added = PasskeyPage.add(ada.accessToken, SoftAuthenticator.synced())
                .path("id")
                .asText();
        PasskeyPage.verify(people.challengeFor(ada), SoftAuthenticator.synced()).statusCode(401);
        PasskeyPage.verify(people.challengeFor(ada), key).statusCode(200);
        key.count = 1;
        PasskeyPage.signInAlone(key).statusCode(401);
        key.count = 50;
        String token = PasskeyPage.signInAlone(key).statusCode(200).extract().path("accessToken");
        Api.as(token).delete("/v1/me/authenticators/{id}", added).then().statusCode(204);
    }

    /** The session check is on the bare driver, where no statement is recorded. */
}
