package dev.sallyport.factors.totp;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.AuthenticatorStatus;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.security.crypto.UnsealException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The authenticator apps of users with their secrets, for another system. */
@ApplicationScoped
public class ExportedApps {

    private final TotpAuthenticatorRepository authenticators;
    private final SealedSecrets secrets;

    ExportedApps(TotpAuthenticatorRepository authenticators, Keyset keyset) {
        this.authenticators = authenticators;
        this.secrets = keyset.secrets();
    }

    /**
     * The active apps of these users; their secrets MUST leave the process encrypted only.
     *
     * @param unreadable receives each user with a secret that does not open
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UserId, List<ImportedApps.App>> find(Collection<UserId> users, Consumer<UserId> unreadable) {
        Map<UserId, List<ImportedApps.App>> apps = new HashMap<>();
        authenticators
                .list("userId in ?1 and status = ?2 order by createdAt, id", users, AuthenticatorStatus.ACTIVE)
                .forEach(app -> open(app)
                        .ifPresentOrElse(
                                open -> apps.computeIfAbsent(app.userId(), user -> new ArrayList<>())
                                        .add(open),
                                () -> unreadable.accept(app.userId())));
        return apps;
    }

    private Optional<ImportedApps.App> open(TotpAuthenticator app) {
        try {
            byte[] secret = secrets.unseal(app.sealedSecret(), app.sealContext());
            return Optional.of(new ImportedApps.App(app.name(), secret, app.parameters()));
        } catch (UnsealException damaged) {
            return Optional.empty();
        }
    }
}
