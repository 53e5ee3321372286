package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** How many statements a flow takes, as Hibernate counts them: a limit that a change must not pass unseen. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatementBudgetTest {

    /** The outbox looks for work every few seconds and is counted along: the least of some runs is the flow's own. */
    private static final int RUNS = 10;

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Mailbox mailbox;

    @Inject
    SessionFactory sessions;

    @Test
    void each_flow_keeps_to_its_statements() throws Exception {
        Person ada = people.enrolled();
        mailbox.awaitMailsTo(ada.email, 2);
        long first = least(() -> people.challengeFor(ada));
        String[] device = new String[1];
        long known = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            clock.nextStep();
            String[] opened = new String[1];
            known = Math.min(
                    known,
                    count(() -> opened[0] = Api.signIn(ada.email, People.PASSWORD, device[0])
                            .statusCode(200)
                            .extract()
                            .path("challengeToken")));
            String challenge = opened[0];
            String code = ada.app.codeAt(clock.instant());
            second = Math.min(
                    second,
                    count(() -> device[0] = Api.verify(challenge, "totp", code)
                            .statusCode(200)
                            .extract()
                            .path("deviceToken")));
        }
        String token = signedIn(ada);
        long check = least(() -> Api.as(token).get("/v1/me/recovery-codes").statusCode());
        long session = least(() -> Api.as(token).get("/v1/session").statusCode());
        long forwarded = least(() -> Api.as(token).get("/v1/forward-auth").statusCode());
        long introspected = least(() -> Api.introspect(token).statusCode(200));
        String[] refreshToken = {
            Api.refresh(people.signedIn().refreshToken).extract().path("refresh_token")
        };
        long refresh = least(() -> refreshToken[0] =
                Api.refresh(refreshToken[0]).statusCode(200).extract().path("refresh_token"));

        assertThat(first)
                .as("first step: whose the address is, the attempt, and what follows from the hash")
                .isLessThanOrEqualTo(3);
        assertThat(known).as("first step, on a device that is known").isLessThanOrEqualTo(3);
        assertThat(second)
                .as("second step, on a device that is known: the challenge, the attempt, the code, the session")
                .isLessThanOrEqualTo(4);
        assertThat(refresh).as("refresh, with the policy that may end it").isEqualTo(1);
        assertThat(session).as("the session of the caller").isEqualTo(1);
        assertThat(forwarded).as("forward-auth").isEqualTo(1);
        assertThat(introspected).as("introspection, with its client").isEqualTo(1);
        assertThat(check).as("one session check and three counts").isLessThanOrEqualTo(4);
    }

    /** A statement that is planned again each time fills the cache of plans, which then is searched from end to end. */
    @Test
    void each_flow_finds_its_statements_planned() throws Exception {
        Person ada = people.enrolled();
        Callable<?> everyFlow = () -> {
            String token = signedIn(ada);
            Api.as(token).get("/v1/me").then().statusCode(200);
            Api.as(token).get("/v1/me/devices").then().statusCode(200);
            Api.as(token).get("/v1/me/sessions").then().statusCode(200);
            Api.as(token).get("/v1/me/events").then().statusCode(200);
            Api.startEnrollment(token);
            return Api.refresh(people.signedIn().refreshToken).statusCode(200);
        };
        assertThat(least(Statistics::getQueryPlanCacheMissCount, everyFlow)).isZero();
    }

    private String signedIn(Person person) {
        clock.nextStep();
        return Api.verify(people.challengeFor(person), "totp", person.app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    private long least(Callable<?> flow) throws Exception {
        return least(Statistics::getPrepareStatementCount, flow);
    }

    private long least(ToLongFunction<Statistics> counter, Callable<?> flow) throws Exception {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS && least > 0; run++) {
            least = Math.min(least, count(counter, flow));
        }
        return least;
    }

    private long count(Callable<?> flow) throws Exception {
        return count(Statistics::getPrepareStatementCount, flow);
    }

    private long count(ToLongFunction<Statistics> counter, Callable<?> flow) throws Exception {
        Statistics statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        long before = counter.applyAsLong(statistics);
        flow.call();
        return counter.applyAsLong(statistics) - before;
    }
}
