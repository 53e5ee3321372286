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

    /**
     * The brand of a mail from an account to a reader who is not, or not yet, a member: the name and the color are the
     * account's; all else is the service's, so that strangers get no text, picture or address that the account chose.
     */
    public Brand ofInvitation(AccountId cause) {
        Brand brand = ofAccounts.getOrDefault(cause, ofService);
        return new Brand(brand.name(), brand.color(), null, null, null, null, null).or(ofService);
    }
}
