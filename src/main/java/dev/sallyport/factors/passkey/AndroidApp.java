package dev.sallyport.factors.passkey;

import java.util.HexFormat;
import java.util.Locale;

/**
 * An Android app that may ask for passkeys.
 *
 * @param packageName as in the app's manifest
 * @param fingerprint the SHA-256 of the certificate that signs the app, in hexadecimal with colons
 */
record AndroidApp(String packageName, String fingerprint) {

    /** Reads {@code package=fingerprint}, as the setting has it. */
    static AndroidApp of(String text) {
        int end = text.indexOf('=');
        return new AndroidApp(
                text.substring(0, end).strip(), text.substring(end + 1).strip().toUpperCase(Locale.ROOT));
    }

    /** What Android states as the origin of what the app asks for. */
    String origin() {
        byte[] hash = HexFormat.ofDelimiter(":").withUpperCase().parseHex(fingerprint);
        return "android:apk-key-hash:" + Base64Url.encode(hash);
    }
}
