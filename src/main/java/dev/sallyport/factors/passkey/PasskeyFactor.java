package dev.sallyport.factors.passkey;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.EnrolledFactor;
import dev.sallyport.factors.factor.FactorAttempt;
import dev.sallyport.factors.factor.PreparedCode;
import dev.sallyport.factors.passkey.CeremonyTokens.Binding;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks answers of passkeys to a challenge or in a session. A signature cannot be guessed, so that wrong answers
 * suspend no passkey.
 */
@ApplicationScoped
class PasskeyFactor implements EnrolledFactor {

    private final PasskeyRepository passkeys;
    private final PasskeyVerification verification;

    PasskeyFactor(PasskeyRepository passkeys, PasskeyVerification verification) {
        this.passkeys = passkeys;
        this.verification = verification;
    }

    @Override
    public FactorMethod method() {
        return FactorMethod.PASSKEY;
    }

    @Override
    public Optional<String> read(String typed) {
        return PasskeyAnswer.read(typed).map(answer -> typed);
    }

    @Override
    public boolean wouldAccept(FactorAttempt attempt) {
        return verification.wouldAccept(submitted(attempt));
    }

    @Override
    public boolean accept(FactorAttempt attempt) {
        return verification.accept(submitted(attempt));
    }

    @Override
    public boolean isCopy(FactorAttempt attempt) {
        return verification.isCopy(submitted(attempt));
    }

    @Override
    public List<String> amr(PreparedCode accepted) {
        return method().amr(answer(accepted).amr());
    }

    @Override
    public MailKind removedMail() {
        return MailKind.PASSKEY_REMOVED;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void suspend(UUID id, UserId user) {
        passkeys.suspend(new AuthenticatorId(id), user);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(UUID id, UserId user) {
        passkeys.delete(new AuthenticatorId(id), user);
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void removeAll(UserId user) {
        passkeys.deleteAll(user);
    }

    private static PasskeyVerification.Submitted submitted(FactorAttempt attempt) {
        return new PasskeyVerification.Submitted(
                attempt.userId(),
                answer(attempt.code()),
                epoch -> attempt.signedIn()
                        ? Binding.ofSession(attempt.holder(), epoch)
                        : Binding.ofChallenge(attempt.holder()),
                false,
                attempt.context(),
                attempt.now());
    }

    /** What {@link #read} has let through. */
    private static PasskeyAnswer answer(PreparedCode code) {
        return PasskeyAnswer.read(code.text()).orElseThrow();
    }
}
