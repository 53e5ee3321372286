package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.Role;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The effect that a policy would have if it were saved now. */
@Schema(name = "PolicyPreview")
record PolicyPreview(
        @Schema(required = true) Group compliant,
        @Schema(required = true) Group asked,
        @Schema(required = true) Group inGrace,
        @Schema(required = true) Group exempt,
        @Schema(required = true) long sessionsEnded) {

    /** How many members a group names; the compliance list has all of them, once the policy is saved. */
    static final int NAMED = 100;

    /** Members who would have the same compliance status. */
    @Schema(name = "PolicyPreviewGroup")
    record Group(
            @Schema(required = true) long count,
            @Schema(required = true) List<Person> members) {

        static final Group EMPTY = new Group(0, List.of());
    }

    /** One of them. */
    @Schema(name = "PolicyPreviewMember")
    record Person(
            @Schema(required = true) UserId id,
            @Schema(required = true) String email,

            @Schema(required = true) Role role,

            @Schema(required = true) List<FactorMethod> secondFactors) {

        static Person of(MemberRow row) {
            return new Person(row.id(), EmailAddress.shown(row.email()), row.role(), row.secondFactors());
        }
    }
}
