package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenBlindChallengeTest {

    private static final UserId ADA = new UserId(UUID.randomUUID());

    private static OpenBlindChallenge challenge(UserId user, int tries, int failures) {
        return new OpenBlindChallenge(
                new ChallengeId(UUID.randomUUID()),
                new byte[] {0, 1, (byte) 0xab},
                "a•••@e•••.org",
                Optional.ofNullable(user),
                tries,
                failures,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void an_unknown_email_has_the_id_of_no_user() {
        assertThat(challenge(ADA, 1, 0).userOrStandIn()).isEqualTo(ADA);
        assertThat(challenge(null, 1, 0).userOrStandIn()).isEqualTo(new UserId(new UUID(0, 0)));
    }

    @Test
    void slow_work_for_one_email_waits_in_one_lane() {
        assertThat(challenge(ADA, 1, 0).lane()).isEqualTo("0001ab");
        assertThat(challenge(null, 9, 4).lane()).isEqualTo("0001ab");
    }

    @Test
    void each_sign_in_and_each_wrong_answer_is_one_rank_later() {
        assertThat(challenge(ADA, 1, 0).rank()).isZero();
        assertThat(challenge(ADA, 1, 1).rank()).isEqualTo(1);
        assertThat(challenge(ADA, 3, 2).rank()).isEqualTo(4);
    }

    @Test
    void a_blind_challenge_allows_five_wrong_answers_too() {
        assertThat(challenge(ADA, 1, 0).attemptsLeft()).isEqualTo(5);
        assertThat(challenge(ADA, 1, 5).attemptsLeft()).isZero();
    }
}
