package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedStatements;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SubjectSearchTest {

    private static final String OWNER = "from user_email";
    private static final String SUBJECT = "from app_user u\nleft join password_credential";
    private static final String GUESSES = "insert into allowance";

    @Inject
    People people;

    @Test
    void the_user_is_read_along_with_the_owner_of_the_address_where_the_device_is_theirs() {
        Person ada = people.signedIn();

        assertThat(sent(ada.email, ada.deviceToken))
                .anyMatch(text -> text.contains(OWNER) && text.contains(SUBJECT))
                .noneMatch(text -> text.startsWith("select u.id"));
    }

    @Test
    void the_user_is_read_along_with_the_guesses_where_no_device_is_known() {
        Person ada = people.signedIn();

        assertThat(sent(ada.email, null))
                .anyMatch(text -> text.contains(OWNER) && !text.contains(SUBJECT))
                .anyMatch(text -> text.contains(SUBJECT) && text.contains(GUESSES));
    }

    @Test
    void the_owner_of_the_device_is_not_the_user_of_another_address() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();

        Api.signIn(bob.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("device_verification"));
        Api.signIn("unknown-" + bob.email, People.PASSWORD, ada.deviceToken).statusCode(401);
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    void what_is_sent_does_not_reveal_whether_an_address_has_a_user() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        String unknown = "unknown-" + bob.email;

        assertThat(sent(unknown, ada.deviceToken))
                .isEqualTo(sent(bob.email, ada.deviceToken))
                .isNotEmpty();
        assertThat(sent(unknown, null)).isEqualTo(sent(bob.email, null)).isNotEmpty();
    }

    /** What a wrong password sends before it is compared, each text of one round trip once. */
    private static Set<String> sent(String email, @Nullable String deviceToken) {
        RecordedStatements.forget();
        Api.signIn(email, "no password of theirs 47", deviceToken).statusCode(401);
        return RecordedStatements.all().stream()
                .filter(text -> text.contains(OWNER) || text.contains(SUBJECT) || text.contains(GUESSES))
                .collect(Collectors.toSet());
    }
}
