package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.throttle.AddressThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Limits self sign-ups, before any slow work is done for one. */
@ApplicationScoped
class SignUps {

    private final AddressThrottle addresses;
    private final Audit audit;
    private final Clock clock;

    SignUps(AddressThrottle addresses, Audit audit, Clock clock) {
        this.addresses = addresses;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws ProblemException {@code too-many-requests} */
    void spend(ClientContext context) {
        Transactions.call(() -> count(context)).orElseThrow();
    }

    private Outcome<Void> count(ClientContext context) {
        Instant now = clock.instant();
        Optional<Duration> wait = addresses.spendSignUp(context.address(), now);
        if (wait.isEmpty()) {
            return Outcome.of(null);
        }
        audit.record(AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, context));
        return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS).retryAfter(wait.get()));
    }
}
