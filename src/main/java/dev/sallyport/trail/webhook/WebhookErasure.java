package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** What an erasure takes of endpoints: those of the account, with their messages. Those of a user are told of it. */
@Singleton
class WebhookErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of();
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(ErasureRule.rowsOfAccount("webhook"));
    }
}
