package dev.sallyport.sessions.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Secrets;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeviceTrustTest extends RecognizedDevices {

    @Test
    @DisplayName("[D4] [S16] after the code the device is recognized and sign-in is quiet")
    void a_verified_device_is_recognized() {
        Person ada = people.signedIn();
        String token = recognized(ada, recognized(ada, ada.deviceToken));
        String access = Api.signIn(ada.email, People.PASSWORD, token).extract().path("accessToken");
        Api.session(access).statusCode(200).body("acr", equalTo("1fa")).body("amr", contains("pwd"));
        assertThat(mailbox.mailsTo(ada.email)).hasSize(1);
    }

    @Test
    @DisplayName("[DEVC-01] [MAIL-01] [D5] [S16] without its token, or with another's or none of ours, a device is new")
    void any_other_token_is_unknown() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        String tag = ada.deviceToken.substring(ada.deviceToken.lastIndexOf('.') + 1);
        String flipped = (tag.charAt(20) == 'A' ? "B" : "A");
        String forged = ada.deviceToken.replace(tag, tag.substring(0, 20) + flipped + tag.substring(21));
        assertUnknown(ada, null);
        for (String token : List.of(
                bob.deviceToken,
                forged,
                ada.deviceToken.replace(".0.", ".1."),
                ada.deviceToken + "A",
                ada.deviceToken.substring(0, ada.deviceToken.length() - 1),
                ada.deviceToken.replace("sp_dt_", "sp_rt_"),
                ada.deviceToken.substring("sp_dt_".length()),
                ada.refreshToken,
                ada.refreshToken.replace("sp_rt_", "sp_dt_"),
                ada.accessToken.substring(0, 500),
                "sp_dt_",
                "",
                "garbage",
                "' or 1=1 --")) {
            assertUnknown(ada, token);
        }
        // Nothing of this has ended the real ones.
        recognized(ada, ada.deviceToken);
        recognized(bob, bob.deviceToken);
    }

    @Test
    @DisplayName("[D5] [S16] a device that was deleted is new")
    void a_deleted_device_is_new() {
        Person ada = people.signedIn();
        database.change("update trusted_device set revoked_at = created_at where user_id = ?::uuid", ada.userId);
        assertUnknown(ada, ada.deviceToken);
        Person bob = people.signedIn();
        database.change("delete from trusted_device where user_id = ?::uuid", bob.userId);
        assertUnknown(bob, bob.deviceToken);
    }

    @Test
    @DisplayName("[D5] [S16] a device is new after 30 days, however often it was used")
    void a_device_lives_thirty_days() {
        Person ada = people.signedIn();
        clock.advance(Duration.ofDays(15));
        String token = recognized(ada, ada.deviceToken);
        clock.advance(Duration.ofDays(15).minusMinutes(1));
        token = recognized(ada, token);
        clock.advance(Duration.ofMinutes(2));
        assertUnknown(ada, token);
    }

    @Test
    @DisplayName("[D5] a device from before a change of the user's epoch is new")
    void a_new_epoch_voids_devices() {
        Person ada = people.signedIn();
        database.change("update app_user set epoch = epoch + 1 where id = ?::uuid", ada.userId);
        assertUnknown(ada, ada.deviceToken);
    }

    @Test
    @DisplayName("[DEVC-01] [D7] the token changes with each use, is no two alike, and is not in the database")
    void the_token_rotates_and_is_not_stored() {
        Person ada = people.signedIn();
        String first = ada.deviceToken;
        String second = recognized(ada, first);
        String third = recognized(ada, second);
        assertThat(Set.of(first, second, third)).hasSize(3).allMatch(token -> token.startsWith("sp_dt_"));
        Secrets secrets = new Secrets();
        for (String token : List.of(first, second, third)) {
            // What is before the last part is the id of the row, and then the id of the key.
            String tag = token.substring(token.lastIndexOf('.') + 1);
            secrets.add(token).addSlices(tag.substring(6), 12);
        }
        secrets.assertAbsentFrom("the database", database.dump());
    }

    @Test
    @DisplayName("[DEVC-01] [D7] two users with one password and browser get unrelated tokens")
    void tokens_of_two_users_are_unrelated() {
        Set<String> tags = new HashSet<>();
        for (int number = 0; number < 5; number++) {
            String token = people.signedIn().deviceToken;
            tags.add(token.substring(token.lastIndexOf('.') + 7));
        }
        assertThat(tags).hasSize(5);
    }

    @Test
    @DisplayName("[MAIL-01] a recognized device does not replace the password")
    void a_device_is_no_password() {
        Person ada = people.signedIn();
        Api.signIn(ada.email, "not " + People.PASSWORD, ada.deviceToken)
                .statusCode(401)
                .body("type", equalTo("urn:sallyport:problem:invalid-credentials"));
    }
}
