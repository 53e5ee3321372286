package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactor;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.SecondFactors;
import dev.sallyport.factors.recovery.PaperKeys;
import dev.sallyport.factors.totp.TotpBinding;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Removes one authenticator of a user whose row is locked, and ends what depends on it. */
@ApplicationScoped
class AuthenticatorRemoval {

    private final TotpBinding binding;
    private final SecondFactors secondFactors;
    private final BoundFactors factors;
    private final PaperKeys paperKeys;
    private final Epochs epochs;
    private final Sessions sessions;

    AuthenticatorRemoval(
            TotpBinding binding,
            SecondFactors secondFactors,
            BoundFactors factors,
            PaperKeys paperKeys,
            Epochs epochs,
            Sessions sessions) {
        this.binding = binding;
        this.secondFactors = secondFactors;
        this.factors = factors;
        this.paperKeys = paperKeys;
        this.epochs = epochs;
        this.sessions = sessions;
    }

    /**
     * A pending authenticator is removed together with its paper key. The last second factor cannot be removed.
     *
     * @return the kind of mail that tells its user; empty for a pending one
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Optional<MailKind>> remove(
            UserSnapshot user, SessionId session, AuthenticatorId authenticator, Instant now) {
        List<BoundFactor> bound = factors.list(user.id());
        Optional<BoundFactor> found = bound.stream()
                .filter(each -> each.id().equals(authenticator.value()))
                .findFirst();
        if (found.isEmpty() && !binding.exists(authenticator, user.id(), session.value())) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (found.isPresent() && bound.size() == 1) {
            return Outcome.refused(ProblemType.LAST_AUTHENTICATOR);
        }
        if (found.isEmpty()) {
            binding.remove(authenticator, user.id());
            paperKeys.withdraw(user.id());
            return Outcome.of(Optional.empty());
        }
        MailKind mail = secondFactors.remove(found.get(), user.id());
        endProofs(user, session, found.get().method(), bound, now);
        return Outcome.of(Optional.of(mail));
    }

    /**
     * The removed factor may have proved any session of its method, so that the others of them end: its holder is not
     * signed in with it any longer. The caller's own one continues, and is lowered with the last factor of the method.
     */
    private void endProofs(
            UserSnapshot user, SessionId own, FactorMethod method, List<BoundFactor> before, Instant now) {
        epochs.begin(user.id(), CarriedOver.sessionsWithout(method, own), now);
        boolean last = before.stream().filter(each -> each.method() == method).count() == 1;
        if (last) {
            sessions.lower(user.id(), method, Optional.empty(), now);
        }
    }
}
