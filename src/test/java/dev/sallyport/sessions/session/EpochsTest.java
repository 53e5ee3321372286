package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is left of a user's sessions and devices when a new epoch begins. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EpochsTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Epochs epochs;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    /** What continues, and how many sessions were said to have ended. */
    private record Left(boolean first, boolean second, int devices, int ended) {}

    private Left after(Function<SessionId, CarriedOver> carriedOverOfFirst) {
        Person ada = people.signedIn();
        JsonPath first = ceremonies.anotherSession(ada);
        UserId user = UserId.fromString(ada.userId);
        int before = rows.number("select epoch from app_user where id = ?::uuid", ada.userId);
        CarriedOver carriedOver = carriedOverOfFirst.apply(SessionId.fromString(first.getString("sessionId")));
        NewEpoch next = Transactions.call(() -> epochs.begin(user, carriedOver, clock.instant()));
        assertThat(next.user().epoch()).isEqualTo(before + 1);
        return new Left(
                isActive(first.getString("accessToken")),
                isActive(ada.accessToken),
                rows.number(
                        "select count(*) from trusted_device d join app_user u on u.id = d.user_id"
                                + " where u.id = ?::uuid and d.epoch = u.epoch and d.revoked_at is null",
                        ada.userId),
                next.sessionsEnded());
    }

    private static boolean isActive(String accessToken) {
        return Api.introspect(accessToken).extract().path("active");
    }

    @Test
    @DisplayName("[SESS-02] in a new epoch exactly what was named survives, and the rest has ended")
    void what_was_named_survives() {
        assertThat(after(first -> CarriedOver.none())).isEqualTo(new Left(false, false, 0, 2));
        assertThat(after(first -> CarriedOver.only(Optional.empty()))).isEqualTo(new Left(false, false, 0, 2));
        assertThat(after(first -> CarriedOver.only(Optional.of(first)))).isEqualTo(new Left(true, false, 0, 1));
        assertThat(after(first -> CarriedOver.sessions())).isEqualTo(new Left(true, true, 0, 0));
        assertThat(after(first -> CarriedOver.sessionsAndDevices())).isEqualTo(new Left(true, true, 1, 0));
        assertThat(after(first -> CarriedOver.sessionsWithout(FactorMethod.TOTP, first)))
                .isEqualTo(new Left(true, true, 0, 0));
    }

    @Test
    @DisplayName("[SESS-02] a session of an earlier epoch does not come back with the sessions that continue")
    void an_earlier_epoch_does_not_return() {
        Person ada = people.signedIn();
        JsonPath first = ceremonies.anotherSession(ada);
        rows.change("update app_user set epoch = epoch + 1 where id = ?::uuid", ada.userId);
        CarriedOver without =
                CarriedOver.sessionsWithout(FactorMethod.TOTP, SessionId.fromString(first.getString("sessionId")));

        Transactions.call(() -> epochs.begin(UserId.fromString(ada.userId), without, clock.instant()));

        assertThat(isActive(ada.accessToken)).isFalse();
        assertThat(isActive(first.getString("accessToken"))).isFalse();
    }

    @Test
    @DisplayName("[SESS-02] another user's session does not survive by its id")
    void a_session_of_another_user_is_not_kept() {
        Person bob = people.signedIn();
        SessionId session = SessionId.fromString(ceremonies.anotherSession(bob).getString("sessionId"));
        assertThat(after(first -> CarriedOver.only(Optional.of(session)))).isEqualTo(new Left(false, false, 0, 2));
    }
}
