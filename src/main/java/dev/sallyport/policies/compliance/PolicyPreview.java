package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.base.ids.UserId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The effect that a policy would have if it were saved now. */
@Schema(name = "PolicyPreview")
record PolicyPreview(
        @Schema(required = true, description = "Have an authenticator.")
        Group compliant,

        @Schema(required = true, description = "Would be asked to set one up at their next sign-in.")
        Group asked,

        @Schema(required = true, description = "Would be told of the date, and could skip it until then.")
        Group inGrace,

        @Schema(required = true, description = "Sign in by an identity provider only.")
        Group exempt,

        @Schema(required = true, description = "How many sessions would end at once.")
        long sessionsEnded) {

    /** How many members a group names; the compliance list has all of them, once the policy is saved. */
    static final int NAMED = 100;

    /** Members who would have the same compliance status. */
    @Schema(name = "PreviewGroup")
    record Group(
            @Schema(required = true) long count,

            @Schema(required = true, description = "The first 100 of them.")
            List<Person> members) {

        static final Group EMPTY = new Group(0, List.of());
    }

    /** One of them. */
    @Schema(name = "PreviewMember")
    record Person(
            @Schema(required = true) UserId id,
            @Schema(required = true) String email,

            @Schema(
                    enumeration = {"owner", "admin", "member"},
                    required = true)
            String role) {

        static Person of(MemberRow row) {
            return new Person(row.id(), EmailAddress.shown(row.email()), row.role());
        }
    }
}
