package dev.sallyport.mailing.template;

import dev.sallyport.base.language.Language;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files in an operator's folder: {@code <kind>.<language>.subject}, {@code .txt} or {@code .html}, and {@code
 * layout.html} around all HTML. A name that begins with a dot is passed over, as a mounted volume has some.
 */
final class TemplateFolder {

    /** Mail programs cut a mail off that is longer. */
    private static final int MAX_BYTES = 100_000;

    private final Map<String, String> files = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    /** @param kinds of mails that there are */
    TemplateFolder(Path folder, Collection<String> kinds) {
        Set<String> names = kinds.stream().flatMap(TemplateFolder::names).collect(Collectors.toSet());
        names.add(MailTemplates.LAYOUT);
        try (Stream<Path> found = Files.list(folder)) {
            found.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .forEach(file -> read(file, names));
        } catch (IOException unreadable) {
            faults.add("the folder " + folder + " cannot be read");
        }
    }

    /** The text of each file by its name. */
    Map<String, String> files() {
        return files;
    }

    List<String> faults() {
        return faults;
    }

    private static Stream<String> names(String kind) {
        return Arrays.stream(Language.values())
                .flatMap(language -> Arrays.stream(MailPart.values()).map(part -> part.file(kind, language.tag())));
    }

    private void read(Path file, Set<String> names) {
        String name = file.getFileName().toString();
        if (!names.contains(name)) {
            faults.add(name + ": there is no such mail, language or part");
            return;
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                faults.add(name + ": is longer than " + MAX_BYTES + " bytes");
            } else {
                files.put(name, Files.readString(file));
            }
        } catch (MalformedInputException noText) {
            faults.add(name + ": is not in UTF-8");
        } catch (IOException unreadable) {
            faults.add(name + ": cannot be read");
        }
    }
}
