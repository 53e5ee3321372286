package dev.sallyport.edge.idempotency;

import dev.sallyport.base.database.Outage;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.security.crypto.UnsealException;
import dev.sallyport.security.throttle.AddressThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Finds out whether a request with a key is the first, and keeps its answer, sealed. Each step is a transaction of its
 * own: none is open while the request is processed.
 */
@ApplicationScoped
class IdempotentRequests {

    private static final Logger LOG = Logger.getLogger(IdempotentRequests.class);

    /** How long an answer is kept. */
    static final Duration KEPT = Duration.ofDays(1);

    /** Longer than any request takes: then the replica that began it is gone, and a retry begins it again. */
    static final Duration PROCESSED = Duration.ofMinutes(1);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final KeyedRequestRepository rows;
    private final Fingerprints fingerprints;
    private final SealedSecrets secrets;
    private final AddressThrottle addresses;
    private final Clock clock;

    IdempotentRequests(
            KeyedRequestRepository rows,
            Fingerprints fingerprints,
            Keyset keyset,
            AddressThrottle addresses,
            Clock clock) {
        this.rows = rows;
        this.fingerprints = fingerprints;
        this.secrets = keyset.secrets();
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * How a request begins.
     *
     * @param stored whether it is the first with its key: its answer MUST then be {@linkplain #keep kept} or
     *     {@linkplain #forget forgotten}
     * @param answer of the first one, which this one repeats; empty if it is to be processed
     */
    record Beginning(boolean stored, Optional<byte[]> answer) {}

    private record Row(boolean stored, Optional<FirstRequest> earlier) {}

    /**
     * Begins a request of a caller with a credential.
     *
     * @throws ProblemException {@code request-outstanding} while the first one is processed;
     *     {@code idempotency-key-reused} if its content was another
     */
    Beginning begin(IdempotentRequest request) {
        Instant now = clock.instant();
        byte[] fingerprint = fingerprints.of(request);
        return beginning(request, Transactions.call(() -> store(request, fingerprint, now)), now);
    }

    /**
     * The same for a caller without a credential, who must not fill the table. Beyond the allowance of the network
     * address the request is processed as one without a key, and nothing is stored: a refusal would keep out users who
     * share the address. An answer that is stored already is repeated even then.
     *
     * @throws ProblemException like {@link #begin(IdempotentRequest)}
     */
    Beginning begin(IdempotentRequest request, String address) {
        Instant now = clock.instant();
        byte[] fingerprint = fingerprints.of(request);
        Row row = Transactions.call(() -> {
            Optional<FirstRequest> earlier = rows.find(request).filter(first -> first.isKept(now));
            return earlier.isEmpty() && addresses.spendKey(address, now).isEmpty()
                    ? store(request, fingerprint, now)
                    : new Row(false, earlier);
        });
        return beginning(request, row, now);
    }

    private Row store(IdempotentRequest request, byte[] fingerprint, Instant now) {
        return rows.begin(request, fingerprint, now, now.plus(PROCESSED))
                ? new Row(true, Optional.empty())
                : new Row(false, rows.find(request));
    }

    private Beginning beginning(IdempotentRequest request, Row row, Instant now) {
        return new Beginning(row.stored(), row.earlier().flatMap(first -> answer(first, request, now)));
    }

    /** The answer of an earlier request; empty where there was none. */
    Optional<byte[]> find(IdempotentRequest request) {
        Instant now = clock.instant();
        return Transactions.call(() -> rows.find(request)).flatMap(stored -> answer(stored, request, now));
    }

    private Optional<byte[]> answer(FirstRequest stored, IdempotentRequest request, Instant now) {
        return switch (stored.status(fingerprints.isOf(stored.fingerprint(), request), now)) {
            case REPLAYED -> unseal(stored, request);
            case OUTSTANDING -> throw new ProblemException(ProblemType.REQUEST_OUTSTANDING).retryAfter(RETRY);
            case REUSED -> throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
            case NONE -> Optional.empty();
        };
    }

    /** Under a key that was removed meanwhile there is no answer any longer, nor a first request to wait for. */
    private Optional<byte[]> unseal(FirstRequest stored, IdempotentRequest request) {
        try {
            return stored.sealedAnswer().map(answer -> secrets.unseal(answer, request.context()));
        } catch (UnsealException keyRemoved) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED)
                    .detail("The answer to the first request with this key cannot be read. Send the request with a"
                            + " new key.");
        }
    }

    /**
     * Keeps the answer to a request that was begun.
     *
     * @param users whom it is about
     */
    void keep(IdempotentRequest request, byte[] answer, UUID[] users) {
        byte[] kept = secrets.seal(answer, request.context());
        Instant end = clock.instant().plus(KEPT);
        unlessAway(() -> rows.keep(request, fingerprints.of(request), kept, users, end));
    }

    /** Lets the next retry be the first request again. */
    void forget(IdempotentRequest request) {
        unlessAway(() -> rows.forget(request, fingerprints.of(request)));
    }

    /** The answer is sent in any case. Without its row, a retry waits for a minute and is processed again. */
    private static void unlessAway(Runnable change) {
        try {
            Transactions.run(change);
        } catch (RuntimeException failure) {
            LOG.warnf(
                    "The answer to a keyed request is not kept: %s",
                    Outage.in(failure).orElseThrow(() -> failure));
        }
    }
}
