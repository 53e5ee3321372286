package dev.sallyport.mailing.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where mails go, and how soon. */
@ConfigMapping(prefix = "sallyport.mail")
public interface MailConfig {

    /** Whether mails are shown on the console: only the embedded default without a mail server does that. */
    @WithDefault("false")
    boolean console();

    /** How many mails a replica sends at the same time; the mail server may allow fewer connections. */
    @WithDefault("8")
    int atOnce();

    /** How often a replica looks for mails that were left behind, by itself or by another one. */
    @WithDefault("PT5S")
    Duration pollInterval();
}
