package dev.sallyport.mailing.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.language.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start says about templates of an operator, by file and line. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OwnTemplatesTest {

    private static final Set<String> KINDS = Set.of("invitation", "email_code");
    private static final String LINK = "https://auth.example.org/v1/invitations/accept#token";
    private static final String LOGO = "https://logo.example/logo.png";

    @TempDir
    Path folder;

    private final Map<String, Object> values = new HashMap<>(Map.of(
            "link",
            LINK,
            "until",
            "1 May",
            "account",
            "<Acme> & Söhne",
            "brand",
            Map.of(
                    "color",
                    "#0b665d",
                    "logo",
                    LOGO,
                    "support",
                    "help@example.org",
                    "supportLink",
                    "mailto:help@example.org")));

    private final Map<String, Object> bare =
            new HashMap<>(Map.of("link", LINK, "until", "1 May", "brand", Map.of("color", "#0b665d")));

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MailContents invitation(Map<String, Object> values) {
        return new MailContents("invitation", "link", Language.ENGLISH, values, Map.of("action", "invitation_action"));
    }

    private List<String> faults() {
        OwnTemplates own = new OwnTemplates(folder, KINDS);
        List<String> faults = new ArrayList<>(own.faults());
        if (faults.isEmpty()) {
            faults.addAll(own.faults(
                    List.of(invitation(values), invitation(bare)),
                    Set.of("https://auth.example.org"),
                    Set.of(LOGO, "mailto:help@example.org")));
        }
        return faults;
    }

    @BeforeEach
    void nothing_is_wrong_at_first() {
        assertThat(faults()).isEmpty();
    }

    @Test
    @DisplayName("[N6] The subject, the text and the HTML of a language are those of the files, the others built in")
    void parts_in_files() {
        write("invitation.en.subject", "Join {account ?: 'us'}\n");
        write("invitation.en.html", """
                {#include layout.html}
                {#title}{headline}{/title}
                <p>{body}{#if account??} {account}{/if}</p>
                <a href="{link}">{action}</a>
                {/include}
                """);
        assertThat(faults()).isEmpty();
        MailRenderer renderer = new OwnTemplates(folder, KINDS).renderer();
        assertThat(renderer.render(MailPart.SUBJECT, invitation(values)).strip())
                .isEqualTo("Join <Acme> & Söhne");
        assertThat(renderer.render(MailPart.HTML, invitation(values)))
                .contains("&lt;Acme&gt; &amp; Söhne", "<title>You are invited</title>", "href=\"" + LINK + "\"")
                .doesNotContain("<Acme>");
    }

    @Test
    void a_layout_is_around_all_html() {
        write("layout.html", "<html lang=\"{language}\"><b>{brand.name ?: 'Us'}</b>{#insert /}</html>");
        assertThat(new OwnTemplates(folder, KINDS).faults()).isEmpty();
        Map<String, Object> more = new HashMap<>(values);
        assertThat(new OwnTemplates(folder, KINDS)
                        .renderer()
                        .render(
                                MailPart.HTML,
                                new MailContents(
                                        "password_changed",
                                        "farewell",
                                        Language.GERMAN,
                                        with(more, "when", "heute"),
                                        Map.of())))
                .startsWith("<html lang=\"de\"><b>Us</b>")
                .contains("<h1>Ihr Passwort wurde geändert</h1>", "Wann: heute (UTC)");
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
        values.put(name, value);
        return values;
    }

    @ParameterizedTest
    @DisplayName("[N6] A file that has no place stops the start")
    @ValueSource(
            strings = {
                "invitation.html",
                "invitation.it.html",
                "invitation.en.htm",
                "invitations.en.html",
                "INVITATION.en.html",
                "readme.txt",
                "invitation.en.html.swp"
            })
    void unknown_files(String name) {
        write(name, "{link}");
        assertThat(faults()).singleElement().asString().startsWith(name + ": ");
    }

    @Test
    @DisplayName("What a mounted volume has in addition to the files is passed over, and what is no text is refused")
    void other_files() throws IOException {
        Files.createDirectory(folder.resolve("..data"));
        assertThat(faults()).isEmpty();
        Files.write(folder.resolve("invitation.en.txt"), new byte[] {(byte) 0xC3, 0x28});
        Files.write(folder.resolve("invitation.de.txt"), new byte[100_001]);
        assertThat(faults()).hasSize(2).allMatch(fault -> fault.startsWith("invitation."));
        assertThat(new OwnTemplates(folder.resolve("none"), KINDS).faults())
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    @ParameterizedTest
    @DisplayName("[N6] A template that names what there is not, or is broken, is named with its line")
    @CsvSource(delimiter = '|', textBlock = """
            {link} {nothing}                | a value that no mail has
            {link} {account}                | a value that not every mail of the kind has
            {link} {brand.footer}           | a value of the brand that it may not have
            {link} {link.length}            | a method of a value
            {link} {link.raw}               | a way past the escaping
            {link} {mail:nothing}           | a text that there is not
            {link} {mail:webhook_disabled_account} | a text with a value that the mail does not have
            {link} {inject:clients}         | a bean
            {link} {cdi:clients}            | a bean
            {link} {#each account}x{/each}  | a loop
            {link} {#eval account /}        | a template in a value
            {link} {account                 | an expression without an end
            {link} {#include nothing.html /} | a template that there is not
            """)
    void broken(String line, String why) {
        for (String ending : List.of("txt", "html")) {
            write("invitation.en." + ending, "first\nsecond\n" + line + "\nfourth\n");
        }
        assertThat(faults()).as(why).anyMatch(fault -> fault.startsWith("invitation.en.txt:3: "));
        assertThat(faults()).as(why).anyMatch(fault -> fault.startsWith("invitation.en.html:3: "));
    }

    /** Its line is the last one: the engine does not tell where the section begins. */
    @Test
    void a_section_without_an_end_is_broken() {
        write("invitation.en.txt", "{link} {#if account??}x\nlast");
        assertThat(faults()).singleElement().asString().startsWith("invitation.en.txt:2: ");
    }

    @ParameterizedTest
    @DisplayName("[N6] [NOTI-03] A link that is not the service's is named with its line")
    @ValueSource(
            strings = {
                "<a href=\"https://evil.test/\">x</a>",
                "<a href='HTTPS://evil.test/'>x</a>",
                "<a href=//evil.test/>x</a>",
                "<a href=\"https://auth.example.org.evil.test/\">x</a>",
                "<a href=\"https://auth.example.org@evil.test/\">x</a>",
                "<a href=\"http://auth.example.org/\">x</a>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"mailto:other@example.org\">x</a>",
                "<a href=\"{#if account??}https://evil.test/{account}{#else}{link}{/if}\">x</a>",
                "<a href=\"https://{brand.support??}\">x</a>",
                "<a\nhref=\"relative\">x</a>",
                "<img src=\"https://evil.test/pixel.png\">",
                "<img src=\"data:image/png;base64,AAAA\">",
                "<td background=\"https://evil.test/x.png\">",
                "<p style=\"background: url(https://evil.test/x.png)\">",
                "<style>@import 'x.css';</style>",
                "<script>alert(1)</script>",
                "<p onclick=\"alert(1)\">",
                "<form action=\"https://evil.test/\">",
                "<base href=\"https://evil.test/\">",
                "<meta http-equiv=\"refresh\" content=\"0\">",
                "See https://evil.test/ for more",
                "See www.evil.test for more"
            })
    void links_of_others(String html) {
        write("invitation.en.html", "<p>first</p>\n{link}\n{#if true}\n" + html.replace("\n", " ") + "\n{/if}\nlast\n");
        assertThat(faults()).isNotEmpty().allMatch(fault -> fault.startsWith("invitation.en.html:4: "));
    }

    @Test
    void links_of_the_service_the_logo_and_the_support_address_are_fine() {
        write("invitation.en.html", """
                <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
                <html xmlns="http://www.w3.org/1999/xhtml">
                <style>.a { color: {brand.color}; }</style>
                <a href="{link}">{link}</a> <a href="https://auth.example.org/help?a=1&amp;b=2">help</a>
                {#if brand.logo??}<img src="{brand.logo}" alt="">{/if}
                {#if brand.support??}<a href="mailto:{brand.support}">{brand.support}</a>{/if}
                """);
        assertThat(faults()).isEmpty();
    }

    @Test
    void a_mail_shows_its_link_and_its_subject_is_one_line_without_it() {
        write("invitation.en.txt", "Welcome\n");
        assertThat(faults()).containsExactly("invitation.en.txt: does not show {link}");
        write("invitation.en.txt", "{link}\n");
        write("invitation.en.subject", "two\nlines\n");
        assertThat(faults()).containsExactly("invitation.en.subject: a subject is one line");
        write("invitation.en.subject", "{link}\n");
        assertThat(faults()).isNotEmpty().allMatch(fault -> fault.startsWith("invitation.en.subject:1: "));
    }

    @Test
    void a_layout_that_includes_another_template_is_refused() {
        write("layout.html", "{#include layout.html}{/include}");
        assertThat(faults()).contains("layout.html: must not include another template");
    }
}
