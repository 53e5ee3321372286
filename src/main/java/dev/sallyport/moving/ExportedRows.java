package dev.sallyport.moving;

import dev.sallyport.accounts.account.ExportedUser;
import dev.sallyport.factors.otp.Totp;
import dev.sallyport.factors.totp.ImportedApps;
import dev.sallyport.security.jwe.RecipientKey;
import dev.sallyport.security.jwe.SecretPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes users as rows that an import reads. A user or account without an id of another system has the id that it has
 * here as its {@code externalId}, by which the other system finds it again.
 */
final class ExportedRows {

    private final RecipientKey recipient;
    private final ExportedSecrets.OfUsers secrets;

    ExportedRows(RecipientKey recipient, ExportedSecrets.OfUsers secrets) {
        this.recipient = recipient;
        this.secrets = secrets;
    }

    ImportRow row(ExportedUser user) {
        String externalId = user.externalId().orElseGet(() -> user.id().toString());
        List<ImportedApps.App> apps = secrets.apps().getOrDefault(user.id(), List.of());
        return new ImportRow(
                externalId,
                user.email(),
                user.emailVerified(),
                user.locale(),
                user.status().text(),
                user.createdAt(),
                user.memberships().stream().map(ExportedRows::membership).toList(),
                password(user, externalId),
                apps.isEmpty()
                        ? null
                        : apps.stream().map(app -> app(app, user, externalId)).toList(),
                codes(user, externalId, apps),
                null);
    }

    private static ImportRow.Membership membership(ExportedUser.Membership membership) {
        return new ImportRow.Membership(
                null,
                membership.externalId().orElseGet(() -> membership.id().toString()),
                membership.name(),
                membership.role());
    }

    private ImportRow.@Nullable Password password(ExportedUser user, String externalId) {
        String hash = secrets.passwords().get(user.id());
        return hash == null ? null : new ImportRow.Password(encrypted(hash, user, externalId, RowFields.PASSWORD));
    }

    private ImportRow.App app(ImportedApps.App app, ExportedUser user, String externalId) {
        return new ImportRow.App(
                encrypted(Totp.base32(app.secret()), user, externalId, RowFields.APP),
                app.name(),
                app.parameters().algorithm().name(),
                app.parameters().digits(),
                (int) app.parameters().period().toSeconds());
    }

    /** Codes stand in for an app: without one, an import takes none. */
    private @Nullable List<ImportRow.Code> codes(ExportedUser user, String externalId, List<ImportedApps.App> apps) {
        List<String> hashes = secrets.codes().getOrDefault(user.id(), List.of());
        if (apps.isEmpty() || hashes.isEmpty()) {
            return null;
        }
        return hashes.stream()
                .map(hash -> new ImportRow.Code(null, encrypted(hash, user, externalId, RowFields.RECOVERY_CODE)))
                .toList();
    }

    private String encrypted(String secret, ExportedUser user, String externalId, String field) {
        return recipient.encrypt(secret, new SecretPlace(externalId, user.email(), field));
    }
}
