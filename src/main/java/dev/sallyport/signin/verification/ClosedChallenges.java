package dev.sallyport.signin.verification;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.email.AnsweredChallenges;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** Finds the challenges that a mailed code has closed: only a right code closes one. */
@ApplicationScoped
class ClosedChallenges implements AnsweredChallenges {

    private static final String SINCE = """
            select id from challenge where user_id = :user and closed_at >= :time
            and purpose = any(:purposes)
            """;

    private static final String[] PURPOSES = ChallengePurpose.answeredBy(FactorMethod.EMAIL_CODE).stream()
            .map(ChallengePurpose::text)
            .toArray(String[]::new);

    private final Session database;

    ClosedChallenges(Session database) {
        this.database = database;
    }

    @Override
    public List<UUID> findSince(UserId user, Instant time) {
        return Row.column(database, SINCE, UUID.class)
                .setParameter("user", user)
                .setParameter("time", time)
                .setParameter("purposes", PURPOSES, String[].class)
                .getResultList();
    }
}
