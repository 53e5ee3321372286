package dev.sallyport.sessions.session;

import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Statements;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.StepUpFactors;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads them when a session is refused: the check of a session, which nearly every request needs, does without. */
@Singleton
class SessionStepUpFactors implements StepUpFactors {

    private static final NamedSql FIND = NamedSql.of("select " + HeldFactors.active(":user") + " as methods");

    private final Statements database;

    SessionStepUpFactors(Statements database) {
        this.database = database;
    }

    @Override
    public Set<FactorMethod> of(UserId user) {
        return Transactions.join(() -> database.of(FIND)
                .set("user", user)
                .first(row -> methods(row.text("methods")))
                .orElseThrow());
    }

    private static Set<FactorMethod> methods(String words) {
        return Stream.of(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(FactorMethod::of)
                .collect(Collectors.toUnmodifiableSet());
    }
}
