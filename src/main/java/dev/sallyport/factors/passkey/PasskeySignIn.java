package dev.sallyport.factors.passkey;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.passkey.CeremonyTokens.Binding;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks a sign-in with a passkey alone. The passkey identifies the user and must have verified them. */
@ApplicationScoped
public class PasskeySignIn {

    /** The method that it counts as. */
    public static final FactorMethod METHOD = FactorMethod.PASSKEY;

    private final PasskeyRepository passkeys;
    private final PasskeyVerification verification;
    private final boolean on;

    PasskeySignIn(PasskeyRepository passkeys, PasskeyVerification verification, PasskeyConfig config) {
        this.passkeys = passkeys;
        this.verification = verification;
        this.on = config.passwordless();
    }

    /** An answer and the user that it claims. Nothing is verified yet. */
    public static final class Claim {

        private final PasskeyAnswer answer;
        private final UserId user;

        private Claim(PasskeyAnswer answer, UserId user) {
            this.answer = answer;
            this.user = user;
        }

        /** Whose passkey it says it is. */
        public UserId user() {
            return user;
        }

        /** What it proves once it is accepted. */
        public List<String> amr() {
            return METHOD.amr(answer.amr());
        }

        @Override
        public String toString() {
            return "Claim";
        }
    }

    /** Whether the settings allow it. */
    public boolean isOn() {
        return on;
    }

    /** The user whose answer it claims to be; empty for an unknown credential, and without a user handle. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Claim> find(String ceremonyToken, AssertionResponse credential) {
        return PasskeyAnswer.read(credential.answerTo(ceremonyToken))
                .filter(answer -> answer.userHandle().length > 0)
                .flatMap(answer -> passkeys.findOwner(answer.credentialId()).map(user -> new Claim(answer, user)));
    }

    /** Uses the options up, and then looks at the answer. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean accept(Claim claim, ClientContext context, Instant now) {
        return verification.accept(new PasskeyVerification.Submitted(
                claim.user, claim.answer, epoch -> Binding.NO_USER, true, context, now));
    }
}
