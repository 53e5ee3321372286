package dev.sallyport.mailing.brand;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The brands of accounts, and the brand of each mail. */
@ApplicationScoped
public class Brands {

    private final AccountBrandRepository brands;
    private final Event<BrandChosen> chosen;
    private final Brand ofService;
    private final NoBrandCache none = new NoBrandCache();

    Brands(AccountBrandRepository brands, Event<BrandChosen> chosen, BrandConfig config) {
        this.brands = brands;
        this.chosen = chosen;
        this.ofService = new Brand(
                config.name().orElse(null),
                config.color().orElse(null),
                config.logo().orElse(null),
                config.footer().orElse(null),
                config.supportAddress().orElse(null),
                null,
                null);
    }

    /** Lets this replica ask again after the commit. */
    record BrandChosen() {}

    /** What an account has chosen; {@link Brand#NONE} if nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Brand find(AccountId account) {
        return brands.findByIdOptional(account).map(AccountBrand::brand).orElse(Brand.NONE);
    }

    /** Replaces the brand of an existing, locked account. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void choose(AccountId account, Brand brand, Instant now) {
        if (brand.isNone()) {
            brands.deleteById(account);
        } else {
            brands.findByIdOptional(account)
                    .ifPresentOrElse(
                            known -> known.choose(brand, now),
                            () -> brands.persist(new AccountBrand(account, brand, now)));
        }
        chosen.fire(new BrandChosen());
    }

    /** The brand of mails of the service itself. */
    public Brand ofService() {
        return ofService;
    }

    /**
     * The brands of mails to these users and of mails that these accounts have caused. One statement for all of them;
     * none while no account has a brand, which a replica notices within half a minute.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public BrandsOfMails ofMails(Collection<UserId> users, Collection<AccountId> accounts, Instant now) {
        if (none.isAt(now) || (users.isEmpty() && accounts.isEmpty())) {
            return new BrandsOfMails(Map.of(), Map.of(), ofService);
        }
        long choices = none.choices();
        List<AccountBrandRepository.Found> found = brands.find(users, accounts);
        if (found.isEmpty() && !brands.any()) {
            none.found(choices, now);
        }
        Map<UserId, Brand> ofUsers = new HashMap<>();
        Map<AccountId, Brand> ofAccounts = new HashMap<>();
        for (AccountBrandRepository.Found one : found) {
            Brand brand = one.brand().or(ofService);
            Optional<UserId> user = one.user();
            user.ifPresentOrElse(whose -> ofUsers.put(whose, brand), () -> ofAccounts.put(one.account(), brand));
        }
        return new BrandsOfMails(ofUsers, ofAccounts, ofService);
    }

    void onChosen(@Observes(during = TransactionPhase.AFTER_SUCCESS) BrandChosen done) {
        none.chosen();
    }
}
