package dev.sallyport.factors.enrollment;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.Authenticator;
import dev.sallyport.factors.passkey.Passkeys;
import dev.sallyport.factors.totp.TotpBinding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The authenticators of a user, of every kind. */
@ApplicationScoped
class Authenticators {

    private final TotpBinding apps;
    private final Passkeys passkeys;

    Authenticators(TotpBinding apps, Passkeys passkeys) {
        this.apps = apps;
        this.passkeys = passkeys;
    }

    /** Every one, the oldest first, and the app that the holder has begun while it can still be confirmed. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<Authenticator> list(UserId user, UUID holder, Instant now) {
        return Stream.concat(apps.list(user, holder, now).stream(), passkeys.list(user).stream())
                .sorted(Comparator.comparing(Authenticator::createdAt))
                .toList();
    }

    /** Renames one; empty if this user has none with the id that the holder can see. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Authenticator> rename(AuthenticatorId id, UserId user, UUID holder, String name) {
        return apps.rename(id, user, holder, name).or(() -> passkeys.rename(id, user, name));
    }
}
