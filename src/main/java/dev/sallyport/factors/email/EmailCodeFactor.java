package dev.sallyport.factors.email;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.CodeInput;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.SecondFactor;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Checks codes that were sent by email. A code is spent when its challenge, whose row the caller has locked, is closed:
 * a code belongs to one challenge, and a challenge succeeds once.
 */
@ApplicationScoped
public class EmailCodeFactor implements SecondFactor {

    private final EmailCodes codes;
    private final AnsweredChallenges answered;

    EmailCodeFactor(EmailCodes codes, AnsweredChallenges answered) {
        this.codes = codes;
        this.answered = answered;
    }

    @Override
    public FactorMethod method() {
        return FactorMethod.EMAIL_CODE;
    }

    @Override
    public Optional<String> read(String typed) {
        return CodeInput.sixDigits(typed);
    }

    /** There is nothing to forget: codes are derived from their challenges, which end with the epoch. */
    @Override
    public void removeAll(UserId user) {}

    @Override
    public boolean wouldAccept(FactorAttempt attempt) {
        return accept(attempt);
    }

    @Override
    public boolean accept(FactorAttempt attempt) {
        return codes.matches(attempt.holder(), attempt.code().text());
    }

    /** A code of another challenge of the same user, which it has answered. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isCopy(FactorAttempt attempt) {
        return answered.findSince(attempt.userId(), attempt.now().minus(COPY_WINDOW)).stream()
                .anyMatch(challenge -> codes.matches(challenge, attempt.code().text()));
    }
}
