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

    /** How many mails a replica hands over at once; the mail server may allow fewer connections. */
    @WithDefault("8")
    int atOnce();

    /**
     * How often a replica looks for mails that were left behind, by itself or by another one. {@link MailDispatcher} names
     * it in the annotation of its schedule.
     */
    @WithDefault("PT5S")
    Duration pollInterval();
}
