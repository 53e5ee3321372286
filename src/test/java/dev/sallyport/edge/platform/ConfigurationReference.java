package dev.sallyport.edge.platform;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The tables of settings in the configuration page, made from the configuration interfaces: names, types and defaults
 * from their annotations, meanings from their Javadoc, limits from {@link SettingRules}.
 */
final class ConfigurationReference {

    private static final Path SOURCES = Path.of("src/main/java");

    /** A configuration interface, with what its source says of it and of its methods. */
    private record Described(Class<?> mapping, String title, String more, Map<String, String> meanings) {}

    private ConfigurationReference() {}

    /**
     * One chapter for each interface, in the order of their variables, below a list of them; a setting that two
     * interfaces read stands once.
     */
    static String of(List<Class<?>> mappings) throws IOException {
        Map<String, List<String>> chapters = new TreeMap<>();
        Set<String> written = new HashSet<>();
        described(mappings).stream()
                .sorted(Comparator.comparing(Described::title)
                        .thenComparing(each -> each.mapping().getName()))
                .forEach(each -> {
                    List<String> rows = rows(each, written);
                    if (!rows.isEmpty()) {
                        chapters.computeIfAbsent(each.title(), title -> intro(each))
                                .addAll(rows);
                    }
                });
        List<Map.Entry<String, List<String>>> ordered = chapters.entrySet().stream()
                .sorted(Comparator.comparing(chapter -> firstRow(chapter.getValue())))
                .toList();
        String contents = ordered.stream()
                .map(chapter -> "- [" + chapter.getKey() + "](#" + anchor(chapter.getKey()) + ")\n")
                .collect(Collectors.joining());
        return contents + "\n"
                + ordered.stream()
                        .map(chapter ->
                                "### " + chapter.getKey() + "\n\n" + String.join("\n", chapter.getValue()) + "\n")
                        .collect(Collectors.joining("\n"));
    }

    /** Chapters are in the order of the variables, which is what a reader looks for. */
    private static String firstRow(List<String> chapter) {
        return chapter.stream()
                .filter(line -> line.startsWith("| `"))
                .findFirst()
                .orElseThrow();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private static List<String> intro(Described described) {
        List<String> lines = new ArrayList<>();
        if (!described.more().isEmpty()) {
            lines.add(described.more() + "\n");
        }
        lines.add("| variable | type | default | meaning | property |");
        lines.add("|---|---|---|---|---|");
        return lines;
    }

    private static List<String> rows(Described described, Set<String> written) {
        List<String> rows = new ArrayList<>();
        for (Method method : described.mapping().getDeclaredMethods()) {
            String name = name(described.mapping(), method);
            if (written.add(name)) {
                String meaning = described.meanings().get(method.getName());
                if (meaning == null) {
                    throw new IllegalStateException(name + " has no Javadoc");
                }
                rows.add("| `" + Settings.variable(name) + "` | " + type(method.getGenericReturnType()) + " | "
                        + initial(method) + " | " + meaning + limit(name) + " | `" + name + "` |");
            }
        }
        rows.sort(Comparator.naturalOrder());
        return rows;
    }

    private static String name(Class<?> mapping, Method method) {
        WithName name = method.getAnnotation(WithName.class);
        return mapping.getAnnotation(ConfigMapping.class).prefix() + "."
                + (name == null ? StringUtil.skewer(method.getName()) : name.value());
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            return generic.getRawType() == Optional.class ? type(argument) : "list";
        }
        if (type == Duration.class) {
            return "duration";
        }
        boolean isText = type == String.class || (type instanceof Class<?> choice && choice.isEnum());
        return type == int.class || type == double.class ? "number" : isText ? "text" : "true or false";
    }

    private static String initial(Method method) {
        WithDefault value = method.getAnnotation(WithDefault.class);
        return value == null ? "-" : "`" + value.value() + "`";
    }

    private static String limit(String name) {
        String allowed = SettingRules.of(name).map(SettingRule::allowed).orElse("");
        return allowed.isEmpty() || allowed.equals(SettingRule.flag().allowed())
                ? ""
                : " Allowed: "
                        + allowed.replaceFirst("^an? (whole number|ISO 8601 duration) from ", "")
                                .replace("|", "\\|") + ".";
    }

    /** All by one compiler: to make it takes longer than to read a file. */
    private static List<Described> described(List<Class<?>> mappings) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources = mappings.stream()
                    .map(mapping -> SOURCES.resolve(mapping.getName().replace('.', '/') + ".java"))
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees trees = DocTrees.instance(task);
            List<Described> described = new ArrayList<>();
            Iterator<Class<?>> each = mappings.iterator();
            for (CompilationUnitTree unit : task.parse()) {
                described.add(described(each.next(), new Comments(trees, unit)));
            }
            return described;
        }
    }

    private static Described described(Class<?> mapping, Comments comments) {
        ClassTree type = (ClassTree) comments.unit().getTypeDecls().get(0);
        Map<String, String> meanings = new HashMap<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method) {
                meanings.put(method.getName().toString(), comments.of(member));
            }
        }
        String whole = comments.of(type);
        int title = whole.indexOf(".");
        return new Described(
                mapping, whole.substring(0, title), whole.substring(title + 1).strip(), meanings);
    }

    /** Javadoc as Markdown on one line. */
    private record Comments(DocTrees trees, CompilationUnitTree unit) {

        String of(Tree tree) {
            DocCommentTree comment = trees.getDocCommentTree(TreePath.getPath(unit, tree));
            return comment == null ? "" : markdown(comment.getFullBody());
        }

        private static String markdown(List<? extends DocTree> parts) {
            return parts.stream()
                    .map(Comments::markdown)
                    .collect(Collectors.joining())
                    .replaceAll("\\s+", " ")
                    .strip();
        }

        private static String markdown(DocTree part) {
            if (part instanceof TextTree text) {
                return text.getBody();
            }
            if (part instanceof LiteralTree literal && literal.getKind() == DocTree.Kind.CODE) {
                return "`" + literal.getBody().getBody().strip().replace("|", "\\|") + "`";
            }
            throw new IllegalStateException("only text and {@code}: " + part);
        }
    }
}
