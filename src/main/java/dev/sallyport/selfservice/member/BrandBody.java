package dev.sallyport.selfservice.member;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.names.DisplayName;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.brand.BrandColor;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The brand of an account as it is sent and answered: what was not chosen is left out. */
@Schema(name = "Brand")
@JsonInclude(JsonInclude.Include.NON_NULL)
record BrandBody(
        @DisplayName
        @Pattern(regexp = NO_ENCODED_WORD, message = NO_ENCODED_WORD_MESSAGE)
        @Schema(maxLength = 100)
        @Nullable
        String name,

        @Pattern(regexp = BrandColor.FORM, message = "must be # and six hexadecimal digits") @Nullable
        String color,

        @Pattern(regexp = Brand.LOGO, message = "must be an https URL") @Size(max = MAX_URL) @Nullable
        String logo,

        @DisplayName(
                max = MAX_FOOTER,
                message = "must have 1 to 200 characters, no control or invisible ones, and no web or email address")
        @Schema(maxLength = MAX_FOOTER)
        @Nullable
        String footer,

        @Pattern(regexp = ADDRESS, message = "must be an email address in ASCII") @Size(max = MAX_ADDRESS) @Nullable
        String supportAddress,

        @DisplayName
        @Pattern(regexp = NO_ENCODED_WORD, message = NO_ENCODED_WORD_MESSAGE)
        @Schema(maxLength = 100)
        @Nullable
        String senderName,

        @Pattern(regexp = ADDRESS, message = "must be an email address in ASCII") @Size(max = MAX_ADDRESS) @Nullable
        String senderAddress) {

    private static final int MAX_URL = 500;
    private static final int MAX_FOOTER = 200;
    private static final int MAX_ADDRESS = 254;

    /** Mail programs show another text in place of what stands between {@code =?} and {@code ?=} (RFC 2047). */
    private static final String NO_ENCODED_WORD = "(?!.*=\\?).*";

    private static final String NO_ENCODED_WORD_MESSAGE = "must not contain =?";

    /** An address that needs no quotes in a header. Matching takes stack for each dot, so their number has a limit. */
    private static final String ADDRESS = "[A-Za-z0-9!#$%&'+*/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'+*/=?^_`{|}~-]+){0,126}"
            + "@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?";

    static BrandBody of(Brand brand) {
        return new BrandBody(
                brand.name(),
                brand.color(),
                brand.logo(),
                brand.footer(),
                brand.supportAddress(),
                brand.senderName(),
                brand.senderAddress());
    }

    Brand brand() {
        return new Brand(
                name,
                Optional.ofNullable(color)
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .orElse(null),
                logo,
                footer,
                supportAddress,
                senderName,
                senderAddress);
    }
}
