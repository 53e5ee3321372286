package dev.sallyport.edge.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of the project's Markdown files: its fenced blocks, its headings and its links. */
final class MarkdownDocument {

    /** A fenced block, from the line after its opening fence to the line before its closing one. */
    record Block(String language, String note, int firstLine, int endLine, String indent, String text) {}

    private static final Pattern FENCE = Pattern.compile("( *)```(\\w*) ?(.*)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*(?:\\n[^\\]\\n]*)?]\\(([^)\\s]+)\\)");

    private final Path file;
    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> prose = new ArrayList<>();

    private MarkdownDocument(Path file) {
        this.file = file;
        try {
            this.lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        parse();
    }

    static MarkdownDocument of(String file) {
        return new MarkdownDocument(Path.of(file));
    }

    /**
     * README, the pages of the site, those of the client and the examples, and what the host of the repository shows.
     */
    static List<MarkdownDocument> all() {
        List<Path> files = new ArrayList<>(List.of(Path.of("README.md")));
        for (String folder : List.of("src/site/markdown", "src/examples", "src/main/webui/client", ".github")) {
            try (Stream<Path> found = Files.walk(Path.of(folder))) {
                found.filter(path -> path.toString().endsWith(".md")).sorted().forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files.stream().map(MarkdownDocument::new).toList();
    }

    private void parse() {
        for (int line = 0; line < lines.size(); line++) {
            Matcher fence = FENCE.matcher(lines.get(line));
            if (!fence.matches()) {
                prose.add(lines.get(line));
                continue;
            }
            String indent = fence.group(1);
            int end = line + 1;
            while (!lines.get(end).equals(indent + "```")) {
                end++;
            }
            String text = String.join(
                    "\n",
                    lines.subList(line + 1, end).stream()
                            .map(each -> each.startsWith(indent) ? each.substring(indent.length()) : each)
                            .toList());
            blocks.add(new Block(fence.group(2), fence.group(3).strip(), line + 1, end, indent, text));
            line = end;
        }
    }

    Path file() {
        return file;
    }

    List<Block> blocks() {
        return blocks;
    }

    int length() {
        return lines.size();
    }

    /** Everything but the fenced blocks. */
    String prose() {
        return String.join("\n", prose);
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Where links lead, as written. */
    List<String> links() {
        List<String> targets = new ArrayList<>();
        Matcher link = LINK.matcher(prose());
        while (link.find()) {
            targets.add(link.group(1));
        }
        return targets;
    }

    /** The names by which a link can reach a heading, made as GitHub makes them. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** Writes the file with other texts in some of its blocks. */
    void write(Map<Block, String> texts) throws IOException {
        StringBuilder whole = new StringBuilder();
        int next = 0;
        for (Block block : blocks) {
            String text = texts.get(block);
            if (text != null) {
                append(whole, lines.subList(next, block.firstLine()));
                append(whole, text.lines().map(line -> block.indent() + line).toList());
                next = block.endLine();
            }
        }
        append(whole, lines.subList(next, lines.size()));
        Files.writeString(file, whole);
    }

    private static void append(StringBuilder whole, List<String> lines) {
        lines.forEach(line -> whole.append(line).append('\n'));
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
