package dev.sallyport.account;

import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.database.Transactions;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import dev.sallyport.throttle.AddressThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Limits the accounts that people create for themselves, before anything slow is done for one. */
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
    void spend(Origin origin) {
        Transactions.call(() -> count(origin)).orElseThrow();
    }

    private Outcome<Void> count(Origin origin) {
        Instant now = clock.instant();
        Optional<Duration> wait = addresses.spendSignUp(origin.address(), now);
        if (wait.isEmpty()) {
            return Outcome.of(null);
        }
        audit.record(AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, origin));
        return Outcome.refused(new ProblemException(ProblemType.TOO_MANY_REQUESTS).retryAfter(wait.get()));
    }
}
