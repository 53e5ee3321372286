package dev.sallyport.mailing.brand;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/**
 * Look of mails and pages. It is that of all mails and of the reference pages, unless an account has a brand of its
 * own. The sender of mails is {@code QUARKUS_MAILER_FROM}.
 */
@ConfigMapping(prefix = "sallyport.mail.brand")
public interface BrandConfig {

    /** The name above the text of mails, and above the reference pages. */
    Optional<String> name();

    /**
     * The color of buttons, as {@code #rrggbb}, on which white text can be read: with a contrast of 4.5 to 1 or more.
     * Default: {@code #0b665d}.
     */
    Optional<String> color();

    /** The https URL of a picture, shown above the text of mails. Mail programs fetch it when a mail is opened. */
    Optional<String> logo();

    /** Small print below the text of mails, such as an address. At most 500 characters. */
    Optional<String> footer();

    /** An email address at which the readers of mails can ask, shown below the text. */
    Optional<String> supportAddress();
}
