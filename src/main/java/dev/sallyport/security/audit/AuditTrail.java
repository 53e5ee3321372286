package dev.sallyport.security.audit;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the trail, newest first, for somebody who may: nobody gets a row that is not theirs. */
@ApplicationScoped
public class AuditTrail {

    private final AuditEventRepository events;

    AuditTrail(AuditEventRepository events) {
        this.events = events;
    }

    /** What happened to a user, as the user may read it: what others did comes without their addresses. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<RecordedEvent> ofUser(UserId user, EventFilter filter, Optional<UUID> before, int limit) {
        return events.findOfUser(user, filter, before, limit).stream()
                .map(AuditEvent::recorded)
                .map(event -> event.isByItsUser() ? event : event.withoutOrigin())
                .toList();
    }

    /**
     * What happened in an account, as those who run it may read it. Addresses are shown of what people did; of an event
     * that belongs to other accounts too, only that it happened.
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
        boolean bySomebodyHere = event.isByItsUser()
                || (event.actorKind().equals("user") && found.event().isOf(account));
        return bySomebodyHere ? event : event.withoutOrigin();
    }
}
