package dev.sallyport.support;

import dev.sallyport.accounts.account.FoundUser;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.SearchTerm;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.WordCursor;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Finds users for an agent. */
@ApplicationScoped
class SupportSearch {

    private final Users users;
    private final BoundFactors factors;
    private final SecondFactorThrottle throttle;
    private final PasswordCredentials credentials;
    private final Audit audit;
    private final Clock clock;

    SupportSearch(
            Users users,
            BoundFactors factors,
            SecondFactorThrottle throttle,
            PasswordCredentials credentials,
            Audit audit,
            Clock clock) {
        this.users = users;
        this.factors = factors;
        this.throttle = throttle;
        this.credentials = credentials;
        this.audit = audit;
        this.clock = clock;
    }

    SupportUser.Found find(UserCaller agent, SupportQuery query, ClientContext context) {
        return Transactions.call(() -> query.term()
                .map(term -> search(agent, term, query, context))
                .orElseGet(() -> new SupportUser.Found(
                        seen(agent, query.email().flatMap(users::find).stream().toList(), context), null)));
    }

    private SupportUser.Found search(UserCaller agent, SearchTerm term, SupportQuery query, ClientContext context) {
        List<FoundUser> found = users.search(term, query.after(), query.limit() + 1);
        boolean more = found.size() > query.limit();
        List<FoundUser> page = more ? found.subList(0, query.limit()) : found;
        List<KnownUser> known =
                page.stream().flatMap(user -> users.find(user.id()).stream()).toList();
        return new SupportUser.Found(seen(agent, known, context), more ? end(page.get(page.size() - 1)) : null);
    }

    private static String end(FoundUser last) {
        return new WordCursor(last.word(), last.id().value()).text();
    }

    private List<SupportUser> seen(UserCaller agent, List<KnownUser> page, ClientContext context) {
        Set<UserId> needPassword =
                credentials.resetRequired(page.stream().map(KnownUser::id).toList());
        return page.stream()
                .map(user -> seen(agent, user, needPassword.contains(user.id()), context))
                .toList();
    }

    /** Every lookup is recorded, because an agent could misuse it. */
    private SupportUser seen(UserCaller agent, KnownUser user, boolean needsPassword, ClientContext context) {
        Instant now = clock.instant();
        audit.record(AuditEntry.success(AuditType.SENSITIVE_READ, now, context)
                .by(agent)
                .user(user.id()));
        return new SupportUser(
                user.id(),
                EmailAddress.shown(user.email()),
                user.status().text(),
                user.createdAt(),
                users.lastSignIn(user.id()).orElse(null),
                factors.exist(user.id()),
                throttle.lockedUntil(user.id(), now).orElse(null),
                user.lockedDownAt(),
                needsPassword,
                user.accounts().stream()
                        .map(account -> new SupportUser.Membership(account.id(), account.name(), account.role()))
                        .toList());
    }
}
