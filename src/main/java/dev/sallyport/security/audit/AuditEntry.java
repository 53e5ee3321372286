package dev.sallyport.security.audit;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.BackgroundClient;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.Operator;
import java.security.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One act to record: who did what to whom, from where, and with what result.
 *
 * <p>Callers MUST NOT put a code, secret, token or password into {@code details}, and what a person has written only by
 * {@link #withWords}.
 */
public record AuditEntry(
        AuditType type,
        AuditOutcome outcome,
        Instant at,
        ClientContext context,
        ActorKind actorKind,
        @Nullable String actorId,
        @Nullable UserId userId,
        @Nullable AccountId accountId,
        Map<String, Object> details) {

    /** An act that succeeded. */
    public static AuditEntry success(AuditType type, Instant at, ClientContext context) {
        return new AuditEntry(type, AuditOutcome.SUCCESS, at, context, ActorKind.ANONYMOUS, null, null, null, Map.of());
    }

    /** An act that was refused. */
    public static AuditEntry refused(AuditType type, Instant at, ClientContext context) {
        return new AuditEntry(type, AuditOutcome.REFUSED, at, context, ActorKind.ANONYMOUS, null, null, null, Map.of());
    }

    /** The user it is about, who is also the one acting unless {@link #by} says otherwise. */
    public AuditEntry user(@Nullable UserId user) {
        ActorKind kind = actorKind == ActorKind.ANONYMOUS && user != null ? ActorKind.USER : actorKind;
        String actor = kind == ActorKind.USER && actorId == null && user != null ? user.toString() : actorId;
        return new AuditEntry(type, outcome, at, context, kind, actor, user, accountId, details);
    }

    /** The user it is about, who does not act. */
    public AuditEntry about(UserId user) {
        return new AuditEntry(type, outcome, at, context, actorKind, actorId, user, accountId, details);
    }

    public AuditEntry account(AccountId account) {
        return new AuditEntry(type, outcome, at, context, actorKind, actorId, userId, account, details);
    }

    public AuditEntry by(Principal actor) {
        if (actor instanceof Operator) {
            return new AuditEntry(type, outcome, at, context, ActorKind.OPERATOR, null, userId, accountId, details);
        }
        boolean isClient = actor instanceof ClientCaller || actor instanceof BackgroundClient;
        ActorKind kind = isClient ? ActorKind.CLIENT : ActorKind.USER;
        return new AuditEntry(type, outcome, at, context, kind, actor.getName(), userId, accountId, details);
    }

    public AuditEntry with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new AuditEntry(type, outcome, at, context, actorKind, actorId, userId, accountId, more);
    }

    /**
     * What a person has written, such as an agent's reason: it is kept in the trail, and is not in the log.
     *
     * @throws IllegalStateException where {@link AuditType#areWords} does not know it: readers of the trail ask there
     */
    public AuditEntry withWords(String name, String words) {
        if (!AuditType.areWords(type.text(), name)) {
            throw new IllegalStateException(name + " of " + type.text() + " is not known as the words of a person");
        }
        return with(name, new Words(words));
    }

    /** The details as the trail keeps them. */
    Map<String, Object> keptDetails() {
        Map<String, Object> kept = new LinkedHashMap<>();
        details.forEach((name, value) -> kept.put(name, value instanceof Words words ? words.text() : value));
        return kept;
    }

    /** The details without the words of people. */
    Map<String, Object> loggedDetails() {
        Map<String, Object> logged = new LinkedHashMap<>(details);
        logged.values().removeIf(Words.class::isInstance);
        return logged;
    }

    private record Words(String text) {

        @Override
        public String toString() {
            return "Words";
        }
    }
}
