package dev.sallyport.factors.passkey;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.throttle.Allowance;
import dev.sallyport.security.throttle.AllowanceKey;
import dev.sallyport.security.throttle.AllowanceKind;
import dev.sallyport.security.throttle.Allowances;
import dev.sallyport.security.throttle.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/**
 * How many mails a day say of one passkey that it may have been copied: three. The holder of a copy can cause one with
 * each signature, and would bury the owner's mailbox.
 */
@ApplicationScoped
class CopyNoticeAllowance {

    static final int A_DAY = 3;

    private static final Allowance NOTICES = Allowance.of(AllowanceKind.PASSKEY_COPY_NOTICE, Limit.daily(A_DAY));

    private final Allowances allowances;

    CopyNoticeAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts one mail about a passkey of a locked user; false if there were enough today. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean spend(UserId user, AuthenticatorId passkey, Instant now) {
        return allowances
                .take(NOTICES, AllowanceKey.ofId(user.value()).authenticator(passkey.value()), now)
                .granted();
    }
}
