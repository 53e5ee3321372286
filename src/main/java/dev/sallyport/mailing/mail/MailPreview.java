package dev.sallyport.mailing.mail;

import dev.sallyport.base.language.Language;
import dev.sallyport.mailing.brand.Brand;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Writes every mail in every language to files, with invented values. */
@Singleton
class MailPreview {

    private final MailSamples samples;
    private final MailWriter writer;

    MailPreview(MailSamples samples, MailWriter writer) {
        this.samples = samples;
        this.writer = writer;
    }

    /**
     * Writes {@code <kind>.<language>.html} and {@code .txt} of each mail, and {@code index.html} with all subjects.
     *
     * @param folder is created if it does not exist; files of these names are replaced
     * @return how many mails there are
     */
    int write(Path folder, Brand brand) throws IOException {
        Files.createDirectories(folder);
        StringBuilder index = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Mails</title><ul>\n");
        int written = 0;
        for (MailKind kind : kinds()) {
            for (Language language : Language.values()) {
                ComposedMail mail = writer.write(samples.full(kind, language, brand));
                write(folder, kind.text() + "." + language.tag(), mail, index);
                written++;
            }
        }
        Files.writeString(folder.resolve("index.html"), index.append("</ul>\n"));
        return written;
    }

    private static List<MailKind> kinds() {
        return Arrays.stream(MailKind.values())
                .sorted(Comparator.comparing(MailKind::text))
                .toList();
    }

    // an own template can put anything into a subject
    private static void write(Path folder, String name, ComposedMail mail, StringBuilder index) throws IOException {
        Files.writeString(folder.resolve(name + ".html"), mail.html());
        Files.writeString(folder.resolve(name + ".txt"), mail.text());
        String subject = mail.subject().replace("&", "&amp;").replace("<", "&lt;");
        index.append("<li><a href=\"%1$s.html\">%1$s</a> <a href=\"%1$s.txt\">txt</a> %2$s\n".formatted(name, subject));
    }
}
