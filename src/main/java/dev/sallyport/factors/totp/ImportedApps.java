package dev.sallyport.factors.totp;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.otp.Totp;
import dev.sallyport.factors.otp.TotpParameters;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Authenticator apps that users set up in another system, and that keep working here as they are. */
@ApplicationScoped
public class ImportedApps {

    /** 80 bits, as the first apps had; a shorter secret is guessed from a few codes. */
    public static final int MIN_SECRET_BYTES = 10;

    public static final int MAX_SECRET_BYTES = 128;

    private final TotpAuthenticatorRepository authenticators;
    private final SealedSecrets secrets;

    ImportedApps(TotpAuthenticatorRepository authenticators, Keyset keyset) {
        this.authenticators = authenticators;
        this.secrets = keyset.secrets();
    }

    /** An app and its secret. */
    // never compared as a whole
    @SuppressWarnings("ArrayRecordComponent")
    public record App(String name, byte[] secret, TotpParameters parameters) {

        @Override
        public String toString() {
            return "App";
        }
    }

    /** The secret of a Base32 text; empty if it is none, or too short or too long. */
    public static Optional<byte[]> secret(String base32) {
        return Totp.secret(base32)
                .filter(secret -> secret.length >= MIN_SECRET_BYTES && secret.length <= MAX_SECRET_BYTES);
    }

    /** Binds an app to its user, active at once. The caller notes the change of the user's factors. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void bind(UserId user, App app, Instant now) {
        authenticators.persist(TotpAuthenticator.confirmedElsewhere(
                user, app.name(), app.parameters(), context -> secrets.seal(app.secret(), context), now));
    }
}
