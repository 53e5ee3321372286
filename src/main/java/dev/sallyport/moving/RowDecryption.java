package dev.sallyport.moving;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.jwe.ReceivingKeys;
import dev.sallyport.security.jwe.RecipientKey;
import dev.sallyport.security.jwe.SecretPlace;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Opens the secrets of a row that were encrypted to this instance. A secret in clear stays as it is. */
@Singleton
class RowDecryption {

    private static final String SEALED =
            "does not open: it was encrypted to another key, or for another row or field," + " or was changed";

    private final ReceivingKeys keys;

    RowDecryption(Keyset keyset) {
        this.keys = new ReceivingKeys(keyset.tokens());
    }

    /** The public key of this instance, as JSON. */
    String publicKey() {
        return keys.publicKey();
    }

    /** The same key as the value of the header that an export takes. */
    String recipientKey() {
        return RecipientKey.headerOf(keys.publicKey());
    }

    /**
     * The row with its secrets in clear.
     *
     * @throws ProblemException {@code invalid-request} with each field that does not open
     */
    ImportRow open(ImportRow row) {
        return new Opening(row).opened();
    }

    private final class Opening {

        private final ImportRow row;
        private ProblemException refusal = new ProblemException(ProblemType.INVALID_REQUEST);

        Opening(ImportRow row) {
            this.row = row;
        }

        ImportRow opened() {
            ImportRow opened = new ImportRow(
                    row.externalId(),
                    row.email(),
                    row.emailVerified(),
                    row.locale(),
                    row.status(),
                    row.createdAt(),
                    row.accounts(),
                    password(),
                    apps(),
                    codes(),
                    row.passkeys());
            if (!refusal.errors().isEmpty()) {
                throw refusal;
            }
            return opened;
        }

        private ImportRow.@Nullable Password password() {
            return row.password() == null
                    ? null
                    : new ImportRow.Password(required(row.password().hash(), RowFields.PASSWORD, RowFields.PASSWORD));
        }

        private @Nullable List<ImportRow.App> apps() {
            List<ImportRow.App> apps = row.totp();
            return apps == null
                    ? null
                    : IntStream.range(0, apps.size())
                            .mapToObj(at -> app(apps.get(at), "totp[" + at + "].secret"))
                            .toList();
        }

        private ImportRow.App app(ImportRow.App app, String path) {
            return new ImportRow.App(
                    required(app.secret(), RowFields.APP, path),
                    app.name(),
                    app.algorithm(),
                    app.digits(),
                    app.period());
        }

        private @Nullable List<ImportRow.Code> codes() {
            List<ImportRow.Code> codes = row.recoveryCodes();
            return codes == null
                    ? null
                    : IntStream.range(0, codes.size())
                            .mapToObj(at -> code(codes.get(at), "recoveryCodes[" + at + "].hash"))
                            .toList();
        }

        private ImportRow.Code code(ImportRow.Code code, String path) {
            return new ImportRow.Code(code.code(), open(code.hash(), RowFields.RECOVERY_CODE, path));
        }

        private String required(String secret, String field, String path) {
            return Objects.requireNonNull(open(secret, field, path));
        }

        private @Nullable String open(@Nullable String secret, String field, String path) {
            if (secret == null || !ReceivingKeys.isEncrypted(secret)) {
                return secret;
            }
            String subject = row.externalId() == null ? "" : row.externalId();
            return keys.open(secret, new SecretPlace(subject, row.email(), field))
                    .orElseGet(() -> {
                        refusal = refusal.error(path, Text.untranslated(SEALED));
                        return "";
                    });
        }
    }
}
