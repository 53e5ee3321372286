package dev.sallyport.mailing.mail;

import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.mailpage.Links;
import dev.sallyport.mailing.template.MailRenderer;
import dev.sallyport.mailing.template.OwnTemplates;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Chooses the templates of mails, and checks those of the operator: with a fault in one the service does not start. */
@Dependent
class MailTemplating {

    private static final String LOGO = "https://logo.example/logo.png";
    private static final String SUPPORT = "support@sample.example";

    /** A brand with everything, for samples. */
    private static final Brand SAMPLE =
            new Brand("Sample", "#0b665d", LOGO, "Sample Ltd., 1 Sample Street", SUPPORT, null, null);

    /** How many faults a refused start names at most. */
    private static final int SHOWN = 20;

    @Produces
    @Singleton
    @Startup
    MailRenderer renderer(MailConfig config, MailSamples samples, Links links) {
        return config.templates()
                .map(folder -> checked(Path.of(folder), samples, links))
                .orElseGet(MailRenderer::builtIn);
    }

    private static MailRenderer checked(Path folder, MailSamples samples, Links links) {
        List<String> kinds =
                Arrays.stream(MailKind.values()).map(MailKind::text).toList();
        OwnTemplates own = new OwnTemplates(folder, kinds);
        refuse(own.faults());
        refuse(own.faults(samples.all(SAMPLE), links.origins(), Set.of(LOGO, "mailto:" + SUPPORT)));
        return own.renderer();
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            List<String> shown = faults.subList(0, Math.min(SHOWN, faults.size()));
            throw new ConfigurationException("SALLYPORT_MAIL_TEMPLATES: " + String.join("; ", shown));
        }
    }
}
