package dev.sallyport.factors.passkey;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Keyset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** Passkey options: they are issued without a write, and answered once. */
@ApplicationScoped
class Ceremonies {

    private static final String SPEND =
            "insert into used_passkey_ceremony (user_id, id, expires_at) values (:user, :id, :end) on conflict do nothing";

    private static final String IS_USED =
            "select exists (select from used_passkey_ceremony where user_id = :user and id = :id)";

    private static final String IS_ACCEPTED =
            "select exists (select from used_passkey_ceremony where user_id = :user and id = :id and accepted)";

    private static final String ACCEPT =
            "update used_passkey_ceremony set accepted = true where user_id = :user and id = :id";

    private final Session database;
    private final CeremonyTokens tokens;

    Ceremonies(Session database, Keyset keyset) {
        this.database = database;
        this.tokens = new CeremonyTokens(keyset.tokens());
    }

    Ceremony issue(CeremonyTokens.Binding binding, Instant now) {
        return tokens.issue(binding, now);
    }

    Ceremony issue(CeremonyTokens.Binding binding, byte[] userHandle, Instant now) {
        return tokens.issue(binding, userHandle, now);
    }

    /** The options of a token, while they can be answered; whether they were is not looked at. */
    Optional<Ceremony> read(String token, CeremonyTokens.Binding binding, Instant now) {
        return tokens.read(token, binding, now);
    }

    /**
     * Uses options up; false if this user has used them already. One statement, so that at most one answer to the
     * options is checked.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean spend(Ceremony ceremony, UserId user) {
        return database.createNativeMutationQuery(SPEND)
                        .setParameter("user", user)
                        .setParameter("id", ceremony.id())
                        .setParameter("end", ceremony.expiresAt())
                        .executeUpdate()
                == 1;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    boolean isUsed(Ceremony ceremony, UserId user) {
        return is(IS_USED, ceremony, user);
    }

    /** Whether a right answer has come. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isAccepted(Ceremony ceremony, UserId user) {
        return is(IS_ACCEPTED, ceremony, user);
    }

    /** Notes that the answer was right. */
    @Transactional(Transactional.TxType.MANDATORY)
    void accept(Ceremony ceremony, UserId user) {
        database.createNativeMutationQuery(ACCEPT)
                .setParameter("user", user)
                .setParameter("id", ceremony.id())
                .executeUpdate();
    }

    private boolean is(String sql, Ceremony ceremony, UserId user) {
        return Row.column(database, sql, Boolean.class)
                .setParameter("user", user)
                .setParameter("id", ceremony.id())
                .getSingleResult();
    }
}
