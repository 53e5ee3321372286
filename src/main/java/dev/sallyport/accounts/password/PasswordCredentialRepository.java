package dev.sallyport.accounts.password;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class PasswordCredentialRepository implements PanacheRepositoryBase<PasswordCredential, UserId> {

    private static final String REQUIRE_RESET = """
            update password_credential set reset_required_at = :required
            where user_id = any(:users) and changed_at <= :required
              and (reset_required_at is null or reset_required_at < :required)
            returning user_id
            """;

    List<UserId> requireReset(List<UserId> users, Instant requiredAt) {
        return Row.column(getSession(), REQUIRE_RESET, UUID.class)
                .setParameter("users", Id.values(users), UUID[].class)
                .setParameter("required", requiredAt)
                .getResultStream()
                .map(UserId::new)
                .toList();
    }
}
