package dev.sallyport.edge.http;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves the contract as the build has written it. The framework would read it into a model at each start, and write
 * that again in both formats; nothing is left to change in it by then.
 */
@StaticInitSafe
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class BuiltContract {

    /** By the build, with the name of the format as its ending. */
    private static final String FILE = "META-INF/quarkus-generated-openapi-doc.";

    /** The method of {@link OpenApiDocumentService} that answers a request: a name and a format. */
    private static final String ASKED = "getDocument";

    private final Map<Format, byte[]> documents = new ConcurrentHashMap<>();

    @AroundInvoke
    @Nullable
    Object call(InvocationContext method) {
        return method.getMethod().getName().equals(ASKED)
                ? documents.computeIfAbsent((Format) method.getParameters()[1], BuiltContract::read)
                : null;
    }

    private static byte[] read(Format format) {
        ClassLoader resources = Thread.currentThread().getContextClassLoader();
        try (InputStream file = Objects.requireNonNull(resources.getResourceAsStream(FILE + format.name()))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
