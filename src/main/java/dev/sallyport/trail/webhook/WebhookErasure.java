package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How endpoints of an account are erased, with their messages. Other endpoints get the event of the erasure. */
@Singleton
class WebhookErasure implements ErasureRules {

    /** What is left of it is no account's, and goes with its messages: {@link WebhookRemoval}. */
    private static final String DELETE = """
            update webhook set status = 'deleted', account_id = null, url = '', description = null
            where account_id = :account
            """;

    @Override
    public List<ErasureRule> ofUser() {
        return List.of();
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(ErasureRule.of("webhook", DELETE));
    }
}
