package dev.sallyport.security.crypto;

import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import java.util.Locale;

/** The purpose of a key. Each purpose has its own keys, so that a leaked key affects one purpose only. */
enum Purpose {
    SECRETS(PredefinedAeadParameters.AES256_GCM),
    TOKENS(PredefinedPrfParameters.HMAC_SHA256_PRF),
    CODES(PredefinedPrfParameters.HMAC_SHA256_PRF),
    PASSWORDS(PredefinedPrfParameters.HMAC_SHA256_PRF);

    private final Parameters parameters;

    Purpose(Parameters parameters) {
        this.parameters = parameters;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Parameters parameters() {
        return parameters;
    }
}
