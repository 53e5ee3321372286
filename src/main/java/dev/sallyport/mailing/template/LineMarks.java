package dev.sallyport.mailing.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks at the ends of a template's lines, which are written along with the text: they show which line of the template
 * a place in the output comes from.
 */
final class LineMarks {

    private static final char MARK = '\u0001';

    private static final Pattern MARKS = Pattern.compile(MARK + "([^" + MARK + "]*)" + MARK);

    private LineMarks() {}

    /** The template with a mark at the end of each line that does not end within a tag. */
    static String in(String file, String template) {
        StringBuilder marked = new StringBuilder();
        boolean inTag = false;
        int line = 1;
        for (int at = 0; at < template.length(); at++) {
            char character = template.charAt(at);
            if (character == '\n') {
                marked.append(inTag ? "" : mark(file, line));
                line++;
            }
            inTag = inTag ? character != '}' : opensTag(template, at);
            marked.append(character);
        }
        return marked.append(inTag ? "" : mark(file, line)).toString();
    }

    private static String mark(String file, int line) {
        return MARK + file + ":" + line + MARK;
    }

    private static boolean opensTag(String template, int at) {
        return template.charAt(at) == '{'
                && at + 1 < template.length()
                && !Character.isWhitespace(template.charAt(at + 1));
    }

    /** File and line of a place in the output. */
    static String at(String written, int place) {
        Matcher marks = MARKS.matcher(written);
        return marks.find(place) ? marks.group(1) : "";
    }

    static String removed(String written) {
        return MARKS.matcher(written).replaceAll("");
    }
}
