package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import dev.sallyport.security.crypto.Ids;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes every mail in every language to files, with invented data. Its codes and links belong to no user. */
@Singleton
class MailPreview {

    private static final Set<MailKind> WITH_DATE =
            Set.of(MailKind.ERASURE_REQUESTED, MailKind.TWO_FACTOR_REQUIRED, MailKind.TWO_FACTOR_REMINDER);

    private static final Set<MailKind> OF_SUPPORT =
            Set.of(MailKind.TWO_FACTOR_RESET, MailKind.TWO_FACTOR_RESET_BY_ACCOUNT, MailKind.ACCESS_CODE_ISSUED);

    private static final Duration VALID = Duration.ofMinutes(10);
    private static final Duration AHEAD = Duration.ofDays(14);

    private final Instance<MailComposer> composers;
    private final Clock clock;

    MailPreview(Instance<MailComposer> composers, Clock clock) {
        this.composers = composers;
        this.clock = clock;
    }

    /**
     * Writes {@code <kind>.<language>.html} and {@code .txt} of each mail, and {@code index.html} with all subjects.
     *
     * @param folder is created if it does not exist; files of these names are replaced
     * @return how many mails there are
     */
    int write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Instant now = clock.instant();
        StringBuilder index = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Mails</title><ul>\n");
        int written = 0;
        for (MailKind kind : kinds()) {
            for (Language language : Language.values()) {
                Optional<ComposedMail> mail = composer(kind).compose(sample(kind, language, now));
                if (mail.isPresent()) {
                    write(folder, kind.text() + "." + language.tag(), mail.get(), index);
                    written++;
                }
            }
        }
        Files.writeString(folder.resolve("index.html"), index.append("</ul>\n"));
        return written;
    }

    private List<MailKind> kinds() {
        return composers.stream()
                .flatMap(composer -> composer.kinds().stream())
                .sorted(Comparator.comparing(MailKind::text))
                .toList();
    }

    private MailComposer composer(MailKind kind) {
        return composers.stream()
                .filter(one -> one.kinds().contains(kind))
                .findFirst()
                .orElseThrow();
    }

    // a subject holds nothing that a user chose, and is escaped all the same where it could be read as a tag
    private static void write(Path folder, String name, ComposedMail mail, StringBuilder index) throws IOException {
        Files.writeString(folder.resolve(name + ".html"), mail.html());
        Files.writeString(folder.resolve(name + ".txt"), mail.text());
        String subject = mail.subject().replace("&", "&amp;").replace("<", "&lt;");
        index.append("<li><a href=\"%1$s.html\">%1$s</a> <a href=\"%1$s.txt\">txt</a> %2$s\n".formatted(name, subject));
    }

    private static QueuedMail sample(MailKind kind, Language language, Instant now) {
        return new QueuedMail(
                new UserId(Ids.next()), kind, "ada@example.org", language.tag(), details(kind, now), now.plus(VALID));
    }

    /** What the mails of a kind may show, as the acts that they report fill it in. */
    static Map<String, String> details(MailKind kind, Instant now) {
        Map<String, String> details = new HashMap<>(Map.of(
                Notices.WHEN,
                now.toString(),
                Notices.WHERE,
                "203.0.113.7",
                Notices.BROWSER,
                "Firefox",
                Notices.OS,
                "Windows",
                Notices.NOTICE,
                Ids.next().toString(),
                "challenge",
                Ids.next().toString(),
                "account",
                "Acme",
                "accountId",
                Ids.next().toString(),
                "who",
                "grace@example.org",
                "executeAfter",
                now.plus(AHEAD).toString()));
        if (WITH_DATE.contains(kind)) {
            details.put("date", now.plus(AHEAD).toString());
        }
        if (kind == MailKind.ERASURE_REQUESTED) {
            details.put(Notices.ACCOUNTS, "Acme");
        }
        if (kind == MailKind.WEBHOOK_DISABLED) {
            details.put("webhook", Ids.next().toString());
        }
        if (kind == MailKind.USERS_EXPORTED) {
            details.put("caller", "shop");
            details.put("key", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        }
        if (kind == MailKind.RECOVERY_CODE_USED) {
            details.put(Notices.REMAINING, "2");
            details.put(Notices.LOW, "true");
        }
        if (OF_SUPPORT.contains(kind) || !SecurityNotices.reportable().contains(kind)) {
            details.put(Notices.REFERENCE, Ids.next().toString());
        }
        return Map.copyOf(details);
    }
}
