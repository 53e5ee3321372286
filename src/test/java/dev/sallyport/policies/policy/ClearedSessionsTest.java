package dev.sallyport.policies.policy;

import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What becomes of sessions when an owner enforces two-factor sign-in. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClearedSessionsTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Test
    @DisplayName("[POLI-06] [P5] [S14] Clearing ends every session of every member but the caller's, at once")
    void clearing_ends_every_session_but_the_callers() {
        Person owner = people.enrolled();
        String ownersOther = owner.accessToken;
        ceremonies.signInWithApp(owner);
        Person admin = people.enrolled(people.memberOf(owner, "admin"));
        Person member = people.signedIn(people.memberOf(owner, "member"));
        Person guest = people.signedIn();
        rows.join(guest, owner.accountId, "member");
        Person stranger = people.signedIn();
        String waiting = people.challengeFor(admin);

        save(owner, "required", true, "existingSessions", "clear")
                .statusCode(200)
                .body("sessionsEnded", equalTo(4));

        for (String ended : new String[] {ownersOther, admin.accessToken, member.accessToken, guest.accessToken}) {
            refused(Api.session(ended), 401, "not-authenticated");
        }
        Api.session(owner.accessToken).statusCode(200);
        Api.session(stranger.accessToken).statusCode(200);
        refused(Api.verify(waiting, "totp", admin.app.codeAt(clock.instant())), 401, "challenge-expired");
        // The device is known as before: what is asked for is the second factor.
        Api.signIn(member.email, People.PASSWORD, member.deviceToken)
                .statusCode(200)
                .body("status", equalTo("enrollment_required"));
    }

    @Test
    @DisplayName("[POLI-06] An account clears sessions three times a day, and not a fourth time")
    void an_account_does_not_keep_its_members_out() {
        Person owner = people.enrolled();
        Person guest = people.enrolled();
        rows.join(guest, owner.accountId, "member");
        for (int times = 0; times < ClearingAllowance.A_DAY; times++) {
            save(owner, "required", true, "existingSessions", "clear").statusCode(200);
        }
        ceremonies.signInWithApp(guest);

        refused(save(owner, "required", false, "existingSessions", "clear"), 429, "too-many-requests")
                .header("Retry-After", notNullValue());

        Api.session(guest.accessToken).statusCode(200);
        AccountPolicies.read(owner).body("required", equalTo(true));
        save(owner, "required", true, "existingSessions", "keep").statusCode(200);
        Person second = people.enrolled();
        save(second, "required", true, "existingSessions", "clear").statusCode(200);
    }

    @Test
    @DisplayName("[POLI-07] [P5] Keeping lets sessions continue, and the next sign-in is asked")
    void keeping_lets_sessions_go_on() {
        Person owner = people.enrolled();
        Person member = people.signedIn(people.memberOf(owner, "member"));

        save(owner, "required", true, "existingSessions", "keep")
                .statusCode(200)
                .body("sessionsEnded", equalTo(0));

        Api.session(member.accessToken).statusCode(200).body("acr", equalTo("1fa"));
        Api.signIn(member.email, People.PASSWORD, member.deviceToken)
                .statusCode(200)
                .body("status", equalTo("enrollment_required"));
    }

    @Test
    @DisplayName("[RACE-09] A sign-in that began before the sessions were cleared leads nowhere")
    void a_sign_in_on_its_way_leads_nowhere() {
        Person owner = people.enrolled();
        Person member = people.memberOf(owner, "member");
        String challenge = people.challengeFor(member);
        String code = mailbox.awaitCode(member.email, 1);

        save(owner, "required", true, "existingSessions", "clear").statusCode(200);

        refused(Api.verify(challenge, "email_code", code), 401, "challenge-expired");
    }
}
