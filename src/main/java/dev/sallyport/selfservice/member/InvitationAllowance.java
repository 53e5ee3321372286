package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.throttle.Allowance;
import dev.sallyport.security.throttle.AllowanceKey;
import dev.sallyport.security.throttle.AllowanceKind;
import dev.sallyport.security.throttle.Allowances;
import dev.sallyport.security.throttle.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many people an account's owners and admins may add: a hundred an hour, by mail or with a password. One address is
 * mailed at most five times an hour and ten times a day, also if its invitations are withdrawn meanwhile.
 */
@ApplicationScoped
class InvitationAllowance {

    static final int AN_HOUR = 100;
    static final int MAILS_AN_HOUR = 5;
    static final int MAILS_A_DAY = 10;

    private static final Allowance ADDITIONS = Allowance.of(AllowanceKind.INVITATION, Limit.hourly(AN_HOUR));

    private static final Allowance MAILS =
            Allowance.of(AllowanceKind.INVITATION_MAIL, Limit.hourly(MAILS_AN_HOUR), Limit.daily(MAILS_A_DAY));

    private final Allowances allowances;

    InvitationAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one more. Returns how long to wait if there were too many. */
    Optional<Duration> spend(AccountId account, Instant now) {
        return allowances
                .take(ADDITIONS, AllowanceKey.ofId(account.value()), now)
                .refusal();
    }

    /** Counts one more mail of this account to this address. Returns how long to wait if there were too many. */
    Optional<Duration> spendMail(AccountId account, EmailAddress email, Instant now) {
        return allowances
                .take(MAILS, AllowanceKey.ofEmail(email.hash()).account(account.value()), now)
                .refusal();
    }
}
