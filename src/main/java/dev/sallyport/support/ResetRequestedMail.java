package dev.sallyport.support;

import dev.sallyport.mail.ComposedMail;
import dev.sallyport.mail.MailComposer;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.Notices;
import dev.sallyport.mail.OwedMail;
import dev.sallyport.token.TokenConfig;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mail about a reset that waits. Its link exists only from here to the mail server. */
@Singleton
class ResetRequestedMail implements MailComposer {

    private static final String HEADLINE = "Support wants to reset your two-factor sign-in";

    private final CancelTokens tokens;
    private final String cancelPage;
    private final Template text;
    private final Template html;

    ResetRequestedMail(
            CancelTokens tokens,
            TokenConfig config,
            @Location("mail/reset_requested.txt") Template text,
            @Location("mail/reset_requested.html") Template html) {
        this.tokens = tokens;
        this.cancelPage = config.issuer().replaceAll("/+$", "") + "/v1/support/cancel";
        this.text = text;
        this.html = html;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.TWO_FACTOR_RESET_REQUESTED);
    }

    @Override
    public Optional<ComposedMail> compose(OwedMail mail) {
        return Optional.of(new ComposedMail(HEADLINE, render(text, mail), render(html, mail)));
    }

    private String render(Template template, OwedMail mail) {
        String reference = mail.details().get(Notices.REFERENCE);
        String after = mail.details().get(ResetExecution.EXECUTE_AFTER);
        // A browser sends no fragment, so that the token reaches no log on its way.
        return template.data("link", cancelPage + "#" + tokens.issue(UUID.fromString(reference)))
                .data("headline", HEADLINE)
                .data("body", when(after))
                .data("reference", reference)
                .data("when", mail.details().get(Notices.WHEN))
                .render();
    }

    private static String when(String after) {
        return after == null
                ? "Nothing has changed yet: a second agent must approve it first."
                : "A second agent has approved it. It will be done on " + after + " (UTC).";
    }
}
