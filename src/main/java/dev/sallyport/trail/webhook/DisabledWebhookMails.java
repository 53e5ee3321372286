package dev.sallyport.trail.webhook;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Tells the owners of an account, or the contact of an operator's endpoint, that the service disabled the endpoint. */
@ApplicationScoped
class DisabledWebhookMails {

    private static final MailKind KIND = MailKind.WEBHOOK_DISABLED;

    private static final Duration WORTH_SENDING = Duration.ofDays(1);

    private final MailOutbox mails;
    private final Accounts accounts;
    private final AccountMembers members;

    DisabledWebhookMails(MailOutbox mails, Accounts accounts, AccountMembers members) {
        this.mails = mails;
        this.accounts = accounts;
        this.members = members;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void send(Webhook webhook, Instant now) {
        webhook.owner()
                .account()
                .ifPresentOrElse(account -> notifyOwners(webhook, account, now), () -> notifyContact(webhook, now));
    }

    private void notifyContact(Webhook webhook, Instant now) {
        if (webhook.contact() != null) {
            Map<String, String> details = details(webhook, now);
            mails.add(new QueuedMail(null, KIND, webhook.contact(), null, details, now.plus(WORTH_SENDING)), now);
        }
    }

    private void notifyOwners(Webhook webhook, AccountId account, Instant now) {
        Map<String, String> details = new HashMap<>(details(webhook, now));
        details.put(QueuedMail.ACCOUNT_ID, account.toString());
        accounts.findName(account).ifPresent(name -> details.put(WebhookDisabledMail.ACCOUNT, name));
        members.owners(account)
                .forEach(owner -> mails.add(
                        new QueuedMail(
                                owner.id(), KIND, owner.email(), owner.locale(), details, now.plus(WORTH_SENDING)),
                        now));
    }

    private static Map<String, String> details(Webhook webhook, Instant now) {
        return Map.of(WebhookDisabledMail.WEBHOOK, webhook.id().toString(), Notices.WHEN, now.toString());
    }
}
