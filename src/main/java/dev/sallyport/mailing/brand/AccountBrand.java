package dev.sallyport.mailing.brand;

import dev.sallyport.base.ids.AccountId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** The brand of an account. */
@Entity
@DynamicUpdate
@Table(name = "account_brand")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class AccountBrand {

    @Id
    private AccountId accountId;

    private @Nullable String name;

    private @Nullable String color;

    private @Nullable String logo;

    private @Nullable String footer;

    private @Nullable String supportAddress;

    private @Nullable String senderName;

    private @Nullable String senderAddress;

    private Instant updatedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected AccountBrand() {}

    AccountBrand(AccountId accountId, Brand brand, Instant now) {
        this.accountId = accountId;
        choose(brand, now);
    }

    final void choose(Brand brand, Instant now) {
        name = brand.name();
        color = brand.color();
        logo = brand.logo();
        footer = brand.footer();
        supportAddress = brand.supportAddress();
        senderName = brand.senderName();
        senderAddress = brand.senderAddress();
        updatedAt = now;
    }

    Brand brand() {
        return new Brand(name, color, logo, footer, supportAddress, senderName, senderAddress);
    }
}
