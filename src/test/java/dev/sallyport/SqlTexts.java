package dev.sallyport;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The texts in the sources of the service, among them its statements, and the migrations. */
final class SqlTexts {

    /** A part of a text that is no constant. */
    static final String HOLE = "\0";

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "sallyport");

    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");

    private SqlTexts() {}

    /** Every text of each source file, by its path below the service's package; a sum of texts is one text. */
    static Map<Path, List<String>> ofSources() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<Path, List<String>> texts = new LinkedHashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> paths =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths));
            for (CompilationUnitTree unit : task.parse()) {
                List<String> ofFile = new ArrayList<>();
                new Texts().scan(unit, ofFile);
                Path file = Path.of(unit.getSourceFile().toUri());
                texts.put(SOURCES.toAbsolutePath().relativize(file), ofFile);
            }
            return texts;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> migrations() {
        try (Stream<Path> scripts = Files.list(MIGRATIONS)) {
            List<String> texts = new ArrayList<>();
            for (Path script : scripts.sorted().toList()) {
                texts.add(Files.readString(script));
            }
            return texts;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Texts extends TreeScanner<Void, List<String>> {

        @Override
        public Void visitLiteral(LiteralTree literal, List<String> texts) {
            if (literal.getValue() instanceof String text) {
                texts.add(text);
            }
            return null;
        }

        @Override
        public Void visitBinary(BinaryTree operation, List<String> texts) {
            if (operation.getKind() != Tree.Kind.PLUS) {
                return super.visitBinary(operation, texts);
            }
            texts.add(sum(operation, texts));
            return null;
        }

        private String sum(Tree part, List<String> texts) {
            if (part instanceof ParenthesizedTree inner) {
                return sum(inner.getExpression(), texts);
            }
            if (part instanceof BinaryTree operation && operation.getKind() == Tree.Kind.PLUS) {
                return sum(operation.getLeftOperand(), texts) + sum(operation.getRightOperand(), texts);
            }
            if (part instanceof LiteralTree literal && literal.getValue() instanceof String text) {
                return text;
            }
            scan(part, texts);
            return HOLE;
        }
    }
}
