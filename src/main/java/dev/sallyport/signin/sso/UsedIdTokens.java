package dev.sallyport.signin.sso;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.hibernate.Session;

/** Records used ID tokens, so that a replayed one is refused. */
@ApplicationScoped
class UsedIdTokens {

    private static final String SPEND =
            "insert into used_id_token (fingerprint, expires_at) values (:fingerprint, :end) on conflict do nothing";

    private final Session database;

    UsedIdTokens(Session database) {
        this.database = database;
    }

    /** Uses the token up; false if it was used before. One statement: of all requests with it at most one is true. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean spend(IdToken token) {
        return database.createNativeMutationQuery(SPEND)
                        .setParameter("fingerprint", token.fingerprint())
                        .setParameter("end", token.expiresAt().plusSeconds(IdTokenReader.LEEWAY_SECONDS))
                        .executeUpdate()
                == 1;
    }
}
