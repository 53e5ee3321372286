package dev.sallyport.factors.passkey;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.passkey.CeremonyTokens.Binding;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;

/** The check of an answer to passkey options, against what is stored. */
@ApplicationScoped
class PasskeyVerification {

    private final PasskeyRepository passkeys;
    private final Ceremonies ceremonies;
    private final CounterNotice counter;
    private final CredentialVerifier verifier;
    private final boolean refusesCopies;

    PasskeyVerification(
            PasskeyRepository passkeys,
            Ceremonies ceremonies,
            CounterNotice counter,
            PasskeyConfig config,
            RelyingParty relyingParty) {
        this.passkeys = passkeys;
        this.ceremonies = ceremonies;
        this.counter = counter;
        this.verifier = new CredentialVerifier(relyingParty);
        this.refusesCopies = config.refuseCopies();
    }

    /**
     * An answer, and the user that it must belong to.
     *
     * @param binding of the options, in the epoch of the user
     * @param userVerification whether the authenticator must have verified its user
     */
    record Submitted(
            UserId user,
            PasskeyAnswer answer,
            IntFunction<Binding> binding,
            boolean userVerification,
            ClientContext context,
            Instant now) {}

    /** The credential that a registration has made, if it fits the options. */
    Optional<NewCredential> registered(RegistrationResponse response, Ceremony ceremony) {
        return verifier.registered(response, ceremony.challenge());
    }

    /** Uses the options up, and then looks at the answer; true if a passkey of the user has signed it. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean accept(Submitted submitted) {
        Optional<PasskeyRepository.Found> found = find(submitted);
        Optional<Ceremony> ceremony = found.isEmpty() ? Optional.empty() : ceremony(submitted, found);
        if (ceremony.isEmpty() || !ceremonies.spend(ceremony.get(), submitted.user())) {
            return false;
        }
        return found.flatMap(PasskeyRepository.Found::passkey)
                .filter(passkey -> accept(submitted, passkey, ceremony.get()))
                .isPresent();
    }

    private boolean accept(Submitted submitted, PasskeyRepository.OwnedCredential passkey, Ceremony ceremony) {
        Optional<VerifiedAssertion> right = signed(submitted, passkey, ceremony);
        if (right.isEmpty()) {
            return false;
        }
        VerifiedAssertion signed = right.get();
        if (signed.counterWentBack()) {
            notifyOfCopy(submitted, passkey);
            if (refusesCopies) {
                return false;
            }
        }
        ceremonies.accept(ceremony, submitted.user());
        return passkeys.use(passkey.id(), submitted.user(), signed, submitted.now());
    }

    /**
     * Whether {@link #accept} would be true now, where the counter of the passkey did not go back. One that did counts
     * as right also if {@code accept} refuses it: a guess at the password with a copied passkey is one with the second
     * factor. It is recorded and mailed as by {@code accept}, which uses the options up too, so that neither shows
     * whether the password was right. It takes as many statements as for a wrong answer, also for no user: an answer to
     * a challenge does not reveal whether there is one.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean wouldAccept(Submitted submitted) {
        Optional<PasskeyRepository.Found> found = find(submitted);
        Optional<Ceremony> ceremony = ceremony(submitted, found);
        if (ceremony.isEmpty() || !spendOrLookUp(ceremony.get(), submitted.user(), found.isPresent())) {
            return false;
        }
        return found.flatMap(PasskeyRepository.Found::passkey)
                .filter(passkey -> wouldAccept(submitted, passkey, ceremony.get()))
                .isPresent();
    }

    /** False if the options were used before. Only those of a user are used up: for no user none can be stored. */
    private boolean spendOrLookUp(Ceremony ceremony, UserId user, boolean exists) {
        return exists ? ceremonies.spend(ceremony, user) : !ceremonies.isUsed(ceremony, user);
    }

    private boolean wouldAccept(Submitted submitted, PasskeyRepository.OwnedCredential passkey, Ceremony ceremony) {
        Optional<VerifiedAssertion> right = signed(submitted, passkey, ceremony);
        right.filter(VerifiedAssertion::counterWentBack).ifPresent(copied -> notifyOfCopy(submitted, passkey));
        return right.isPresent();
    }

    private void notifyOfCopy(Submitted submitted, PasskeyRepository.OwnedCredential passkey) {
        counter.send(submitted.user(), passkey.id(), refusesCopies, submitted.context(), submitted.now());
    }

    /** Whether the options were answered correctly: a copy of that answer does not count as a guess. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isCopy(Submitted submitted) {
        return ceremony(submitted, find(submitted))
                .filter(ceremony -> ceremonies.isAccepted(ceremony, submitted.user()))
                .isPresent();
    }

    private Optional<PasskeyRepository.Found> find(Submitted submitted) {
        return passkeys.find(submitted.user(), submitted.answer().credentialId(), submitted.now());
    }

    private Optional<Ceremony> ceremony(Submitted submitted, Optional<PasskeyRepository.Found> user) {
        int epoch = user.map(PasskeyRepository.Found::epoch).orElse(0);
        return ceremonies.read(
                submitted.answer().ceremonyToken(), submitted.binding().apply(epoch), submitted.now());
    }

    private Optional<VerifiedAssertion> signed(
            Submitted submitted, PasskeyRepository.OwnedCredential passkey, Ceremony ceremony) {
        return verifier.signed(
                submitted.answer(), passkey.credential(), ceremony.challenge(), submitted.userVerification());
    }
}
