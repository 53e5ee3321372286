package dev.sallyport.mailing.mailpage;

import dev.sallyport.base.language.Language;
import dev.sallyport.mailing.brand.Brands;
import dev.sallyport.security.crypto.Digest;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Draws the page behind a link. It changes nothing by being opened, as mail scanners do: the button posts the token to
 * the page's own address, and the page reads the token from the fragment and takes it out of the address bar.
 */
@Singleton
public class LinkPages {

    /** As the reference pages look; this page stands alone, since those may be turned off. */
    private static final String STYLE = read("link.css");

    private static final String SCRIPT = read("link.js");

    /** Allows only this script and style, so that injected code does not run. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src " + hash(SCRIPT)
            + "; style-src " + hash(STYLE)
            + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Engine templates;
    private final Optional<String> brandName;

    LinkPages(Engine templates, Brands brands) {
        this.templates = templates;
        this.brandName = Optional.ofNullable(brands.ofService().name());
    }

    /** The page, with the policy that it may run under. */
    public RestResponse<String> answer(LinkPage page, Language language) {
        return RestResponse.ResponseBuilder.ok(html(page, language, brandName))
                .header("Content-Type", "text/html;charset=UTF-8")
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .build();
    }

    /** The page under the name of the service's brand, or of this service where none was chosen. */
    String html(LinkPage page, Language language, Optional<String> name) {
        return templates
                .getTemplate("page/link.html")
                .data("page", page.text())
                .data("brandName", name.orElse(null))
                .data("language", language.tag())
                .data("asksForPassword", page.asksForPassword())
                .data("offersLockdown", page.offersLockdown())
                .data("style", STYLE)
                .data("script", SCRIPT)
                .setAttribute(TemplateInstance.LOCALE, language.locale())
                .render();
    }

    private static String hash(String source) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Digest.sha256(source)) + "'";
    }

    private static String read(String name) {
        try (InputStream file = LinkPages.class.getResourceAsStream("/page/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
