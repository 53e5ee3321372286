package dev.sallyport.mailing.template;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in a written mail what leads elsewhere: links to other hosts, and elements that act by themselves. A mail that
 * users trust leads only to pages of the service.
 */
final class WrittenLinks {

    private static final Pattern ACTIVE = Pattern.compile(
            "<\\s*(script|iframe|object|embed|form|base|link|svg|meta\\s+http-equiv)\\b"
                    + "|\\son\\w+\\s*=|@import\\b|\\burl\\s*\\(",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ATTRIBUTE = Pattern.compile(
            "\\b(href|src|srcset|background|action|formaction|poster|cite|data)\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s>]+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern IN_TEXT =
            Pattern.compile("\\b([a-z][a-z0-9+.-]*://|www\\.)[^\\s<>\"'\u0001]+", Pattern.CASE_INSENSITIVE);

    /** Names of documents and not links: the type of the document, and its name space. */
    private static final Pattern NAMES =
            Pattern.compile("<!DOCTYPE[^>]*>|\\bxmlns(:\\w+)?=(\"[^\"]*\"|'[^']*')", Pattern.CASE_INSENSITIVE);

    private final Set<String> origins;
    private final Set<String> others;

    /**
     * @param origins that links may have
     * @param others what else may be linked to, each as it is written
     */
    WrittenLinks(Set<String> origins, Set<String> others) {
        this.origins = origins;
        this.others = others;
    }

    /** Reports each fault with its place in the output. */
    void check(String written, boolean html, BiConsumer<Integer, String> faults) {
        String clean = blanked(written);
        if (html) {
            Matcher active = ACTIVE.matcher(clean);
            while (active.find()) {
                faults.accept(
                        active.start(), "a mail must not have " + active.group().strip());
            }
            Matcher attributes = ATTRIBUTE.matcher(clean);
            while (attributes.find()) {
                check(attributes.start(), unquoted(attributes.group(2)), faults);
            }
        }
        Matcher links = IN_TEXT.matcher(clean);
        while (links.find()) {
            check(links.start(), plain(links.group().replaceAll("[.,;:!?)]+$", "")), faults);
        }
    }

    private void check(int place, String link, BiConsumer<Integer, String> faults) {
        if (!others.contains(link) && !isOurs(link)) {
            faults.accept(place, "the link " + link + " does not lead to a page of the service");
        }
    }

    private boolean isOurs(String link) {
        try {
            URI uri = new URI(link);
            return uri.getScheme() != null
                    && uri.getRawUserInfo() == null
                    && origins.contains((uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** The names of documents replaced by spaces, so that every place stays. */
    private static String blanked(String written) {
        return NAMES.matcher(written).replaceAll(name -> " ".repeat(name.group().length()));
    }

    private static String unquoted(String value) {
        boolean quoted = value.startsWith("\"") || value.startsWith("'");
        return plain(LineMarks.removed(quoted ? value.substring(1, value.length() - 1) : value)
                .strip());
    }

    private static String plain(String html) {
        return html.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
    }
}
