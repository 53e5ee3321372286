package dev.sallyport.selfservice.erasure;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.MutationQuery;

/** Removes the rows of a user or an account, by the rules that each package gives for its own tables. */
@ApplicationScoped
class ErasedRows {

    private final Session database;
    private final List<ErasureRule> ofUser;
    private final List<ErasureRule> ofAccount;

    ErasedRows(Session database, Instance<ErasureRules> packages) {
        this.database = database;
        this.ofUser = packages.stream()
                .flatMap(ofPackage -> ofPackage.ofUser().stream())
                .toList();
        this.ofAccount = packages.stream()
                .flatMap(ofPackage -> ofPackage.ofAccount().stream())
                .toList();
    }

    /**
     * Removes what is kept about a user, without the user and the trail.
     *
     * @param email empty where it is no longer known: then what is found by it is gone
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void removeOf(UserId user, Optional<String> email) {
        Map<String, Object> values = new HashMap<>();
        values.put("user", user.value());
        values.put("userText", user.toString());
        email.map(EmailAddress::new).ifPresent(address -> {
            values.put("email", address.value());
            values.put("emailHash", address.hash());
        });
        run(ofUser, values);
    }

    /** Removes what is kept about an account without members, without the account itself. */
    @Transactional(Transactional.TxType.MANDATORY)
    void removeOf(AccountId account) {
        run(ofAccount, Map.of("account", account.value(), "accountText", account.toString()));
    }

    private void run(List<ErasureRule> rules, Map<String, Object> values) {
        rules.stream().filter(rule -> rule.appliesTo(values)).forEach(rule -> {
            MutationQuery statement = database.createNativeMutationQuery(rule.sql());
            rule.parameters().forEach(name -> bind(statement, name, Objects.requireNonNull(values.get(name))));
            statement.executeUpdate();
        });
    }

    private static void bind(MutationQuery statement, String name, Object value) {
        if (value instanceof UUID id) {
            statement.setParameter(name, id, UUID.class);
        } else {
            statement.setParameter(name, value);
        }
    }
}
