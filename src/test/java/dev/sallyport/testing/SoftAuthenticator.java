package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An authenticator in software with the browser in front of it, which answers passkey options as WebAuthn says. Each of
 * its fields can be set to what an attacker would send.
 */
public final class SoftAuthenticator {

    public static final int USER_PRESENT = 0x01;
    public static final int USER_VERIFIED = 0x04;
    public static final int BACKUP_ELIGIBLE = 0x08;
    public static final int BACKED_UP = 0x10;
    private static final int ATTESTED = 0x40;

    /** The algorithms, by their numbers in the COSE registry. */
    public enum Algorithm {
        ES256(-7, "EC", "SHA256withECDSA", new ECGenParameterSpec("secp256r1")),
        EDDSA(-8, "Ed25519", "Ed25519", null),
        RS256(-257, "RSA", "SHA256withRSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
        ES384(-35, "EC", "SHA384withECDSA", new ECGenParameterSpec("secp384r1"));

        private final int cose;
        private final String keys;
        private final String signatures;
        private final AlgorithmParameterSpec parameters;

        Algorithm(int cose, String keys, String signatures, AlgorithmParameterSpec parameters) {
            this.cose = cose;
            this.keys = keys;
            this.signatures = signatures;
            this.parameters = parameters;
        }
    }

    private final Algorithm algorithm;
    private final KeyPair keys;
    private final byte[] credentialId = new byte[32];
    private byte[] userHandle = new byte[0];

    public String origin = "http://localhost:8080";
    public String rpId = "localhost";
    public String createType = "webauthn.create";
    public String getType = "webauthn.get";
    public String challenge;
    public boolean crossOrigin;
    public int flags = USER_PRESENT | USER_VERIFIED;
    public long count = 1;

    public SoftAuthenticator(Algorithm algorithm) {
        this.algorithm = algorithm;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.keys);
            if (algorithm.parameters != null) {
                generator.initialize(algorithm.parameters);
            }
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        new SecureRandom().nextBytes(credentialId);
    }

    /** One that synchronizes its keys, as those of phones do. */
    public static SoftAuthenticator synced() {
        SoftAuthenticator phone = new SoftAuthenticator(Algorithm.ES256);
        phone.flags |= BACKUP_ELIGIBLE | BACKED_UP;
        phone.count = 0;
        return phone;
    }

    public String id() {
        return base64(credentialId);
    }

    /** Makes the credential: {@code RegistrationResponseJSON}. */
    public Map<String, Object> create(JsonNode options) {
        userHandle = Base64.getUrlDecoder().decode(options.at("/user/id").asText());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(header(flags | ATTESTED));
        data.writeBytes(new byte[16]);
        data.writeBytes(
                ByteBuffer.allocate(2).putShort((short) credentialId.length).array());
        data.writeBytes(credentialId);
        data.writeBytes(coseKey());
        byte[] attestation = Cbor.map(
                Cbor.text("fmt"), Cbor.text("none"),
                Cbor.text("attStmt"), Cbor.map(),
                Cbor.text("authData"), Cbor.bytes(data.toByteArray()));
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("clientDataJSON", base64(clientData(createType, options)));
        response.put("attestationObject", base64(attestation));
        response.put("transports", List.of("internal", "hybrid"));
        return credential(response);
    }

    /** Signs: {@code AuthenticationResponseJSON}. The counter of one that counts grows. */
    public Map<String, Object> get(JsonNode options) {
        byte[] data = header(flags);
        byte[] client = clientData(getType, options);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(data);
        signed.writeBytes(sha256(client));
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("clientDataJSON", base64(client));
        response.put("authenticatorData", base64(data));
        response.put("signature", base64(sign(signed.toByteArray())));
        response.put("userHandle", base64(userHandle));
        return credential(response);
    }

    private Map<String, Object> credential(Map<String, Object> response) {
        Map<String, Object> credential = new LinkedHashMap<>();
        credential.put("id", id());
        credential.put("rawId", id());
        credential.put("type", "public-key");
        credential.put("response", response);
        credential.put("authenticatorAttachment", "platform");
        credential.put("clientExtensionResults", Map.of());
        return credential;
    }

    private byte[] header(int flags) {
        byte[] header = ByteBuffer.allocate(37)
                .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt((int) count)
                .array();
        if (count > 0) {
            count++;
        }
        return header;
    }

    private byte[] clientData(String type, JsonNode options) {
        String asked = challenge == null ? options.path("challenge").asText() : challenge;
        return """
                {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":%s}""".formatted(type, asked, origin, crossOrigin).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] coseKey() {
        return switch (algorithm) {
            case ES256, ES384 -> {
                ECPublicKey key = (ECPublicKey) keys.getPublic();
                int length = algorithm == Algorithm.ES256 ? 32 : 48;
                yield Cbor.map(
                        Cbor.integer(1), Cbor.integer(2),
                        Cbor.integer(3), Cbor.integer(algorithm.cose),
                        Cbor.integer(-1), Cbor.integer(algorithm == Algorithm.ES256 ? 1 : 2),
                        Cbor.integer(-2), Cbor.bytes(unsigned(key.getW().getAffineX(), length)),
                        Cbor.integer(-3), Cbor.bytes(unsigned(key.getW().getAffineY(), length)));
            }
            case EDDSA -> {
                byte[] encoded = keys.getPublic().getEncoded();
                yield Cbor.map(
                        Cbor.integer(1), Cbor.integer(1),
                        Cbor.integer(3), Cbor.integer(algorithm.cose),
                        Cbor.integer(-1), Cbor.integer(6),
                        Cbor.integer(-2), Cbor.bytes(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
            }
            case RS256 -> {
                RSAPublicKey key = (RSAPublicKey) keys.getPublic();
                yield Cbor.map(
                        Cbor.integer(1), Cbor.integer(3),
                        Cbor.integer(3), Cbor.integer(algorithm.cose),
                        Cbor.integer(-1), Cbor.bytes(unsigned(key.getModulus(), 256)),
                        Cbor.integer(-2), Cbor.bytes(unsigned(key.getPublicExponent(), 3)));
            }
        };
    }

    private byte[] sign(byte[] data) {
        try {
            Signature signature = Signature.getInstance(algorithm.signatures);
            signature.initSign(keys.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int from = Math.max(0, bytes.length - length);
        System.arraycopy(bytes, from, fixed, length - (bytes.length - from), bytes.length - from);
        return fixed;
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** As much of RFC 8949 as WebAuthn needs. */
    private static final class Cbor {

        private Cbor() {}

        static byte[] integer(int number) {
            return number < 0 ? head(1, -1 - number) : head(0, number);
        }

        static byte[] bytes(byte[] bytes) {
            return join(head(2, bytes.length), bytes);
        }

        static byte[] text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return join(head(3, bytes.length), bytes);
        }

        static byte[] map(byte[]... keysAndValues) {
            byte[] all = head(5, keysAndValues.length / 2);
            for (byte[] each : keysAndValues) {
                all = join(all, each);
            }
            return all;
        }

        private static byte[] head(int type, int value) {
            if (value < 24) {
                return new byte[] {(byte) (type << 5 | value)};
            }
            return value < 256
                    ? new byte[] {(byte) (type << 5 | 24), (byte) value}
                    : new byte[] {(byte) (type << 5 | 25), (byte) (value >> 8), (byte) value};
        }

        private static byte[] join(byte[] a, byte[] b) {
            return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
        }
    }
}
