package dev.sallyport.policies.policy;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Notifies the owners, who may not know of it, that a policy was relaxed. */
@ApplicationScoped
class PolicyNotices {

    private final Accounts accounts;
    private final AccountMembers members;
    private final Users users;
    private final Notices notices;

    PolicyNotices(Accounts accounts, AccountMembers members, Users users, Notices notices) {
        this.accounts = accounts;
        this.members = members;
        this.users = users;
        this.notices = notices;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void notifyOwners(PolicySettings before, PolicySettings after, PolicyEditor by) {
        if (after.relaxes(before, by.now())) {
            MailKind kind =
                    after.lifts(before) ? MailKind.TWO_FACTOR_POLICY_LIFTED : MailKind.TWO_FACTOR_POLICY_RELAXED;
            notifyOwners(accounts.nameEvenInErasure(by.account()), kind, by);
        }
    }

    private void notifyOwners(String account, MailKind kind, PolicyEditor by) {
        String who = users.find(by.caller().userId()).map(KnownUser::email).orElseThrow();
        Map<String, String> more = Map.of(
                PolicyMail.ACCOUNT,
                account,
                PolicyMail.WHO,
                who,
                QueuedMail.ACCOUNT_ID,
                by.account().toString());
        members.owners(by.account()).forEach(owner -> notices.notifyUser(recipient(owner, by), kind, more, by.now()));
    }

    /** In the owner's language, which the caller's browser does not tell. */
    private static NoticeRecipient recipient(UserSnapshot owner, PolicyEditor by) {
        return new NoticeRecipient(
                owner.id(),
                owner.email(),
                owner.locale(),
                by.context().address(),
                by.context().browser());
    }
}
