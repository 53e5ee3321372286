package dev.sallyport.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where mails go. */
@ConfigMapping(prefix = "sallyport.mail")
public interface MailConfig {

    /** Whether mails are shown on the console: only the embedded default without a mail server does that. */
    @WithDefault("false")
    boolean console();
}
