package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
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
    private final AccountMembers members;

    OpenInvitations(InvitationRepository rows, InvitationTokens tokens, AccountMembers members) {
        this.rows = rows;
        this.tokens = tokens;
        this.members = members;
    }

    /** The id of the invitation that a token names, if this service made it. No row is read. */
    Optional<UserId> read(String token) {
        return tokens.read(token);
    }

    /** The invitation, not locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Invitation> find(String token, Instant now) {
        return read(token).flatMap(id -> rows.findOpen(id, now));
    }

    /** The invitation with its account locked, as for every change of an invitation: so it is accepted only once. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Invitation> lock(String token, Instant now) {
        return read(token)
                .flatMap(id -> rows.findAccount(id).flatMap(members::lock).flatMap(account -> rows.findOpen(id, now)));
    }

    /** Its link is no longer valid. */
    @Transactional(Transactional.TxType.MANDATORY)
    void close(Invitation invitation) {
        rows.delete(invitation);
    }
}
