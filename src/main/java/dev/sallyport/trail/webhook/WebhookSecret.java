package dev.sallyport.trail.webhook;

import dev.sallyport.security.crypto.MessageSignature;
import dev.sallyport.security.crypto.RandomBytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** A secret of an endpoint, as the specification of Standard Webhooks writes it. */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
record WebhookSecret(byte[] key) {

    private static final int BYTES = 32;
    private static final String PREFIX = "whsec_";

    static WebhookSecret next() {
        return new WebhookSecret(RandomBytes.of(BYTES));
    }

    /** Two of them as bytes. */
    static byte[] join(WebhookSecret first, WebhookSecret second) {
        byte[] both = Arrays.copyOf(first.key, 2 * BYTES);
        System.arraycopy(second.key, 0, both, BYTES, BYTES);
        return both;
    }

    /** The one or two of these bytes. */
    static List<WebhookSecret> split(byte[] bytes) {
        return IntStream.range(0, bytes.length / BYTES)
                .mapToObj(at -> new WebhookSecret(Arrays.copyOfRange(bytes, at * BYTES, (at + 1) * BYTES)))
                .toList();
    }

    /** The text that its owner gets once. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** The signature of a message, with the version of its scheme. */
    String sign(String id, Instant at, String body) {
        String content = id + "." + at.getEpochSecond() + "." + body;
        return "v1," + Base64.getEncoder().encodeToString(MessageSignature.hmacSha256(key, content));
    }

    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
