package dev.sallyport.security.audit;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the trail, newest first, for an authorized reader, who gets only their own rows. */
@ApplicationScoped
public class AuditTrail {

    private final AuditEventRepository events;

    AuditTrail(AuditEventRepository events) {
        this.events = events;
    }

    /** The events of a user, as the user may read them: acts of others come without their addresses. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<RecordedEvent> ofUser(UserId user, EventFilter filter, Optional<UUID> before, int limit) {
        return events.findOfUser(user, filter, before, limit).stream()
                .map(AuditEvent::recorded)
                .map(event -> event.isByItsUser() ? event : event.withoutOrigin())
                .toList();
    }

    /**
     * The events of an account, as its owners and admins may read them. Acts of users come with their addresses; for an
     * event that also belongs to other accounts, only the act itself is shown.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<RecordedEvent> ofAccount(AccountId account, EventFilter filter, Optional<UUID> before, int limit) {
        return events.findOfAccount(account, filter, before, limit).stream()
                .map(found -> asAccountReadsIt(account, found))
                .toList();
    }

    private static RecordedEvent asAccountReadsIt(AccountId account, AuditEventRepository.OfAccount found) {
        RecordedEvent event = found.event().recorded();
        if (found.shared()) {
            return event.bare();
        }
        boolean showsOrigin = event.isByItsUser()
                || (event.actorKind().equals(ActorKind.USER.text())
                        && found.event().isOf(account));
        return showsOrigin ? event : event.withoutOrigin();
    }
}
