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

    /**
     * The iOS apps that share these passkeys, each as the team and the bundle ({@code A1B2C3D4E5.org.example.app}),
     * separated by commas. Such an app states the origin {@code https://} and the relying party id: name it in
     * {@code SALLYPORT_PASSKEYS_ORIGINS} where it is not the issuer.
     */
    Optional<Set<String>> iosApps();

    /**
     * The Android apps that share these passkeys, each as the package and the SHA-256 of a certificate that signs it
     * ({@code org.example.app=14:6D:…}), separated by commas. Their origins are allowed with it.
     */
    Optional<Set<String>> androidApps();

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
