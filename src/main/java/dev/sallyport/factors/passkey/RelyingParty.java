package dev.sallyport.factors.passkey;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For whom passkeys sign (WebAuthn section 4): a browser offers a passkey only to pages of this domain, and states the
 * page's origin in what is signed.
 *
 * @param id a domain
 * @param origins whose pages and apps may ask
 */
record RelyingParty(String id, Set<String> origins) {

    /** As the settings say, or the defaults. */
    static RelyingParty of(PasskeyConfig config, String issuer, Set<String> browserOrigins) {
        URI own = URI.create(issuer);
        String id = config.relyingPartyId()
                .orElseGet(() -> Optional.ofNullable(own.getHost()).orElse("localhost"));
        Stream<String> pages = config.origins()
                .map(Set::stream)
                .orElseGet(() -> Stream.concat(Stream.of(origin(own)), browserOrigins.stream()));
        Stream<String> apps = config.androidApps().stream()
                .flatMap(Set::stream)
                .map(AndroidApp::of)
                .map(AndroidApp::origin);
        return new RelyingParty(
                id, Stream.concat(pages.map(String::strip), apps).collect(Collectors.toUnmodifiableSet()));
    }

    /** The origins of the web among them. */
    List<String> webOrigins() {
        return origins.stream()
                .filter(origin -> origin.startsWith("https://") || origin.startsWith("http://"))
                .sorted()
                .toList();
    }

    private static String origin(URI issuer) {
        return issuer.getScheme() + "://" + issuer.getAuthority();
    }
}
