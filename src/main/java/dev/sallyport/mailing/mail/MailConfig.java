package dev.sallyport.mailing.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Sending mails. */
@ConfigMapping(prefix = "sallyport.mail")
public interface MailConfig {

    /**
     * Whether mails are shown on the console. The service sets this itself when it has neither a database nor a mail
     * server.
     */
    @WithDefault("false")
    boolean console();

    /**
     * The folder with templates of your own, which take the place of built-in ones: {@code <kind>.<language>.subject},
     * {@code .txt} and {@code .html}, and {@code layout.html}. They are checked at the start. Default: none.
     */
    Optional<String> templates();

    /** How many mails a replica sends at the same time. The mail server may allow fewer connections. */
    @WithDefault("8")
    int atOnce();

    /** How often a replica looks for mails that are due again or that another replica left behind. */
    // OutboxRelay names it in the annotation of its schedule
    @WithDefault("PT5S")
    Duration pollInterval();
}
