package dev.sallyport.mailing.mail;

import static java.util.stream.Collectors.toSet;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.brand.Brands;
import dev.sallyport.mailing.brand.BrandsOfMails;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Claims due mails for this replica: urgent mails first, and only some notices of an account per second. */
@Singleton
class OutboxClaims {

    /**
     * A notice that is due for longer takes a new slot when its account has had its share. Longer than it takes until a
     * replica looks for due mails, so that a mail keeps its slot while mails leave.
     */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final OutboxMailRepository mails;
    private final AccountSlots slots;
    private final Brands brands;
    private final Clock clock;
    private final AccountPace pace = new AccountPace();

    OutboxClaims(OutboxMailRepository mails, AccountSlots slots, Brands brands, Clock clock) {
        this.mails = mails;
        this.slots = slots;
        this.brands = brands;
        this.clock = clock;
    }

    /**
     * What was claimed.
     *
     * @param abandoned mails that have failed, since the replicas that tried to send them ended during the tries
     * @param more whether others may be due behind notices that took new slots
     * @param paced whether the next notices of an account are due in a moment
     */
    record Claim(List<ClaimedMail> mails, List<OutboxMail> abandoned, boolean more, boolean paced) {

        static final Claim NONE = new Claim(List.of(), List.of(), false, false);
    }

    /**
     * @param room how many mails to claim at most
     * @param roomForNotices how many of them may be notices
     */
    Claim take(int room, int roomForNotices, ReplicaLoad busy) {
        Instant now = clock.instant();
        return Transactions.call(() -> take(now, room, roomForNotices, busy));
    }

    /** In the caller's transaction. */
    Claim take(Instant now, int room, int roomForNotices, ReplicaLoad busy) {
        Set<AccountId> exhausted = pace.exhausted(now);
        int rescheduled = exhausted.stream()
                // one order for all replicas, which wait for each other's slots
                .sorted(Comparator.comparing(AccountId::value))
                .mapToInt(account -> reschedule(account, now))
                .sum();
        List<OutboxMail> taken = new ArrayList<>();
        List<OutboxMail> abandoned = new ArrayList<>();
        boolean paced = !exhausted.isEmpty();
        int notices = 0;
        for (OutboxMail mail : mails.lockDue(now, room, busy, exhausted)) {
            paced |= mail.account().isPresent();
            if (!mail.isUrgent() && (notices == roomForNotices || !takePace(mail, now))) {
                continue;
            }
            if (mail.take(now)) {
                notices += mail.isUrgent() ? 0 : 1;
                taken.add(mail);
            } else {
                abandoned.add(mail);
            }
        }
        return new Claim(branded(taken, now), abandoned, rescheduled > 0, paced);
    }

    private List<ClaimedMail> branded(List<OutboxMail> taken, Instant now) {
        List<QueuedMail> mails = taken.stream().map(OutboxMail::queued).toList();
        Set<UserId> users =
                mails.stream().map(QueuedMail::userId).filter(Objects::nonNull).collect(toSet());
        Set<AccountId> causes =
                mails.stream().map(QueuedMail::account).filter(Objects::nonNull).collect(toSet());
        BrandsOfMails found = brands.ofMails(users, causes, now);
        return IntStream.range(0, mails.size())
                .mapToObj(at -> new ClaimedMail(
                        taken.get(at).id(),
                        mails.get(at),
                        brand(mails.get(at), found),
                        taken.get(at).trace()))
                .toList();
    }

    private static Brand brand(QueuedMail mail, BrandsOfMails found) {
        AccountId cause = mail.account();
        return cause != null && mail.kind().isInvitation() ? found.ofInvitation(cause) : found.of(cause, mail.userId());
    }

    private boolean takePace(OutboxMail mail, Instant now) {
        return mail.account().map(account -> pace.tryTake(account, now)).orElse(true);
    }

    private int reschedule(AccountId account, Instant now) {
        List<OutboxMail> late = mails.lockNotices(account, now.minus(LATE));
        if (!late.isEmpty()) {
            List<Instant> seconds = slots.reserve(account, late.size(), now);
            for (int at = 0; at < late.size(); at++) {
                late.get(at).rescheduleTo(seconds.get(at));
            }
        }
        return late.size();
    }
}
