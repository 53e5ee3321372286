package dev.sallyport.accounts.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.mailing.brand.Brand;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the members of an account see of its brand, on pages as in mails: what neither the account nor the operator
 * chose is left out. The sender is of no use to a page.
 */
@Schema(name = "ShownBrand")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownBrand(
        @Nullable String name,
        @Nullable String color,
        @Nullable String logo,
        @Nullable String footer,
        @Nullable String supportAddress) {

    static ShownBrand of(Brand brand) {
        return new ShownBrand(brand.name(), brand.color(), brand.logo(), brand.footer(), brand.supportAddress());
    }
}
