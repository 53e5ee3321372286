package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.Id;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Operator;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import dev.sallyport.trail.sealcheck.ExportedTrail;
import dev.sallyport.trail.sealcheck.Finding;
import dev.sallyport.trail.sealcheck.Finding.Fault;
import dev.sallyport.trail.sealcheck.TrailLines;
import dev.sallyport.trail.sealcheck.TrailVerdict;
import dev.sallyport.trail.sealcheck.TrailVerification;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What an operator does with the trail by a command: verify it, and export it with its seals. */
@ApplicationScoped
public class OperatorTrail {

    private final DatabaseTrail trail;
    private final SealRepository seals;
    private final SealKeys keys;
    private final Audit audit;
    private final Clock clock;

    OperatorTrail(DatabaseTrail trail, SealRepository seals, SealKeys keys, Audit audit, Clock clock) {
        this.trail = trail;
        this.seals = seals;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Verifies the whole trail.
     *
     * @param known a head of an earlier run, which must still be in the chain; empty: none is known
     */
    public TrailVerdict verify(Optional<Head> known, Consumer<Finding> findings) {
        return verification(findings).verify(Link.START, known);
    }

    /** Verifies only what was sealed after an earlier run. */
    public TrailVerdict verifySince(Head known, Consumer<Finding> findings) {
        Optional<Seal> start = Transactions.call(() -> seals.find(Owners.SERVICE, known.sequence()))
                .map(SignedSeal::seal)
                .filter(seal -> seal.head().equals(known));
        if (start.isEmpty()) {
            findings.accept(Finding.seal(Fault.REWRITTEN, Owners.SERVICE, known.sequence(), ""));
            return TrailVerdict.rewritten();
        }
        return verification(findings).verify(start.get().link(), Optional.empty());
    }

    private TrailVerification verification(Consumer<Finding> findings) {
        return new TrailVerification(trail, Transactions.call(keys::trusted), findings);
    }

    /** The public keys of seals (RFC 7468), the newest first. */
    public List<String> publicKeys() {
        return Transactions.call(keys::list).stream().map(SealKey::pem).toList();
    }

    /**
     * Writes the trail with its seals, line by line: what {@link ExportedTrail} verifies elsewhere. It has the
     * addresses and browsers of all users, so the trail says that it was read.
     */
    public void export(PrintWriter out) {
        Transactions.run(
                () -> audit.record(AuditEntry.success(AuditType.SENSITIVE_READ, clock.instant(), Operator.context())
                        .by(Operator.OPERATOR)
                        .with("read", "trail")));
        out.println(TrailLines.header(Owners.SERVICE, clock.instant(), trail.horizon()));
        UUID end = Id.NIL;
        Optional<SignedSeal> next = trail.next(0);
        while (next.isPresent()) {
            Seal seal = next.get().seal();
            out.println(TrailLines.line(next.get()));
            trail.ofAccounts(seal).forEach(account -> out.println(TrailLines.line(account)));
            trail.events(end, seal.to(), event -> out.println(TrailLines.line(TrailLines.EVENT, event)));
            end = seal.to();
            next = trail.next(seal.sequence());
        }
        trail.events(end, Id.MAX, event -> out.println(TrailLines.line(TrailLines.UNSEALED, event)));
        out.flush();
    }
}
