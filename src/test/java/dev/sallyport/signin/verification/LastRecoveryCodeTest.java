package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.SignInNotice;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.RefusedChanges;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LastRecoveryCodeTest {

    private static final ClientContext HERE = new ClientContext("127.0.0.1", null, "test");

    @Inject
    LastRecoveryCode lastRecoveryCode;

    @Inject
    SerialPerUser serial;

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    /** A sign-in that the last code of the user's set has passed. */
    private SignInResult.Complete passed(Person user) {
        rows.change("update recovery_code set used_at = now() where user_id = ?::uuid", user.userId);
        int epoch = rows.number("select epoch from app_user where id = ?::uuid", user.userId);
        SessionUser owner = new SessionUser(UserId.fromString(user.userId), user.email, epoch, List.of());
        SessionGrant session = new SessionGrant(
                new SessionId(UUID.randomUUID()),
                owner,
                1,
                AssuranceLevel.TWO_FACTOR,
                List.of(),
                clock.instant(),
                clock.instant(),
                Optional.empty());
        return new SignInResult.Complete(session, List.of(new SignInNotice.RecoveryCodesLow(0)));
    }

    private CompletableFuture<Void> occupy(Person user, CountDownLatch release) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> work =
                CompletableFuture.runAsync(() -> serial.call(UserId.fromString(user.userId), () -> {
                    begun.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return null;
                }));
        begun.await();
        return work;
    }

    @Test
    @DisplayName("[RECV-07] [AUTH-09] A new set is made in the user's turn, and the sign-in continues without one")
    void a_new_set_waits_for_the_turn() throws Exception {
        Person ada = people.enrolled();
        SignInResult.Complete step = passed(ada);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> work = occupy(ada, release);
        try {
            assertThat(lastRecoveryCode.renewAfter(step, HERE)).isSameAs(step);
        } finally {
            release.countDown();
        }
        work.join();

        assertThat(lastRecoveryCode.renewAfter(step, HERE).recoveryCodes().orElseThrow())
                .hasSize(10);
    }

    @Test
    @DisplayName("[RECV-07] [RELY-01] If the database fails after the sign-in, the sign-in continues without a new set")
    void an_outage_keeps_the_sign_in() {
        Person ada = people.enrolled();
        SignInResult.Complete step = passed(ada);
        try (RefusedChanges outage = RefusedChanges.of("insert", "recovery_code", rows);
                RecordedLog log = RecordedLog.open()) {
            assertThat(lastRecoveryCode.renewAfter(step, HERE)).isSameAs(step);
            assertThat(log.text()).contains("WARN New recovery codes are not created");
            assertThat(outage.count()).isPositive();
        }
        assertThat(lastRecoveryCode.renewAfter(step, HERE).recoveryCodes()).isPresent();
    }
}
