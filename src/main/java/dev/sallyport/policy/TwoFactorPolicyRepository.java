package dev.sallyport.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.Session;

@ApplicationScoped
class TwoFactorPolicyRepository {

    private static final String STRICTEST = StrictestPolicy.select(":user");

    private final Session database;

    TwoFactorPolicyRepository(Session database) {
        this.database = database;
    }

    StrictestPolicy findStrictest(UUID user) {
        Object[] row = database.createNativeQuery(STRICTEST, Object[].class)
                .setParameter("user", user)
                .getSingleResult();
        return StrictestPolicy.ofRow(row, 0);
    }
}
