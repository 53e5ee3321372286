package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.caller.ClientContext;
import java.time.Instant;
import java.util.Objects;

/**
 * A code to be checked: its user, its kind, and what the trail records if it is refused.
 *
 * @param wrong what is recorded of a wrong code; it names the user, the time and where the code came from
 * @param locked what is recorded of one that came while the user's second step was locked
 * @param completesSignIn whether a right one completes a sign-in, and so ends the count of failures in a row (NIST SP
 *     800-63B section 3.2.2); elsewhere it only takes back its own attempt
 */
public record CodeCheckContext(FactorMethod method, AuditEntry wrong, AuditEntry locked, boolean completesSignIn) {

    /** A code that completes no sign-in, whose refusals are all recorded alike. */
    public static CodeCheckContext of(FactorMethod method, AuditEntry refused) {
        return of(method, refused, refused);
    }

    /** A code that completes no sign-in. */
    public static CodeCheckContext of(FactorMethod method, AuditEntry wrong, AuditEntry locked) {
        return new CodeCheckContext(method, wrong, locked, false);
    }

    /** A code that completes a sign-in. */
    public static CodeCheckContext completingSignIn(FactorMethod method, AuditEntry wrong, AuditEntry locked) {
        return new CodeCheckContext(method, wrong, locked, true);
    }

    UserId userId() {
        return Objects.requireNonNull(wrong.userId());
    }

    ClientContext context() {
        return wrong.context();
    }

    Instant at() {
        return wrong.at();
    }
}
