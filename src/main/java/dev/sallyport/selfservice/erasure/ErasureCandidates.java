package dev.sallyport.selfservice.erasure;

import dev.sallyport.accounts.account.PendingErasures;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Set;

/** The users who can still cancel their erasure. */
@ApplicationScoped
class ErasureCandidates implements PendingErasures {

    private final UserErasureRepository erasures;

    ErasureCandidates(UserErasureRepository erasures) {
        this.erasures = erasures;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<UserId> among(Collection<UserId> users) {
        return erasures.waiting(users);
    }
}
