package dev.sallyport.selfservice.profile;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.factors.factor.GuessingEnd;
import dev.sallyport.mailing.mail.Told;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.throttle.Throttle;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/**
 * Ends guessing at codes by email. Only who has the password, or a session, can go on guessing: so the password opens
 * nothing until the owner has set another one, and every challenge and code under way is void. Sessions and devices stay.
 *
 * <p>A user without a password, who signs in by an identity provider only, has none to reset: there the locks alone limit
 * the guesses.
 */
@ApplicationScoped
class EmailCodesEnd implements GuessingEnd {

    private final PasswordCredentials credentials;
    private final ResetLinks resetLinks;
    private final Throttle throttle;
    private final Users users;
    private final Sessions sessions;
    private final Devices devices;

    EmailCodesEnd(
            PasswordCredentials credentials,
            ResetLinks resetLinks,
            Throttle throttle,
            Users users,
            Sessions sessions,
            Devices devices) {
        this.credentials = credentials;
        this.resetLinks = resetLinks;
        this.throttle = throttle;
        this.users = users;
        this.sessions = sessions;
        this.devices = devices;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void reached(Told owner, FactorMethod method, Origin origin, Instant now) {
        if (method == FactorMethod.EMAIL_CODE) {
            users.lock(owner.userId())
                    .filter(user -> credentials.requireReset(user.id(), now))
                    .ifPresent(user -> endGuessing(user, origin, now));
        }
    }

    /** The caller has locked the attempts before the user, so that this cannot deadlock with the judge of a code. */
    private void endGuessing(UserSnapshot before, Origin origin, Instant now) {
        throttle.beginRow(before.id());
        UserSnapshot after = users.beginEpoch(before.id());
        sessions.carryOver(after.id(), before.epoch(), after.epoch());
        devices.carryOver(List.of(after.id()));
        resetLinks.sendAnyway(after, origin, now);
    }
}
