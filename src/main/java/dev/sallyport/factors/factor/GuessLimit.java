package dev.sallyport.factors.factor;

import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import java.time.Instant;

/**
 * Ends guessing for good, in addition to {@link SecondFactors#suspend}, once
 * {@link SecondFactorThrottle#MAX_CONSECUTIVE} codes in a row were wrong (NIST SP 800-63B section 3.2.2). It runs in the
 * transaction that notes the last of them, which has locked the attempts and then the user.
 */
public interface GuessLimit {

    /**
     * The end is reached.
     *
     * @param owner the user whose codes were guessed
     * @param method of the last wrong code
     */
    void reached(NoticeRecipient owner, FactorMethod method, ClientContext context, Instant now);
}
