package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.SearchTerm;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.problem.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Lists an account's members and invited users, for its owners and admins. */
@ApplicationScoped
class MemberList {

    private final MemberPermissions permissions;
    private final MemberListRepository rows;
    private final Clock clock;

    MemberList(MemberPermissions permissions, MemberListRepository rows, Clock clock) {
        this.permissions = permissions;
        this.rows = rows;
        this.clock = clock;
    }

    @Transactional
    Outcome<Page<ListedMember>> list(Principal caller, AccountId account, MemberQuery query) {
        return permissions
                .require(caller, account)
                .map(permission -> query.term().isPresent()
                        ? search(account, query, query.term().get())
                        : Page.upTo(
                                page(account, query), query.limit(), row -> row.end(query.isBySignIn()), row -> row))
                .map(page -> new Page<>(rows.views(page.items()), page.next()));
    }

    /** The order is that of the part of the address that was found, so that a page costs its own length too. */
    private Page<MemberListRow> search(AccountId account, MemberQuery query, SearchTerm term) {
        Instant now = clock.instant();
        Stream<MemberListRow> members =
                query.findsMembers() ? rows.searchMembers(account, query, term, now) : Stream.empty();
        Stream<MemberListRow> invited =
                query.findsInvited() ? rows.searchInvited(account, query, term, now) : Stream.empty();
        List<MemberListRow> found = Stream.concat(members, invited)
                .sorted(MemberListRow.BY_WORD)
                .limit(query.limit() + 1)
                .toList();
        boolean more = found.size() > query.limit();
        List<MemberListRow> shown = more ? found.subList(0, query.limit()) : found;
        return new Page<>(
                shown, more ? shown.get(shown.size() - 1).endOfSearch().text() : null);
    }

    /** One more than the page holds: members and invited users, each read in the order of the list, are merged. */
    private List<MemberListRow> page(AccountId account, MemberQuery query) {
        Instant now = clock.instant();
        Stream<MemberListRow> members = query.findsMembers() ? rows.findMembers(account, query, now) : Stream.empty();
        Stream<MemberListRow> invited = query.findsInvited() ? rows.findInvited(account, query, now) : Stream.empty();
        return Stream.concat(members, invited)
                .sorted(MemberListRow.order(query.isBySignIn()))
                .limit(query.limit() + 1)
                .toList();
    }
}
