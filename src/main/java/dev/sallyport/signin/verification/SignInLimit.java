package dev.sallyport.signin.verification;

import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.throttle.AddressThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts a sign-in by its network address, before the request is checked. */
@ApplicationScoped
class SignInLimit {

    private final AddressThrottle addresses;
    private final Audit audit;

    SignInLimit(AddressThrottle addresses, Audit audit) {
        this.addresses = addresses;
        this.audit = audit;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<Void> spend(ClientContext context, Instant now) {
        Optional<Duration> wait = addresses.spendSignIn(context.address(), now);
        if (wait.isPresent()) {
            audit.record(AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, context));
            return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS).retryAfter(wait.get()));
        }
        return Outcome.of(null);
    }
}
