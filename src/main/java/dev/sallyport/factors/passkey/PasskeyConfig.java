package dev.sallyport.factors.passkey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Passkeys and security keys. */
@ConfigMapping(prefix = "sallyport.passkeys")
public interface PasskeyConfig {

    /**
     * The relying party id: the domain that passkeys belong to, which is the host of the pages that ask for them or a
     * parent domain. Default: the host of the issuer. Passkeys of another id no longer work.
     */
    Optional<String> relyingPartyId();

    /**
     * The origins of the pages and apps that may ask for passkeys, separated by commas, such as
     * {@code https://app.example.org} or {@code android:apk-key-hash:<hash>}. Default: the origin of the issuer, and
     * {@code SALLYPORT_BROWSER_ORIGINS}.
     */
    Optional<Set<String>> origins();

    /** Whether a passkey that verifies its user can sign in without an email and a password. */
    @WithDefault("true")
    boolean passwordless();

    /**
     * Whether an answer is refused whose signature counter is not higher than the last one: the passkey may have been
     * copied. Without this, it is accepted, and its user is notified all the same.
     */
    @WithDefault("true")
    boolean refuseCopies();
}
