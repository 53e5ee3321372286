package dev.sallyport.signin.verification;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TotpRaceTest {

    private static final int TIMES = 50;

    @Inject
    People people;

    @Inject
    HeldUser held;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static int answer(String challenge, String code) {
        return Api.verify(challenge, "totp", code).extract().statusCode();
    }

    private long sessionsOf(Person person) {
        return rows.number("select count(*) from session where user_id = ?::uuid", person.userId);
    }

    @Test
    @DisplayName("[RACE-01] [V5] One code sent fifty times to one challenge makes one session and no lock")
    void one_code_fifty_times_on_one_challenge() {
        Person ada = people.enrolled();
        long before = sessionsOf(ada);
        String challenge = people.challengeFor(ada);
        String code = ada.app.codeAt(clock.instant());

        List<Integer> statuses = AtOnce.run(TIMES, () -> answer(challenge, code));

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(TIMES - 1);
        assertThat(sessionsOf(ada) - before).isOne();
        assertSpent(ada, clock.instant());
        clock.nextStep();
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[RACE-01] [V5] One code sent to fifty challenges makes one session")
    void one_code_on_fifty_challenges() {
        Person ada = people.enrolled();
        long before = sessionsOf(ada);
        List<String> challenges = new ArrayList<>();
        for (int number = 0; number < TIMES; number++) {
            challenges.add(people.challengeFor(ada));
        }
        String code = ada.app.codeAt(clock.instant());

        List<Integer> statuses = AtOnce.run(TIMES, number -> () -> answer(challenges.get(number), code));

        assertThat(statuses).containsOnlyOnce(200);
        // Those who come second have a copy of the code that was right: that is no guess, and ends nothing.
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(TIMES - 1);
        assertThat(sessionsOf(ada) - before).isOne();
        assertSpent(ada, clock.instant());
        clock.nextStep();
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[RACE-01] [TOTP-03] One code on four challenges of the user at the same moment is spent once")
    void one_code_meets_itself_at_the_user() throws Exception {
        Person ada = people.enrolled();
        long before = sessionsOf(ada);
        String code = ada.app.codeAt(clock.instant());
        List<Supplier<Response>> calls = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            String challenge = people.challengeFor(ada);
            calls.add(() -> Api.verify(challenge, "totp", code).extract().response());
        }

        List<Response> answers = held.allWaiting(ada, List.of("session", "totp_authenticator"), calls);

        assertThat(answers).extracting(Response::statusCode).containsExactlyInAnyOrder(200, 401, 401, 401);
        assertThat(sessionsOf(ada) - before).isOne();
        assertSpent(ada, clock.instant());
    }

    @Test
    @DisplayName("[RACE-01] [V14] A double click, or two tabs, finishes one sign-in and does not lock the user out")
    void a_double_click_is_one_sign_in() {
        Person ada = people.enrolled();
        for (int click = 0; click < 6; click++) {
            String challenge = people.challengeFor(ada);
            String code = ada.app.codeAt(clock.instant());
            String other = ada.app.codeAt(clock.instant().plusSeconds(30));
            boolean twoTabs = click % 2 == 1;

            List<Integer> statuses =
                    AtOnce.run(2, number -> () -> answer(challenge, twoTabs && number == 1 ? other : code));

            assertThat(statuses).containsExactlyInAnyOrder(200, 401);
            clock.nextStep();
            clock.nextStep();
        }
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[RACE-12] T-1, T and T+1 at once: the accepted steps only ever rise, and none is accepted twice")
    void accepted_steps_only_rise() {
        List<Person> users = new ArrayList<>();
        for (int user = 0; user < 20; user++) {
            users.add(people.enrolled());
        }
        clock.nextStep();
        clock.nextStep();
        rows.change("""
                create table spent_for_test (number bigserial, user_id uuid, step bigint);
                create function spent_for_test() returns trigger language plpgsql as $$
                begin
                    insert into spent_for_test (user_id, step) values (new.user_id, new.last_spent_step);
                    return new;
                end $$;
                create trigger spent_for_test before update of last_spent_step on totp_authenticator
                    for each row execute function spent_for_test()
                """);
        try {
            users.forEach(this::assertStepsRise);
        } finally {
            rows.change("drop trigger spent_for_test on totp_authenticator; drop function spent_for_test();"
                    + " drop table spent_for_test");
        }
    }

    private void assertStepsRise(Person user) {
        List<String> challenges = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        for (int offset = -1; offset <= 1; offset++) {
            Instant time = clock.instant().plusSeconds(30L * offset);
            for (int copy = 0; copy < 2; copy++) {
                challenges.add(people.challengeFor(user));
                codes.add(user.app.codeAt(time));
            }
        }

        List<Integer> statuses =
                AtOnce.run(codes.size(), number -> () -> answer(challenges.get(number), codes.get(number)));

        long now = clock.instant().getEpochSecond() / 30;
        List<Long> steps =
                rows
                        .texts("select step from spent_for_test where user_id = ?::uuid order by number", user.userId)
                        .stream()
                        .map(Long::valueOf)
                        .toList();
        assertThat(steps)
                .isNotEmpty()
                .isSorted()
                .doesNotHaveDuplicates()
                .isSubsetOf(now - 1, now, now + 1)
                .endsWith(now + 1);
        assertThat(statuses).containsOnly(200, 401);
        assertThat(statuses).filteredOn(status -> status == 200).hasSameSizeAs(steps);
    }

    private void assertSpent(Person person, Instant time) {
        assertThat(rows.number("select last_spent_step from totp_authenticator where user_id = ?::uuid", person.userId))
                .isEqualTo(time.getEpochSecond() / 30);
    }

    @Test
    @DisplayName(
            "[V8] A hundred wrong codes at once spend exactly the budget of ten, and the right one is refused afterwards")
    void a_hundred_guesses_spend_the_budget() {
        Person ada = people.enrolled();
        List<String> challenges = new ArrayList<>();
        for (int number = 0; number < 25; number++) {
            challenges.add(people.challengeFor(ada));
        }
        String last = people.challengeFor(ada);
        String wrong = ada.app.wrongCodeAt(clock.instant());

        List<Integer> statuses = AtOnce.run(100, number -> () -> answer(challenges.get(number / 4), wrong));

        assertThat(statuses).filteredOn(status -> status == 401).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(90);
        assertThat(rows.number(
                        "select count(*) from audit_event where type = 'authn_code_fail' and user_id = ?::uuid",
                        ada.userId))
                .isEqualTo(10);
        refused(Api.verify(last, "totp", ada.app.codeAt(clock.instant())), 429, "too-many-attempts");
    }
}
