package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Finds invitations by the tokens of their links, while those are good. */
@ApplicationScoped
class OpenInvitations {

    private final InvitationRepository rows;
    private final InvitationTokens tokens;
    private final Accounts accounts;
    private final AccountMembers members;
    private final Users users;

    OpenInvitations(
            InvitationRepository rows,
            InvitationTokens tokens,
            Accounts accounts,
            AccountMembers members,
            Users users) {
        this.rows = rows;
        this.tokens = tokens;
        this.accounts = accounts;
        this.members = members;
        this.users = users;
    }

    /** What a token names, if this service made it. No row is read. */
    Optional<InvitationTokens.Named> read(String token) {
        return tokens.read(token);
    }

    /** The invitation, not locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Invitation> find(String token, Instant now) {
        return read(token).flatMap(named -> find(named, now));
    }

    /** The invitation with its account locked, as for every change of an invitation: so it is accepted only once. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Invitation> lock(String token, Instant now) {
        return read(token).flatMap(named -> accounts.lock(named.account()).flatMap(account -> find(named, now)));
    }

    private Optional<Invitation> find(InvitationTokens.Named named, Instant now) {
        return rows.findOpen(named.account(), named.id(), now).filter(this::isStillGranted);
    }

    /**
     * Whether the inviter may grant the role now, and was not locked down since: another person may have given it in
     * the inviter's session. The inviter's rows are read on their own, since they are not kept with those of the
     * account.
     */
    private boolean isStillGranted(Invitation invitation) {
        UserId inviter = invitation.invitedBy();
        return inviter == null
                || (users.findActive(inviter).isPresent()
                        && !users.wasLockedDownAfter(inviter, invitation.grantedAt())
                        && members.roleOf(invitation.accountId(), inviter)
                                .filter(role -> role.canGrant(invitation.role()))
                                .isPresent());
    }

    /** Its link is no longer valid. */
    @Transactional(Transactional.TxType.MANDATORY)
    void close(Invitation invitation) {
        rows.delete(invitation);
    }
}
