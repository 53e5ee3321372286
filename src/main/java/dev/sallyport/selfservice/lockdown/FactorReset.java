package dev.sallyport.selfservice.lockdown;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.enrollment.TwoFactorRemoval;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.signin.sso.SsoIdentities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Instant;

/**
 * Resets the factors of a user, passkeys included. From a lockdown until a mailed link has set a password the links to
 * identity providers go too: another person may have made them, and the link of the mail is the way back for everyone.
 * Of any other user they stay, since they can be the only way to sign in.
 */
@ApplicationScoped
public class FactorReset {

    private final TwoFactorRemoval removal;
    private final BoundFactors factors;
    private final SsoIdentities identities;
    private final Users users;

    FactorReset(TwoFactorRemoval removal, BoundFactors factors, SsoIdentities identities, Users users) {
        this.removal = removal;
        this.factors = factors;
        this.identities = identities;
        this.users = users;
    }

    /** Whether the user has anything that a reset removes. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isPossible(UserId user) {
        return factors.exist(user) || (users.isSignInBarred(user) && identities.isLinked(user));
    }

    /**
     * Resets a user who is locked.
     *
     * @param by who answers for it
     * @return the user in the new epoch
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UserSnapshot execute(UserId user, Principal by, ClientContext context, Instant now) {
        if (users.isSignInBarred(user)) {
            identities.unlinkAll(user, by, context, now);
        }
        return removal.removeAll(user, CarriedOver.none(), now);
    }
}
