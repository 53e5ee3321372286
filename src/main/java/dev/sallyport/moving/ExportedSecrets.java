package dev.sallyport.moving;

import dev.sallyport.accounts.password.PasswordExport;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.recovery.RecoveryCodeExport;
import dev.sallyport.factors.totp.ExportedApps;
import dev.sallyport.factors.totp.ImportedApps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what users sign in with, for an export. */
@ApplicationScoped
class ExportedSecrets {

    private final PasswordExport passwords;
    private final ExportedApps apps;
    private final RecoveryCodeExport codes;

    ExportedSecrets(PasswordExport passwords, ExportedApps apps, RecoveryCodeExport codes) {
        this.passwords = passwords;
        this.apps = apps;
        this.codes = codes;
    }

    /**
     * The secrets of some users in clear, each by its owner: they MUST leave the process encrypted only.
     *
     * @param unreadable the users with a secret that does not open with the keys of this process
     */
    record OfUsers(
            Map<UserId, String> passwords,
            Map<UserId, List<ImportedApps.App>> apps,
            Map<UserId, List<String>> codes,
            Set<UserId> unreadable) {

        @Override
        public String toString() {
            return "OfUsers";
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    OfUsers find(Collection<UserId> users) {
        Set<UserId> unreadable = new HashSet<>();
        return new OfUsers(
                passwords.find(users, unreadable::add),
                apps.find(users, unreadable::add),
                codes.find(users),
                unreadable);
    }
}
