package dev.sallyport.trail.seal;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.trail.chain.SignedSeal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Lists seals and their public keys for systems that keep them elsewhere. */
@ApplicationScoped
class PublishedSeals {

    private final SealRepository seals;
    private final SealKeys keys;

    PublishedSeals(SealRepository seals, SealKeys keys) {
        this.seals = seals;
        this.keys = keys;
    }

    /** The newest first. */
    Page<SealView> page(UUID owner, PageRequest page) {
        List<SignedSeal> rows = Transactions.call(() -> seals.page(owner, page.before(), page.limit() + 1));
        return Page.of(rows, page.limit(), signed -> signed.seal().to(), SealView::of);
    }

    /** All of them, the newest first. */
    Page<SealKeyView> keys() {
        return Page.all(
                Transactions.call(keys::list).stream().map(SealKeyView::of).toList());
    }
}
