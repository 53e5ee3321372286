package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.AccountId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many notices of each account this replica has claimed in the current second. Slots keep an account's notices
 * apart; this count holds when many slots passed without a delivery, as while the mail server was away.
 */
final class AccountPace {

    private long second;
    private final Map<AccountId, Integer> claimed = new HashMap<>();

    /** Counts one more notice. False if the account has had its share of this second. */
    synchronized boolean tryTake(AccountId account, Instant now) {
        begin(now);
        return claimed.merge(account, 1, Integer::sum) <= AccountSlots.A_SECOND;
    }

    /** The accounts that have had their share of this second. */
    synchronized Set<AccountId> exhausted(Instant now) {
        begin(now);
        return claimed.entrySet().stream()
                .filter(account -> account.getValue() >= AccountSlots.A_SECOND)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void begin(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            claimed.clear();
        }
    }
}
