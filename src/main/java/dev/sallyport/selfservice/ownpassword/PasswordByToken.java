package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.selfservice.member.InvitationAcceptance;
import jakarta.enterprise.context.ApplicationScoped;

/** Sets a password with a mailed token: a new one of a user who forgot theirs, or the first one of an invited user. */
@ApplicationScoped
class PasswordByToken {

    private final PasswordResetService resets;
    private final InvitationAcceptance invitations;

    PasswordByToken(PasswordResetService resets, InvitationAcceptance invitations) {
        this.resets = resets;
        this.invitations = invitations;
    }

    void set(ResetPasswordRequest request, ClientContext context) {
        if (InvitationAcceptance.isInvitationToken(request.token())) {
            invitations.accept(request.token(), request.password(), context);
        } else {
            resets.reset(request, context);
        }
    }
}
