package dev.sallyport.edge.http;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("The time limit for a body")
class SlowAnswerTest {

    @Inject
    People people;

    @Inject
    Tables tables;

    @Test
    @DisplayName("is over once the body has come: a slow answer is still given")
    void slowAnswer() {
        Person ada = people.signedIn();
        tables.execute("""
                create function be_slow_for_test() returns trigger language plpgsql as $$
                begin perform pg_sleep(11); return new; end $$;
                create trigger be_slow_for_test before insert on totp_authenticator
                    for each row when (new.user_id = '%s') execute function be_slow_for_test()
                """.formatted(ada.userId));
        try {
            Api.startEnrollment(ada.accessToken).statusCode(201);
        } finally {
            tables.execute("drop trigger be_slow_for_test on totp_authenticator; drop function be_slow_for_test()");
        }
    }
}
