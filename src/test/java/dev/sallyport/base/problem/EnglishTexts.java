package dev.sallyport.base.problem;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Every English text of the source that is sent to people in their language, found by parsing: what is given to a
 * parameter that must be a constant ({@code @CompileTimeConstant}), the messages of constraints, and the details of
 * problem types. The compiler refuses a text that is put together at those places, so none is missed here.
 */
final class EnglishTexts {

    private static final Path SOURCE = Path.of("src/main/java");

    /** By a method, the positions of its parameters that must be a constant; a static one with its class's name. */
    private final Map<String, Set<Integer>> constantParameters = new TreeMap<>();

    private final Map<String, String> constants = new TreeMap<>();
    private final Properties standard = new Properties();
    private final Set<String> found = new TreeSet<>();
    private final Set<String> unread = new TreeSet<>();

    /** The file that is being scanned, and its class. */
    private CompilationUnitTree unit;

    private String type = "";

    private EnglishTexts() {}

    /** @throws AssertionError for a text that cannot be read from the source */
    static Set<String> inSource() throws IOException {
        EnglishTexts texts = new EnglishTexts();
        try (var messages = Files.newBufferedReader(Path.of("src/main/resources/ValidationMessages.properties"))) {
            texts.standard.load(messages);
        }
        List<CompilationUnitTree> units = parse();
        units.forEach(unit -> texts.scan(unit, texts.new Declarations()));
        units.forEach(unit -> texts.scan(unit, texts.new Uses()));
        for (ProblemType type : ProblemType.values()) {
            texts.found.add(type.detail());
        }
        if (!texts.unread.isEmpty()) {
            throw new AssertionError("Texts that this class cannot read: " + texts.unread);
        }
        return texts.found;
    }

    private static List<CompilationUnitTree> parse() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> paths = Files.walk(SOURCE)) {
            List<Path> sources =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            return units;
        }
    }

    private void scan(CompilationUnitTree next, TreeScanner<Void, Void> scanner) {
        unit = next;
        type = Path.of(unit.getSourceFile().getName()).getFileName().toString().replace(".java", "");
        unit.accept(scanner, null);
    }

    private static String name(Tree tree) {
        return tree instanceof MemberSelectTree member
                ? member.getIdentifier().toString()
                : tree instanceof IdentifierTree identifier
                        ? identifier.getName().toString()
                        : "";
    }

    /** What each file declares: constant parameters, constants, and the default messages of constraints. */
    private final class Declarations extends TreeScanner<Void, Void> {

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            for (int at = 0; at < method.getParameters().size(); at++) {
                boolean isConstant = method.getParameters().get(at).getModifiers().getAnnotations().stream()
                        .anyMatch(annotation ->
                                name(annotation.getAnnotationType()).equals("CompileTimeConstant"));
                if (isConstant) {
                    boolean isStatic = method.getModifiers().getFlags().contains(Modifier.STATIC);
                    constantParameters
                            .computeIfAbsent((isStatic ? type + "." : "") + method.getName(), name -> new TreeSet<>())
                            .add(at);
                }
            }
            if (method.getDefaultValue() instanceof ExpressionTree value
                    && method.getName().contentEquals("message")) {
                read(value);
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
            String text = variable.getInitializer() == null ? null : text(variable.getInitializer());
            if (text != null && name(variable.getType()).equals("String")) {
                constants.put(type + "." + variable.getName(), text);
            }
            return super.visitVariable(variable, nothing);
        }
    }

    /** The texts that each file has. */
    private final class Uses extends TreeScanner<Void, Void> {

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            positions(call.getMethodSelect()).stream()
                    .filter(at -> at < call.getArguments().size())
                    .forEach(at -> read(call.getArguments().get(at)));
            return super.visitMethodInvocation(call, nothing);
        }

        private Set<Integer> positions(ExpressionTree method) {
            if (!(method instanceof MemberSelectTree member)) {
                return constantParameters.getOrDefault(type + "." + name(method), Set.of());
            }
            String receiver = name(member.getExpression());
            String key = constantParameters.containsKey(receiver + "." + name(method))
                    ? receiver + "." + name(method)
                    : name(method);
            return receiver.equals("LOG") ? Set.of() : constantParameters.getOrDefault(key, Set.of());
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
            List<ExpressionTree> messages = annotation.getArguments().stream()
                    .filter(AssignmentTree.class::isInstance)
                    .map(AssignmentTree.class::cast)
                    .filter(argument -> name(argument.getVariable()).equals("message"))
                    .map(AssignmentTree::getExpression)
                    .toList();
            messages.forEach(message -> read(message));
            String constraint = imported(name(annotation.getAnnotationType()));
            if (messages.isEmpty() && constraint.contains(".constraints.")) {
                readStandard(constraint + ".message");
            }
            return super.visitAnnotation(annotation, nothing);
        }
    }

    private String imported(String type) {
        return unit.getImports().stream()
                .map(line -> line.getQualifiedIdentifier().toString())
                .filter(line -> line.endsWith("." + type))
                .findFirst()
                .orElse("");
    }

    private void readStandard(String key) {
        String message = standard.getProperty(key);
        if (message == null) {
            unread.add(key);
        } else {
            found.add(message);
        }
    }

    /** A text that comes through a parameter is read where it is given to that. */
    private void read(ExpressionTree given) {
        if (given instanceof ParenthesizedTree inner) {
            read(inner.getExpression());
        } else if (given instanceof ConditionalExpressionTree choice) {
            read(choice.getTrueExpression());
            read(choice.getFalseExpression());
        } else if (text(given) != null) {
            found.add(text(given));
        } else if (given instanceof BinaryTree) {
            unread.add(given.toString());
        }
    }

    /** A literal, a constant, or a sum of both; null for anything else. */
    private String text(Tree given) {
        if (given instanceof LiteralTree literal) {
            return literal.getValue() instanceof String text ? text : null;
        }
        if (given instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            String left = text(sum.getLeftOperand());
            String right = text(sum.getRightOperand());
            return left == null || right == null ? null : left + right;
        }
        if (given instanceof MemberSelectTree member) {
            return constants.get(name(member.getExpression()) + "." + name(member));
        }
        return given instanceof IdentifierTree ? constants.get(type + "." + name(given)) : null;
    }
}
