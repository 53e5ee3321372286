package dev.sallyport.mailing.brand;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The brands of some mails.
 *
 * @param ofUsers the brand of the only account of each user, where it has one
 * @param ofAccounts the brand of each account, where it has one
 */
public record BrandsOfMails(Map<UserId, Brand> ofUsers, Map<AccountId, Brand> ofAccounts, Brand ofService) {

    /**
     * The brand of a mail: that of the account that caused it; else that of the only account of its reader; else the
     * service's. An account never speaks to a member of another one about what is not its own.
     *
     * @param cause the account that caused the mail; null for any other mail
     * @param reader null where the reader is no user
     */
    public Brand of(@Nullable AccountId cause, @Nullable UserId reader) {
        if (cause != null) {
            return ofAccounts.getOrDefault(cause, ofService);
        }
        return reader == null ? ofService : ofUsers.getOrDefault(reader, ofService);
    }
}
