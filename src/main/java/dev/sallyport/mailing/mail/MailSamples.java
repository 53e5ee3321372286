package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.template.MailContents;
import dev.sallyport.security.crypto.Ids;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mails with invented values. Their codes and links belong to no user. */
@Singleton
class MailSamples {

    private static final Duration VALID = Duration.ofMinutes(10);
    private static final Duration AHEAD = Duration.ofDays(14);

    private final List<MailComposer> composers;
    private final Clock clock;

    MailSamples(Instance<MailComposer> composers, Clock clock) {
        this.composers = composers.stream().toList();
        this.clock = clock;
    }

    /** A mail of the kind, with every value that it may have. */
    MailContents full(MailKind kind, Language language, Brand brand) {
        QueuedMail mail = queued(kind, language);
        return MailWriter.contents(mail, draft(mail), brand);
    }

    /**
     * All kinds in all languages: with all values, with the required values only, and with each optional value missing
     * in turn.
     */
    List<MailContents> all(Brand brand) {
        return Arrays.stream(MailKind.values())
                .flatMap(kind -> Arrays.stream(Language.values()).flatMap(language -> all(kind, language, brand)))
                .toList();
    }

    private Stream<MailContents> all(MailKind kind, Language language, Brand brand) {
        QueuedMail mail = queued(kind, language);
        MailDraft draft = draft(mail);
        Set<String> names = MailVariables.of(kind);
        Set<String> always = MailVariables.always(kind);
        Stream<MailContents> ends = Stream.of(
                MailWriter.contents(mail, draft, brand, names), MailWriter.contents(mail, draft, Brand.NONE, always));
        Stream<MailContents> brands = brand.lacking().map(lacking -> MailWriter.contents(mail, draft, lacking, names));
        Stream<MailContents> values = names.stream()
                .filter(name -> !always.contains(name))
                .map(name -> MailWriter.contents(mail, draft, brand, without(name, names)));
        return Stream.of(ends, brands, values).flatMap(samples -> samples);
    }

    private static Set<String> without(String name, Set<String> names) {
        return names.stream().filter(other -> !other.equals(name)).collect(Collectors.toUnmodifiableSet());
    }

    private MailDraft draft(QueuedMail mail) {
        return composers.stream()
                .filter(one -> one.kinds().contains(mail.kind()))
                .findFirst()
                .flatMap(one -> one.compose(mail))
                .orElseThrow();
    }

    private QueuedMail queued(MailKind kind, Language language) {
        Instant now = clock.instant();
        return new QueuedMail(
                new UserId(Ids.next()), kind, "ada@example.org", language.tag(), details(now), now.plus(VALID));
    }

    /** What the acts that mails report fill in; each kind takes its own of it. */
    static Map<String, String> details(Instant now) {
        Map<String, String> details = new HashMap<>(Map.of(
                "account", "Acme",
                "who", "grace@example.org",
                "date", now.plus(AHEAD).toString(),
                "executeAfter", now.plus(AHEAD).toString(),
                "caller", "shop",
                "key", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
        for (String id : List.of("challenge", "accountId", "webhook", Notices.NOTICE, Notices.REFERENCE)) {
            details.put(id, Ids.next().toString());
        }
        details.put(Notices.WHEN, now.toString());
        details.put(Notices.WHERE, "203.0.113.7");
        details.put(Notices.BROWSER, "Firefox");
        details.put(Notices.OS, "Windows");
        details.put(Notices.ACCOUNTS, "Acme");
        details.put(Notices.REMAINING, "2");
        details.put(Notices.LOW, "true");
        return Map.copyOf(details);
    }
}
