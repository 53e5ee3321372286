package dev.sallyport.security.token;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The keys as one replica knows them, replaced as a whole. The time decides which key signs and which keys are valid.
 */
final class KeyRing {

    private final List<Key> keys;
    private volatile Published published = new Published(List.of(), "");

    KeyRing(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * A key pair, the time from which it signs, and the time from which its signatures are no longer valid; null for no
     * end.
     */
    record Key(
            String kid,
            PublicKey publicKey,
            PrivateKey privateKey,
            Instant activatesAt,
            @Nullable Instant retiresAt) {

        private boolean isValid(Instant now) {
            return retiresAt == null || now.isBefore(retiresAt);
        }

        private boolean signs(Instant now) {
            return isValid(now) && !activatesAt.isAfter(now);
        }

        @Override
        public String toString() {
            return "Key[" + kid + "]";
        }
    }

    private record Published(List<String> kids, String jwks) {}

    /** The newest key that may sign. */
    Key current(Instant now) {
        return keys.stream()
                .filter(key -> key.signs(now))
                .max(Comparator.comparing(Key::activatesAt).thenComparing(Key::kid))
                .orElseThrow(() -> new IllegalStateException("No key signs now"));
    }

    Optional<PublicKey> publicKey(String kid, Instant now) {
        for (Key key : keys) {
            if (key.kid().equals(kid)) {
                return key.isValid(now) ? Optional.of(key.publicKey()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    Optional<Key> find(String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /** The published set (RFC 7517), public keys only: the text is created again only when a key expires. */
    String jwks(Instant now) {
        List<Key> good = keys.stream().filter(key -> key.isValid(now)).toList();
        List<String> kids = good.stream().map(Key::kid).toList();
        Published last = published;
        if (!last.kids().equals(kids)) {
            last = new Published(kids, json(good));
            published = last;
        }
        return last.jwks();
    }

    private static String json(List<Key> keys) {
        List<JsonWebKey> set = keys.stream().map(KeyRing::jwk).collect(Collectors.toList());
        return new JsonWebKeySet(set).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static JsonWebKey jwk(Key key) {
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(key.publicKey());
            jwk.setKeyId(key.kid());
            jwk.setUse("sig");
            jwk.setAlgorithm("ES256");
            return jwk;
        } catch (JoseException e) {
            throw new IllegalStateException("Public key " + key.kid() + " cannot be published", e);
        }
    }
}
