package dev.sallyport.policies.policy;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notifies the users that a policy change concerns: members who must act, and owners who may not know of it. */
@ApplicationScoped
class PolicyNotices {

    private final TwoFactorPolicyRepository policies;
    private final AccountMembers members;
    private final Users users;
    private final Notices notices;

    PolicyNotices(TwoFactorPolicyRepository policies, AccountMembers members, Users users, Notices notices) {
        this.policies = policies;
        this.members = members;
        this.users = users;
        this.notices = notices;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void notifyOwners(PolicySettings before, PolicySettings after, PolicyEditor by) {
        String account = members.nameOf(by.account());
        if (after.tightens(before, by.now())) {
            tellMembers(account, after, by);
        }
        if (after.relaxes(before, by.now())) {
            MailKind kind =
                    after.lifts(before) ? MailKind.TWO_FACTOR_POLICY_LIFTED : MailKind.TWO_FACTOR_POLICY_RELAXED;
            tellOwners(account, kind, by);
        }
    }

    /** Only members without a second factor have to act. */
    private void tellMembers(String account, PolicySettings after, PolicyEditor by) {
        Optional<Instant> end = after.gracePeriodEndsAt().filter(date -> date.isAfter(by.now()));
        MailKind kind = end.isPresent() ? MailKind.TWO_FACTOR_REQUIRED : MailKind.TWO_FACTOR_REQUIRED_NOW;
        Map<String, String> more = end.map(
                        date -> Map.of(PolicyMail.ACCOUNT, account, PolicyMail.DATE, date.toString()))
                .orElse(Map.of(PolicyMail.ACCOUNT, account));
        // The members do not learn the owner's network address.
        List<NoticeRecipient> recipients = policies.findConcerned(by.account()).stream()
                .map(member -> new NoticeRecipient(member.id(), member.email(), member.locale(), ""))
                .toList();
        notices.notifyMembers(by.account(), recipients, kind, more, by.now());
    }

    private void tellOwners(String account, MailKind kind, PolicyEditor by) {
        String who = users.find(by.caller().userId()).map(KnownUser::email).orElseThrow();
        Map<String, String> more = Map.of(PolicyMail.ACCOUNT, account, PolicyMail.WHO, who);
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
