package dev.sallyport.selfservice.member;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.problem.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Clock;

/** Lists an account's members and invited users, for its owners and admins. */
@ApplicationScoped
class MemberList {

    private final MemberPermissions authorities;
    private final MemberListRepository rows;
    private final Clock clock;

    MemberList(MemberPermissions authorities, MemberListRepository rows, Clock clock) {
        this.authorities = authorities;
        this.rows = rows;
        this.clock = clock;
    }

    @Transactional
    Outcome<Page<ListedMember>> list(Principal caller, AccountId account, MemberQuery query) {
        return authorities
                .require(caller, account)
                .map(authority -> Page.of(
                        rows.find(account, query, clock.instant()),
                        query.limit(),
                        member -> member.id().value(),
                        member -> member));
    }
}
