package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How mails are erased, those that wait and those that were sent. A notice to others then names the actor by id. */
@Singleton
class MailErasure implements ErasureRules {

    private static final String NAMING = """
            update mail_outbox set details = jsonb_set(details, '{who}', to_jsonb(cast(:userText as text)))
            where details ->> 'who' = :email
            """;

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(
                ErasureRule.rowsOf("mail_outbox"),
                ErasureRule.of("mail_outbox", "delete from mail_outbox where recipient = :email and user_id is null"),
                ErasureRule.of("mail_outbox", NAMING),
                ErasureRule.rowsOf("security_notice"));
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(ErasureRule.rowsOfAccount("mail_outbox"), ErasureRule.rowsOfAccount("mail_pace"));
    }
}
