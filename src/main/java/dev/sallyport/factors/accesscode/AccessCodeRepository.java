package dev.sallyport.factors.accesscode;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class AccessCodeRepository implements PanacheRepositoryBase<AccessCode, UserId> {

    private static final String LIVE = "select c.key_id, c.hash, c.issued_by, c.issued_at from access_code c"
            + " join app_user u on u.id = c.user_id and u.epoch = c.epoch"
            + " where c.user_id = :user and c.expires_at > :now";

    /** The hash of a code that is good, the key that it was made with, and who issued it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(int keyId, byte[] hash, IssuedCode issued) {

        @Override
        public String toString() {
            return "Stored";
        }
    }

    /**
     * The user's code, unless it has expired or a new epoch of the user has ended it. Whether its agent may still let the
     * user in is not asked: the rows of an agent are not kept with those of the user.
     */
    Optional<Stored> findLive(UserId user, Instant now) {
        return Row.query(getSession(), LIVE, row -> stored(user, row))
                .setParameter("user", user)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    private static Stored stored(UserId user, Row row) {
        UserId agent = new UserId(row.uuid("issued_by"));
        return new Stored(
                row.integer("key_id"), row.bytes("hash"), new IssuedCode(agent, user, row.instant("issued_at")));
    }

    /** Uses the code up: of all requests with one code at most the first is true. */
    boolean spend(UserId user, Stored code) {
        return delete("userId = ?1 and hash = ?2", user, code.hash()) == 1;
    }

    void end(UserId user) {
        delete("userId", user);
    }
}
