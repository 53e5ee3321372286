package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Opens the enrollment tokens that a policy would open. */
@ApplicationScoped
public class EnrollmentTokens {

    private final Challenges challenges;
    private final Rows rows;
    private final TestClock clock;

    EnrollmentTokens(Challenges challenges, Rows rows, TestClock clock) {
        this.challenges = challenges;
        this.rows = rows;
        this.clock = clock;
    }

    @Transactional
    public String openFor(Person person) {
        int epoch = rows.number("select epoch from app_user where id = ?::uuid", person.userId);
        int locks = rows.number("select second_step_locks from app_user where id = ?::uuid", person.userId);
        return challenges
                .openEnrollment(
                        UserId.fromString(person.userId),
                        new ChallengeBinding(epoch, locks),
                        FirstFactor.PASSWORD,
                        List.of(),
                        clock.instant())
                .enrollmentToken();
    }
}
