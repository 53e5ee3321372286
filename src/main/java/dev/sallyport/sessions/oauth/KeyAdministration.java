package dev.sallyport.sessions.oauth;

import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.token.KeyRotation;
import dev.sallyport.security.token.KeyStatus;
import dev.sallyport.security.token.SigningKeys;
import dev.sallyport.sessions.revocation.Revocations;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Rotates the signing keys on request and on schedule, and records both in the audit trail. */
@ApplicationScoped
class KeyAdministration {

    private static final Logger LOG = Logger.getLogger(KeyAdministration.class);

    private final KeyRotation rotation;
    private final SigningKeys keys;
    private final Revocations revocations;
    private final Audit audit;
    private final Clock clock;

    KeyAdministration(KeyRotation rotation, SigningKeys keys, Revocations revocations, Audit audit, Clock clock) {
        this.rotation = rotation;
        this.keys = keys;
        this.revocations = revocations;
        this.audit = audit;
        this.clock = clock;
    }

    List<KeyStatus> list() {
        return Transactions.call(rotation::list);
    }

    KeyStatus rotate(ClientCaller caller, ClientContext context) {
        KeyStatus next = Transactions.call(() -> outcome(
                        rotation.rotate(),
                        entry(AuditType.SIGNING_KEY_ROTATED, context).by(caller),
                        new ProblemException(ProblemType.CONFLICT)
                                .detail("A key rotation is already in progress. Wait until the new key signs.")))
                .orElseThrow();
        follow();
        return next;
    }

    void remove(String kid, ClientCaller caller, ClientContext context) {
        Transactions.call(() -> {
                    Optional<KeyStatus> removed = rotation.remove(kid);
                    removed.ifPresent(key -> revocations.keyRemoved(key.kid(), clock.instant()));
                    return outcome(
                            removed,
                            entry(AuditType.SIGNING_KEY_REMOVED, context).by(caller),
                            new ProblemException(ProblemType.NOT_FOUND));
                })
                .orElseThrow();
        follow();
    }

    /** Every replica checks; the first one rotates. */
    @Scheduled(every = "10m", delayed = "1m")
    void onTick() {
        BestEffort.run(LOG, "The signing keys are rotated later", this::rotateIfDue);
    }

    private void rotateIfDue() {
        Optional<KeyStatus> next = Transactions.call(() -> {
            Optional<KeyStatus> due = rotation.rotateIfDue();
            due.ifPresent(key -> record(entry(AuditType.SIGNING_KEY_ROTATED, ClientContext.NO_REQUEST), key));
            return due;
        });
        next.ifPresent(key -> follow());
    }

    /** The change is committed: if the keys cannot be read now, this replica follows like all others. */
    private void follow() {
        BestEffort.run(LOG, "The signing keys are read again later", keys::reload);
    }

    private Outcome<KeyStatus> outcome(Optional<KeyStatus> changed, AuditEntry entry, ProblemException refusal) {
        changed.ifPresent(key -> record(entry, key));
        return changed.map(Outcome::of).orElseGet(() -> Outcome.refused(refusal));
    }

    private void record(AuditEntry entry, KeyStatus key) {
        audit.record(entry.with("kid", key.kid()));
    }

    private AuditEntry entry(AuditType type, ClientContext context) {
        return AuditEntry.success(type, clock.instant(), context);
    }
}
