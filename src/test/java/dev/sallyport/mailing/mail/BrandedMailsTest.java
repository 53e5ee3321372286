package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.language.Language;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.mailpage.LinkPage;
import dev.sallyport.mailing.mailpage.Links;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every mail in every language with all that a brand can have, as the preview writes it. */
@QuarkusTest
class BrandedMailsTest {

    private static final Brand BRAND = new Brand(
            "Acme",
            "#7a1fa2",
            "https://acme.test/logo.png",
            "Acme GmbH, 1 Main Street",
            "help@acme.test",
            "Acme",
            "login@mail.acme.test");

    private static final Pattern STYLE = Pattern.compile("<style>.*?</style>", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");
    private static final Pattern HEADLINE = Pattern.compile("<h1>(.*?)</h1>", Pattern.DOTALL);
    private static final Pattern EMPTY = Pattern.compile("<(p|h1|strong|a|title)\\b[^>]*>\\s*</\\1>");
    private static final Pattern BRACE = Pattern.compile("[{}]");

    @Inject
    MailSamples samples;

    @Inject
    MailWriter writer;

    @Inject
    Links links;

    private ComposedMail mail(MailKind kind, Language language) {
        return writer.write(samples.full(kind, language, BRAND));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(BrandedMailsTest::firstGroup).toList();
    }

    private static String firstGroup(MatchResult found) {
        return found.groupCount() == 0 ? found.group() : found.group(1);
    }

    @ParameterizedTest
    @EnumSource(MailKind.class)
    @DisplayName("[N6] every mail in every language is whole: its language, its texts, its links, and the brand")
    void every_mail_is_whole(MailKind kind) {
        ComposedMail english = mail(kind, Language.ENGLISH);
        String ours = links.to(LinkPage.RESET_PASSWORD, "x").replaceFirst("/v1/.*", "/");
        for (Language language : Language.values()) {
            ComposedMail mail = mail(kind, language);
            String html = STYLE.matcher(mail.html()).replaceAll("");
            String label = kind + " in " + language;

            assertThat(html).as(label).contains("<html lang=\"" + language.tag() + "\">");
            assertThat(all(BRACE, mail.subject() + mail.text() + html))
                    .as(label)
                    .isEmpty();
            assertThat(all(EMPTY, html)).as(label).isEmpty();
            assertThat(all(HEADLINE, html)).as(label).singleElement().isNotEqualTo("");
            assertThat(all(LINK, html))
                    .as(label)
                    .allMatch(link -> link.startsWith(ours) || link.equals("mailto:help@acme.test"));
            assertThat(html).as(label).contains("src=\"https://acme.test/logo.png\"", "Acme GmbH, 1 Main Street");
            assertThat(mail.text()).as(label).contains("Acme GmbH, 1 Main Street", "help@acme.test");
            assertThat(mail.subject()).as(label).isNotBlank();
            if (language != Language.ENGLISH) {
                assertThat(mail.subject()).as(label).isNotEqualTo(english.subject());
                assertThat(all(HEADLINE, html)).as(label).isNotEqualTo(all(HEADLINE, english.html()));
            }
        }
    }
}
