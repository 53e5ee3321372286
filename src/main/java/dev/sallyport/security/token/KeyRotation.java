package dev.sallyport.security.token;

import dev.sallyport.security.crypto.Keyset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rotates the signing key. A new key is published before it signs, and the old one stays published until the last token
 * that it signed has expired, so verifiers always have the key.
 */
@ApplicationScoped
public class KeyRotation {

    /** How long verifiers may cache the published keys, plus a minute for the replicas to follow. */
    private static final Duration LEAST_AHEAD = Duration.ofMinutes(11);

    /** The longest lifetime of a token, plus a minute for clock differences. */
    private static final Duration KEPT = AccessTokenIssuer.LONGEST.plusMinutes(1);

    private final SigningKeyRepository rows;
    private final SigningKeyConfig config;
    private final KeyPairs pairs;
    private final Clock clock;

    KeyRotation(SigningKeyRepository rows, SigningKeyConfig config, Keyset keyset, Clock clock) {
        if (config.publishAhead().compareTo(LEAST_AHEAD) < 0) {
            throw new IllegalStateException("SALLYPORT_SIGNING_KEYS_PUBLISH_AHEAD must be at least " + LEAST_AHEAD);
        }
        this.rows = rows;
        this.config = config;
        this.pairs = new KeyPairs(keyset.secrets());
        this.clock = clock;
    }

    /** Publishes a new key; empty if a rotation is already in progress. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<KeyStatus> rotate() {
        Instant now = clock.instant();
        List<SigningKey> keys = lockNewestFirst();
        if (keys.get(0).activatesAt().isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(follow(keys, now));
    }

    /** The same by the calendar: empty until the newest key has signed long enough. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<KeyStatus> rotateIfDue() {
        Instant now = clock.instant();
        List<SigningKey> keys = lockNewestFirst();
        Instant due = keys.get(0).activatesAt().plus(config.rotation()).minus(config.publishAhead());
        boolean isDue = !config.rotation().isZero() && !due.isAfter(now);
        return isDue ? Optional.of(follow(keys, now)) : Optional.empty();
    }

    private KeyStatus follow(List<SigningKey> former, Instant now) {
        SigningKey next = generate(now, now.plus(config.publishAhead()));
        former.stream()
                .filter(key -> key.retiresAt() == null)
                .forEach(key -> key.retire(next.activatesAt().plus(KEPT)));
        return KeyStatus.of(next);
    }

    /**
     * Revokes a key at once, with every token that it signed, for example because it may have been stolen. If it was
     * the current or the next key, another one follows. Empty for an unknown or retired key.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<KeyStatus> remove(String kid) {
        Instant now = clock.instant();
        List<SigningKey> good =
                lockNewestFirst().stream().filter(key -> key.isValid(now)).toList();
        Optional<SigningKey> removed =
                good.stream().filter(key -> key.kid().equals(kid)).findFirst();
        removed.ifPresent(key -> {
            key.retire(now);
            makeSuccessor(good.stream().filter(left -> left.isValid(now)).toList(), now);
        });
        return removed.map(KeyStatus::of);
    }

    /** Ensures that a key signs now and that one key has no end. */
    private void makeSuccessor(List<SigningKey> left, Instant now) {
        if (left.stream()
                .anyMatch(key -> key.retiresAt() == null && !key.activatesAt().isAfter(now))) {
            return;
        }
        Optional<SigningKey> signing =
                left.stream().filter(key -> !key.activatesAt().isAfter(now)).findFirst();
        SigningKey next = left.stream()
                .filter(key -> signing.isPresent() && key.retiresAt() == null)
                .findFirst()
                .orElseGet(() -> generate(now, signing.isPresent() ? now.plus(config.publishAhead()) : now));
        // It may have been about to retire, since the removed key was its successor.
        signing.ifPresent(key -> key.retire(next.activatesAt().plus(KEPT)));
    }

    private SigningKey generate(Instant now, Instant activatesAt) {
        SigningKey key = pairs.generate(now, activatesAt);
        rows.persist(key);
        return key;
    }

    /** The keys that are published, the newest first. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<KeyStatus> list() {
        Instant now = clock.instant();
        return newestFirst().stream()
                .filter(key -> key.isValid(now))
                .map(KeyStatus::of)
                .toList();
    }

    private List<SigningKey> lockNewestFirst() {
        rows.lockAll();
        return newestFirst();
    }

    private List<SigningKey> newestFirst() {
        return rows.listAll().stream()
                .sorted(Comparator.comparing(SigningKey::activatesAt)
                        .thenComparing(SigningKey::kid)
                        .reversed())
                .toList();
    }
}
