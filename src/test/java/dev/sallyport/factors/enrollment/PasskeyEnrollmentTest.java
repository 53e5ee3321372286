package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Await.await;
import static dev.sallyport.testing.Ceremonies.refused;
import static dev.sallyport.testing.PasskeyPage.options;
import static dev.sallyport.testing.PasskeyPage.register;
import static dev.sallyport.testing.PasskeyPage.signInOptions;
import static dev.sallyport.testing.PasskeyPage.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.accounts.password.HashingPool;
import dev.sallyport.accounts.password.PasswordConfig;
import dev.sallyport.security.crypto.HashingThreads;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SoftAuthenticator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Passkeys are set up, listed, renamed and removed like apps. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PasskeyEnrollmentTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Rows rows;

    @Inject
    Guesses guesses;

    @Inject
    HashingPool hashing;

    @Inject
    PasswordConfig passwords;

    @Inject
    MeterRegistry meters;

    @Test
    @DisplayName("[PASK-01] the first passkey turns two-factor sign-in on, with recovery codes and a paper key")
    void the_first_passkey_turns_two_factor_sign_in_on_with_codes_and_a_paper_key() {
        SoftAuthenticator phone = SoftAuthenticator.synced();
        Person ada = people.signedIn();
        JsonNode options = options(ada.accessToken);
        assertThat(options.at("/publicKey/authenticatorSelection/residentKey").asText())
                .isEqualTo("preferred");
        assertThat(options.at("/publicKey/rp/id").asText()).isEqualTo("localhost");

        ValidatableResponse made = register(ada.accessToken, options, phone.create(options.path("publicKey")))
                .statusCode(201)
                .body("type", equalTo("passkey"))
                .body("status", equalTo("active"))
                .body("backedUp", equalTo(true))
                .body("recoveryCodes", hasSize(10))
                .body("signIn.accessToken", notNullValue());
        assertThat(options.path("paperKey").asText()).hasSize(64);

        Api.as(made.extract().path("signIn.accessToken"))
                .get("/v1/me/two-factor")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("authenticators.type", contains("passkey"))
                .body("paperKey", equalTo(true));
        refused(
                register(made.extract().path("signIn.accessToken"), options, phone.create(options.path("publicKey"))),
                410,
                "enrollment-expired");
    }

    @Test
    @DisplayName("[PASK-02] [PASK-03] a wrong registration is refused, and uses its options up")
    void a_wrong_registration_uses_its_options_up() {
        Person ada = people.signedIn();
        JsonNode options = options(ada.accessToken);
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        key.origin = "https://evil.example";
        refused(register(ada.accessToken, options, key.create(options.path("publicKey"))), 401, "invalid-credential");
        key.origin = "http://localhost:8080";
        refused(register(ada.accessToken, options, key.create(options.path("publicKey"))), 410, "enrollment-expired");
    }

    @Test
    @DisplayName("[PASK-02] options stay good where a busy service could not make the recovery codes")
    void a_busy_service_uses_no_options_up() throws Exception {
        Person ada = people.signedIn();
        JsonNode options = options(ada.accessToken);
        Map<String, Object> credential = SoftAuthenticator.synced().create(options.path("publicKey"));
        whileNothingCanBeHashed(() -> refused(register(ada.accessToken, options, credential), 503, "unavailable"));
        register(ada.accessToken, options, credential).statusCode(201).body("recoveryCodes", hasSize(10));
    }

    /** Occupies the threads that hash, and then every place of their queue. */
    private void whileNothingCanBeHashed(Runnable work) throws Exception {
        int threads = HashingThreads.ofThisProcess();
        CountDownLatch running = new CountDownLatch(threads);
        CountDownLatch end = new CountDownLatch(1);
        Callable<Boolean> piece = () -> {
            running.countDown();
            return end.await(20, TimeUnit.SECONDS);
        };
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            Future<List<Boolean>> atWork = callers.submit(() -> hashing.callAll(Collections.nCopies(threads, piece)));
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            Future<List<Boolean>> waiting =
                    callers.submit(() -> hashing.callAll(Collections.nCopies(passwords.queue(), piece)));
            Gauge queue = meters.get("sallyport.hashes.waiting").gauge();
            await(() -> queue.value() >= passwords.queue());
            work.run();
            end.countDown();
            assertThat(atWork.get(20, TimeUnit.SECONDS)).containsOnly(true);
            assertThat(waiting.get(20, TimeUnit.SECONDS)).containsOnly(true);
        } finally {
            end.countDown();
            callers.shutdownNow();
        }
    }

    @Test
    @DisplayName("[PASK-02] while the second step is locked, no further passkey is taken")
    void a_locked_user_adds_no_passkey() {
        Person ada = people.enrolled();
        JsonNode options = options(ada.accessToken);
        guesses.enterWrong(ada, 10);
        refused(
                        register(
                                ada.accessToken,
                                options,
                                SoftAuthenticator.synced().create(options.path("publicKey"))),
                        429,
                        "too-many-attempts")
                .header("Retry-After", notNullValue());
        rows.change("delete from failed_attempts where user_id = ?::uuid", ada.userId); // as an agent's unlock does
        refused(
                register(ada.accessToken, options, SoftAuthenticator.synced().create(options.path("publicKey"))),
                410,
                "enrollment-expired");
        assertThat(rows.number("select count(*) from passkey where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @SuppressWarnings("unchecked")
    @DisplayName("[PASK-01] libraries may write null for what a credential does not have")
    void null_in_a_credential_counts_as_absent() {
        SoftAuthenticator key = new SoftAuthenticator(SoftAuthenticator.Algorithm.ES256);
        Person ada = people.signedIn();
        JsonNode options = options(ada.accessToken);
        Map<String, Object> made = key.create(options.path("publicKey"));
        made.put("authenticatorAttachment", null);
        ((Map<String, Object>) made.get("response")).put("transports", null);
        register(ada.accessToken, options, made).statusCode(201);

        String challenge = people.challengeFor(ada);
        JsonNode asked = signInOptions("challengeToken", challenge);
        Map<String, Object> signed = key.get(asked.path("publicKey"));
        ((Map<String, Object>) signed.get("response")).put("signature", null);
        refused(verify(challenge, asked, signed), 400, "invalid-request")
                .body("errors.field", contains("credential.response.signature"));
        signed = key.get(asked.path("publicKey"));
        ((Map<String, Object>) signed.get("response")).put("userHandle", null);
        verify(challenge, asked, signed).statusCode(200);
    }

    @Test
    @DisplayName("[PASK-02] options belong to the session that asked for them, and only one set-up can wait")
    void options_belong_to_the_session_that_asked_for_them() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        JsonNode options = options(ada.accessToken);
        SoftAuthenticator key = SoftAuthenticator.synced();
        refused(register(bob.accessToken, options, key.create(options.path("publicKey"))), 410, "enrollment-expired");

        ceremonies.start(ada); // another first factor: only one set-up can wait
        refused(register(ada.accessToken, options, key.create(options.path("publicKey"))), 410, "enrollment-expired");
    }
}
