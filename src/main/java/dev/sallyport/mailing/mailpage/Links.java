package dev.sallyport.mailing.mailpage;

import dev.sallyport.security.token.TokenConfig;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates the links in mails. */
@Singleton
public class Links {

    private final String issuer;
    private final PageConfig pages;

    Links(TokenConfig tokens, PageConfig pages) {
        this.issuer = tokens.issuer().replaceAll("/+$", "");
        this.pages = pages;
    }

    /** A link to a page with a token. A browser sends no fragment, so that the token reaches no log on its way. */
    public String to(LinkPage page, String token) {
        return ofFrontEnd(page).orElse(issuer + page.path()) + "#" + token;
    }

    /** The origins of all pages that links lead to, as {@code https://auth.example.org}. */
    public Set<String> origins() {
        return Stream.concat(
                        Stream.of(issuer),
                        Arrays.stream(LinkPage.values()).map(this::ofFrontEnd).flatMap(Optional::stream))
                .map(URI::create)
                .map(page -> (page.getScheme() + "://" + page.getRawAuthority()).toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<String> ofFrontEnd(LinkPage page) {
        return switch (page) {
            case RESET_PASSWORD -> pages.resetPassword();
            case ACCEPT_INVITATION -> pages.acceptInvitation();
            case REPORT_SIGN_IN -> pages.reportSignIn();
            case CANCEL_RESET -> Optional.empty();
        };
    }
}
