package dev.sallyport.signin.verification;

import static dev.sallyport.signin.verification.BlindSignIns.HOME;
import static dev.sallyport.signin.verification.BlindSignIns.useUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.factors.factor.PreparedCode;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.passkey.PasskeyOptions;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.OtherSettings;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * The check of blind answers alone, without what follows the answer: what a caller waits for, and what is committed.
 */
@QuarkusTest
@TestProfile(OtherSettings.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BlindChallengeVerifierTest {

    private static final ClientContext ORIGIN = new ClientContext(HOME, "test", null);

    /** Mails and events of earlier sign-ins are counted too: the smallest count of some runs is the verifier's own. */
    private static final int RUNS = 10;

    /** A lock that the clock of the tests does not outlive. */
    private static final String LOCKED =
            "insert into failed_attempts (user_id, failures, consecutive_failures, locks, locked_until)"
                    + " values (?, 10, 10, 1, now() + interval '10 years')";

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    BlindChallenges challenges;

    @Inject
    BlindChallengeVerifier verifier;

    @Inject
    SecondFactors factors;

    @Inject
    PasskeyOptions passkeys;

    @Inject
    SessionFactory sessions;

    @BeforeEach
    void beginAnHour() {
        clock.advance(Duration.ofHours(1));
    }

    private OpenBlindChallenge challenge(String email, String password) {
        String token = BlindSignIns.challenge(email, password);
        return Transactions.call(() -> challenges.find(token, clock.instant())).orElseThrow();
    }

    private BlindChallengeVerifier.BlindResult verify(OpenBlindChallenge challenge, FactorMethod method, String typed) {
        PreparedCode code = factors.prepare(factors.read(method, typed), challenge.userOrStandIn());
        VerifyRequest request = new VerifyRequest("unused", method, typed, null, null, false, null);
        return Transactions.call(() -> verifier.verify(challenge, request, code, ORIGIN, clock.instant()));
    }

    /** The statements of one refusal, where the user's wrong codes stand as the statement leaves them. */
    private long statements(OpenBlindChallenge challenge, FactorMethod method, String typed, String state) {
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        PreparedCode code = factors.prepare(factors.read(method, typed), challenge.userOrStandIn());
        VerifyRequest request = new VerifyRequest("unused", method, typed, null, null, false, null);
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            rows.change("delete from failed_attempts where user_id = ?", challenge.userOrStandIn());
            if (!state.isEmpty() && challenge.user().isPresent()) {
                rows.change(state, challenge.userOrStandIn());
            }
            long before = statistics.getPrepareStatementCount();
            BlindChallengeVerifier.BlindResult result =
                    Transactions.call(() -> verifier.verify(challenge, request, code, ORIGIN, clock.instant()));
            least = Math.min(least, statistics.getPrepareStatementCount() - before);
            assertThat(result.step()).isEmpty();
        }
        return least;
    }

    private String codeFor(FactorMethod method, Person withApp, OpenBlindChallenge challenge) {
        return switch (method) {
            case PASSKEY ->
                String.join(
                        ".",
                        passkeys.forBlindChallenge(challenge.id(), clock.instant())
                                .ceremonyToken(),
                        "AAAA",
                        "AAAA",
                        "A".repeat(52),
                        "AAAA",
                        "");
            case TOTP -> withApp.app.wrongCodeAt(clock.instant());
            case EMAIL_CODE -> "000000";
            case RECOVERY_CODE ->
                Guesses.otherThan(withApp.recoveryCodes.get(0)).replace("-", "");
            case PAPER_KEY -> "0".repeat(64);
            case ACCESS_CODE -> "00000000";
        };
    }

    @Test
    @DisplayName("[THRT-03] a wrong code takes as many statements after a right password as after a wrong one, or none")
    void statements_of_a_wrong_code() {
        Person ada = people.enrolled();
        Person bob = people.signedIn();
        String unknown = "user-nobody-" + System.nanoTime() + "@example.org";
        List.of(ada.email, bob.email, unknown).forEach(BlindSignIns::useUp);
        List<OpenBlindChallenge> samples = List.of(
                challenge(ada.email, People.PASSWORD),
                challenge(ada.email, People.WRONG_PASSWORD),
                challenge(bob.email, People.PASSWORD),
                challenge(bob.email, People.WRONG_PASSWORD),
                challenge(unknown, People.WRONG_PASSWORD));
        for (FactorMethod method : ChallengeRequired.BLIND_METHODS) {
            for (String state : List.of("", LOCKED)) {
                assertThat(samples.stream()
                                .map(sample -> statements(sample, method, codeFor(method, ada, sample), state)))
                        .as("%s, %s", method, state)
                        .containsOnly(statements(samples.get(4), method, codeFor(method, ada, samples.get(4)), state));
            }
        }
        List.of(ada, bob)
                .forEach(person -> rows.change(
                        "update app_user set second_step_locks = second_step_locks + 1 where id = ?::uuid",
                        person.userId));
        for (FactorMethod method : ChallengeRequired.BLIND_METHODS) {
            assertThat(samples.stream().map(sample -> statements(sample, method, codeFor(method, ada, sample), "")))
                    .as("%s, after a lock", method)
                    .containsOnly(statements(samples.get(4), method, codeFor(method, ada, samples.get(4)), ""));
        }
    }

    @Test
    @DisplayName("[THRT-03] a copy of a used code takes as many statements after a right password as after a wrong one")
    void statements_of_a_copy() {
        Person ada = people.enrolled();
        String totp = ada.app.codeAt(clock.instant());
        String recovery = ada.recoveryCodes.get(0);
        Api.verify(people.challengeFor(ada), "totp", totp).statusCode(200);
        Api.verify(people.challengeFor(ada), "recovery_code", recovery).statusCode(200);
        Person bob = people.newcomer();
        String first = people.challengeFor(bob);
        String mailed = mailbox.awaitCode(bob.email, 1);
        Api.verify(first, "email_code", mailed).statusCode(200);
        useUp(ada.email);
        useUp(bob.email);

        sameStatements(ada, FactorMethod.TOTP, totp);
        sameStatements(ada, FactorMethod.RECOVERY_CODE, recovery.replace("-", ""));
        sameStatements(bob, FactorMethod.EMAIL_CODE, mailed);
    }

    private void sameStatements(Person person, FactorMethod method, String copy) {
        assertThat(statements(challenge(person.email, People.PASSWORD), method, copy, ""))
                .as(method.text())
                .isEqualTo(statements(challenge(person.email, People.WRONG_PASSWORD), method, copy, ""));
    }

    @Test
    @DisplayName("[THRT-01] [THRT-04] the tenth wrong code locks blind sign-ins, and nothing else shows it")
    void the_lock_does_not_show() {
        Person bob = people.signedIn();
        Api.startEnrollment(bob.accessToken).statusCode(201);
        useUp(bob.email);
        OpenBlindChallenge challenge = challenge(bob.email, People.PASSWORD);
        String code = mailbox.awaitCode(bob.email, 2);
        String wrong = Guesses.otherThan(code);
        for (int number = 1; number <= 9; number++) {
            verify(challenge, FactorMethod.EMAIL_CODE, wrong);
        }

        assertThat(verify(challenge, FactorMethod.EMAIL_CODE, wrong).wrongCode())
                .hasValueSatisfying(
                        tenth -> assertThat(tenth.result().attempt().locks()).isTrue());
        assertThat(verify(challenge, FactorMethod.EMAIL_CODE, code).step()).isEmpty();
        assertThat(locksOf(bob)).isZero();
        assertThat(pendingOf(bob)).isOne();
        assertThat(rows.number(
                        "select failures + consecutive_failures + locks from failed_attempts where user_id = ?::uuid",
                        bob.userId))
                .isZero();
    }

    private int locksOf(Person person) {
        return rows.number("select second_step_locks from app_user where id = ?::uuid", person.userId);
    }

    private int pendingOf(Person person) {
        return rows.number(
                "select count(*) from totp_authenticator where user_id = ?::uuid and status = 'pending'",
                person.userId);
    }
}
