package dev.sallyport.edge.platform;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Defaults of the mail client that follow from other settings. */
final class MailClientDefaults {

    /** The name that the client gives in {@code EHLO} (RFC 5321 section 4.1.1.1). */
    static final String OWN_HOST_NAME = "quarkus.mailer.own-host-name";

    /**
     * The mechanisms of SMTP AUTH that the client may use; it tries those that the server offers one after the other.
     */
    static final String AUTH_METHODS = "quarkus.mailer.auth-methods";

    private static final String FOR_A_PASSWORD = "DIGEST-MD5 CRAM-SHA256 CRAM-SHA1 CRAM-MD5 LOGIN PLAIN";

    /** A JSON Web Token, or an access token of Google: what no server takes as a password. */
    private static final Pattern ACCESS_TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+|ya29\\.\\S+");

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
    private static final Pattern DOMAIN_OF_SENDER = Pattern.compile("@([A-Za-z0-9.-]+)");
    private static final String LOCAL = "localhost";

    private MailClientDefaults() {}

    static Map<String, String> supply(Settings settings) {
        Map<String, String> defaults = new HashMap<>();
        ownHostName(settings).ifPresent(name -> defaults.put(OWN_HOST_NAME, name));
        defaults.put(AUTH_METHODS, authMethods(settings));
        return defaults;
    }

    /** The issuer's host, else the domain of the sender; empty where both are only this machine's. */
    static Optional<String> ownHostName(Settings settings) {
        return settings.get("sallyport.issuer")
                .flatMap(MailClientDefaults::host)
                .or(() -> settings.get("quarkus.mailer.from").flatMap(MailClientDefaults::domain))
                .filter(host -> !host.equalsIgnoreCase(LOCAL));
    }

    /**
     * What the credentials fit. A server that offers XOAUTH2 among others answers a password there with a
     * challenge, after which no other mechanism can be tried over the same connection; NTLM takes a name with a domain.
     */
    static String authMethods(Settings settings) {
        if (settings.get("quarkus.mailer.password")
                .filter(MailClientDefaults::isAccessToken)
                .isPresent()) {
            return "XOAUTH2";
        }
        boolean ofWindows = settings.get("quarkus.mailer.username")
                .filter(name -> name.contains("\\"))
                .isPresent();
        return ofWindows ? "NTLM " + FOR_A_PASSWORD : FOR_A_PASSWORD;
    }

    private static boolean isAccessToken(String password) {
        return ACCESS_TOKEN.matcher(password).matches();
    }

    private static Optional<String> host(String issuer) {
        try {
            return Optional.ofNullable(URI.create(issuer).getHost())
                    .filter(host -> !host.equalsIgnoreCase(LOCAL))
                    .flatMap(MailClientDefaults::literalOrName);
        } catch (IllegalArgumentException noUri) {
            return Optional.empty(); // said by the check of the issuer
        }
    }

    private static Optional<String> literalOrName(String host) {
        if (host.startsWith("[")) {
            return Optional.of("[IPv6:" + host.substring(1));
        }
        if (IPV4.matcher(host).matches()) {
            return Optional.of("[" + host + "]");
        }
        return Optional.of(host).filter(name -> NAME.matcher(name).matches());
    }

    private static Optional<String> domain(String sender) {
        return DOMAIN_OF_SENDER
                .matcher(sender)
                .results()
                .reduce((first, last) -> last)
                .map(domain -> domain.group(1));
    }
}
