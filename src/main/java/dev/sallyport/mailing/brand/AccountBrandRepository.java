package dev.sallyport.mailing.brand;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AccountBrandRepository implements PanacheRepositoryBase<AccountBrand, AccountId> {

    /** Whose account is the only one of theirs, and the accounts that are asked for by name: one statement for both. */
    private static final String FOR_MAILS = """
            with alone as (
                select user_id, (array_agg(account_id))[1] as account_id from membership
                where user_id = any(:users) group by user_id having count(*) = 1)
            select alone.user_id as user_id, brand.account_id as account_id, %1$s
            from account_brand brand join alone on alone.account_id = brand.account_id
            union all
            select null as user_id, brand.account_id as account_id, %1$s
            from account_brand brand where brand.account_id = any(:accounts)
            """.formatted("""
            brand.name as name, brand.color as color, brand.logo as logo, brand.footer as footer,
            brand.support_address as support, brand.sender_name as sender_name, brand.sender_address as sender_address
            """);

    /**
     * A brand that was found.
     *
     * @param user whose only account it is; empty where the account was asked for
     */
    record Found(Optional<UserId> user, AccountId account, Brand brand) {}

    /** The brands of these accounts, and of the accounts that are the only ones of these users. */
    List<Found> find(Collection<UserId> users, Collection<AccountId> accounts) {
        return Row.query(getSession(), FOR_MAILS, AccountBrandRepository::found)
                .setParameter("users", Id.values(users), UUID[].class)
                .setParameter("accounts", Id.values(accounts), UUID[].class)
                .getResultList();
    }

    /** Whether any account has a brand. */
    boolean any() {
        return find("from AccountBrand").page(0, 1).firstResult() != null;
    }

    private static Found found(Row row) {
        return new Found(
                row.find("user_id", UUID.class).map(UserId::new),
                new AccountId(row.uuid("account_id")),
                new Brand(
                        row.textOrNull("name"),
                        row.textOrNull("color"),
                        row.textOrNull("logo"),
                        row.textOrNull("footer"),
                        row.textOrNull("support"),
                        row.textOrNull("sender_name"),
                        row.textOrNull("sender_address")));
    }
}
