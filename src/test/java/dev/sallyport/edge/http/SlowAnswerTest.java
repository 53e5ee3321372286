package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SlowTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("The time limit for a body")
@SlowTest
class SlowAnswerTest {

    @TestHTTPResource
    URL service;

    @Inject
    People people;

    @Inject
    Rows rows;

    /** Both at once, since each waits for more than ten seconds. */
    @Test
    @DisplayName("is 10 s until the body has come, and over then: a slow answer is still given")
    void slowBodyAndSlowAnswer() {
        Person ada = people.signedIn();
        rows.change("""
                create function be_slow_for_test() returns trigger language plpgsql as $$
                begin perform pg_sleep(11); return new; end $$;
                create trigger be_slow_for_test before insert on totp_authenticator
                    for each row when (new.user_id = '%s') execute function be_slow_for_test()
                """.formatted(ada.userId));
        List<Callable<String>> both = List.of(this::bodyThatNeverEnds, () -> setUp(ada));
        try {
            assertThat(AtOnce.run(both.size(), both::get)).containsExactly("", "201");
        } finally {
            rows.change("drop trigger be_slow_for_test on totp_authenticator; drop function be_slow_for_test()");
        }
    }

    /** What comes back until the connection is closed. */
    private String bodyThatNeverEnds() throws IOException {
        return new RawHttp(service.getPort())
                .send("POST /v1/test/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 20\r\n\r\n{\"te")
                .text();
    }

    private static String setUp(Person ada) {
        return String.valueOf(Api.startEnrollment(ada.accessToken).extract().statusCode());
    }
}
