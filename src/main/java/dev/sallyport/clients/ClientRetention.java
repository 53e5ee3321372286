package dev.sallyport.clients;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long tokens of clients are kept after their end. */
@Singleton
class ClientRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("client_token", "expires_at", "hash"));
    }
}
