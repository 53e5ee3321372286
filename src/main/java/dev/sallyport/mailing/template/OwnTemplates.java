package dev.sallyport.mailing.template;

import io.quarkus.qute.TemplateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The templates of an operator, checked before the first mail. Each fault names the file and, where there is one, the
 * line.
 */
public final class OwnTemplates {

    private final MailTexts texts = new MailTexts();
    private final Map<String, String> files;
    private final Set<String> faults;

    /**
     * Reads the folder.
     *
     * @param kinds of mails that there are
     */
    public OwnTemplates(Path folder, Collection<String> kinds) {
        TemplateFolder read = new TemplateFolder(folder, kinds);
        this.files = read.files();
        this.faults = new LinkedHashSet<>(read.faults());
        files.forEach((name, text) -> parse(name, text));
        String layout = files.get(MailTemplates.LAYOUT);
        if (layout != null && layout.contains("{#include")) {
            faults.add(MailTemplates.LAYOUT + ": must not include another template");
        }
    }

    /** What is wrong with the files, without looking at what they write. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** Writes mails by these templates. Only for templates without faults. */
    public MailRenderer renderer() {
        return MailRenderer.with(files);
    }

    private void parse(String name, String text) {
        try {
            new MailTemplates(texts, Optional.empty()).parse(name, text);
        } catch (TemplateException malformed) {
            faults.add(place(name, malformed) + ": " + sentence(malformed));
        }
    }

    /**
     * What is wrong with the mails that the templates write from samples.
     *
     * @param samples of all kinds and languages, with all the values that a mail can have and with those alone that it
     *     always has
     * @param origins that links may have
     * @param others what else a mail may lead to: the addresses and pictures in the samples
     */
    public List<String> faults(List<MailContents> samples, Set<String> origins, Set<String> others) {
        Map<String, String> marked = new TreeMap<>();
        files.forEach((name, text) -> marked.put(name, LineMarks.in(name, text)));
        MailRenderer renderer = MailRenderer.with(marked);
        WrittenLinks links = new WrittenLinks(origins, others);
        Set<String> found = new LinkedHashSet<>();
        for (MailContents sample : samples) {
            for (MailPart part : MailPart.values()) {
                if (renderer.isOwn(part, sample.kind(), sample.language())) {
                    found.addAll(faults(renderer, part, sample, links));
                }
            }
        }
        return List.copyOf(found);
    }

    private static List<String> faults(MailRenderer renderer, MailPart part, MailContents sample, WrittenLinks links) {
        String file = part.file(sample.kind(), sample.language().tag());
        String written;
        try {
            written = renderer.render(part, sample);
        } catch (TemplateException unwritable) {
            return List.of(place(file, unwritable) + ": " + sentence(unwritable));
        }
        List<String> found = new ArrayList<>();
        links.check(
                written,
                part == MailPart.HTML,
                (place, fault) -> found.add(LineMarks.at(written, place) + ": " + fault));
        String text = LineMarks.removed(written).strip();
        if (part == MailPart.SUBJECT) {
            if (text.isEmpty() || text.lines().count() > 1) {
                found.add(file + ": a subject is one line");
            }
            return found;
        }
        MailRenderer.SECRETS.stream()
                .filter(name -> sample.values().containsKey(name))
                .filter(name -> !text.contains(String.valueOf(sample.values().get(name))))
                .forEach(name -> found.add(file + ": does not show {" + name + "}"));
        return found;
    }

    private static String place(String file, TemplateException failure) {
        return failure.getOrigin() == null
                ? file
                : failure.getOrigin().getTemplateId() + ":"
                        + failure.getOrigin().getLine();
    }

    /** The reason, in one line. */
    private static String sentence(TemplateException failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
