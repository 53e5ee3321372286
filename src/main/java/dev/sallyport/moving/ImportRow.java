package dev.sallyport.moving;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.accounts.account.ExternalId;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.emailaddress.EmailAddressText;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.language.SupportedLanguage;
import dev.sallyport.base.names.DisplayName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user of another system as a line of an import says it, and a user of this one as a line of an export. Fields that
 * are left out are null.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportRow(
        @Nullable @ExternalId String externalId,
        @NotNull @EmailAddressText String email,
        @NotNull Boolean emailVerified,
        @Nullable @SupportedLanguage String locale,

        @Nullable @Pattern(regexp = "active|disabled", message = "must be active or disabled")
        String status,

        @Nullable Instant createdAt,

        @NotNull @Size(max = ImportRow.MOST_ACCOUNTS) List<@NotNull @Valid Membership> accounts,

        @Nullable @Valid Password password,
        @Nullable @Size(max = ImportRow.MOST_APPS) List<@NotNull @Valid App> totp,
        @Nullable @Size(max = ImportRow.MOST_CODES) List<@NotNull @Valid Code> recoveryCodes,

        @Nullable @Size(max = 0, message = "cannot be imported: the user sets passkeys up again")
        List<Map<String, Object>> passkeys) {

    static final int MOST_ACCOUNTS = 100;
    static final int MOST_APPS = 5;
    static final int MOST_CODES = 32;

    /** An account of the user: one that is here, by its id, or by its id in the other system, which may be new. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Membership(
            @Nullable AccountId id,
            @Nullable @ExternalId String externalId,
            @Nullable @DisplayName String name,
            @NotNull Role role) {}

    record Password(@NotNull @Size(max = 4096) String hash) {

        @Override
        public String toString() {
            return "Password";
        }
    }

    /** An authenticator app. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record App(
            @NotNull @Size(max = 4096) String secret,
            @Nullable @DisplayName String name,

            @Nullable @Pattern(regexp = "SHA1|SHA256|SHA512", message = "must be SHA1, SHA256 or SHA512")
            String algorithm,

            @Nullable Integer digits,
            @Nullable Integer period) {

        @Override
        public String toString() {
            return "App";
        }
    }

    /** A recovery code, in clear or hashed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Code(
            @Nullable @Size(max = 4096) String code,
            @Nullable @Size(max = 4096) String hash) {

        @Override
        public String toString() {
            return "Code";
        }
    }

    @Override
    public String toString() {
        return "ImportRow";
    }
}
