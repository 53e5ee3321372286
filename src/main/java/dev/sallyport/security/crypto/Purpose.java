package dev.sallyport.security.crypto;

import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import java.util.Locale;

/** What a key is for: each purpose has keys of its own, so that a leak of one opens nothing else. */
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
