package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that must not turn up anywhere, in every form in which they could. */
public final class Secrets {

    private static final HexFormat HEX = HexFormat.of();

    private final Set<String> forms = new LinkedHashSet<>();
    private final Map<String, Pattern> codes = new HashMap<>();

    /** A value of any length, whole and encoded. */
    public Secrets add(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.add(HEX.formatHex(bytes));
        return this;
    }

    /** A random value, and every piece of it of this length. */
    public Secrets addSlices(String random, int length) {
        add(random);
        for (int start = 0; start + length <= random.length(); start++) {
            forms.add(random.substring(start, start + length));
        }
        return this;
    }

    /** A short code: it counts where it stands by itself, not where six digits of an id happen to be the same. */
    public Secrets addCode(String code) {
        codes.put(code, Pattern.compile("(?<![0-9A-Za-z.])" + code + "(?![0-9A-Za-z]|\\.[0-9])"));
        add(code);
        forms.remove(code);
        forms.add(HEX.formatHex(sha256(code)));
        return this;
    }

    public void assertAbsentFrom(String what, String text) {
        assertThat(Passages.in(text, forms)).as("secrets in %s", what).isEmpty();
        Set<String> digits = Passages.in(text, codes.keySet());
        assertThat(digits.stream().filter(code -> codes.get(code).matcher(text).find()))
                .as("codes in %s", what)
                .isEmpty();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
