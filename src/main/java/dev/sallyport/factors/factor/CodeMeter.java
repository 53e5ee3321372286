package dev.sallyport.factors.factor;

import dev.sallyport.base.database.TransactionEnd;
import dev.sallyport.security.assurance.FactorMethod;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Locale;

/** Counts checked codes by method and result, and by nothing about the user. */
@Startup
@ApplicationScoped
class CodeMeter {

    /** The result of an answer. */
    enum Verdict {
        ACCEPTED,

        /** It was wrong, or what it was for has ended. */
        REFUSED,

        /** The user's second step was locked, and the answer was not looked at. */
        LOCKED
    }

    private final TransactionEnd transaction;
    private final MeterRegistry meters;

    CodeMeter(TransactionEnd transaction, MeterRegistry meters) {
        this.transaction = transaction;
        this.meters = meters;
        for (FactorMethod method : FactorMethod.values()) {
            for (Verdict verdict : Verdict.values()) {
                counter(method, verdict); // at 0 from the start on: the first is a rise too
            }
        }
    }

    /** Counts one, once it is committed. */
    @Transactional(Transactional.TxType.MANDATORY)
    void count(FactorMethod method, Verdict verdict) {
        transaction.then(() -> counter(method, verdict).increment(), () -> {});
    }

    private Counter counter(FactorMethod method, Verdict verdict) {
        String outcome = verdict.name().toLowerCase(Locale.ROOT);
        return meters.counter("sallyport.codes", "method", method.text(), "outcome", outcome);
    }
}
