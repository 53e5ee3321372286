package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Member;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.UserId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user of an account, or a user who is invited to it. */
@Schema(name = "AccountMember")
record MemberView(
        @Schema(required = true) UserId id,
        @Schema(required = true) String email,
        @Schema(required = true) Role role,

        @Schema(
                enumeration = {"active", "disabled", "invited"},
                required = true)
        String status) {

    private static final String INVITED = "invited";

    static MemberView of(Member member) {
        return new MemberView(
                member.id(),
                EmailAddress.shown(member.email()),
                member.role(),
                member.status().text());
    }

    /** The id of the invitation: it discloses nothing about the person, and becomes the id of a new user. */
    static MemberView of(Invitation invitation) {
        return new MemberView(invitation.id(), EmailAddress.shown(invitation.email()), invitation.role(), INVITED);
    }
}
