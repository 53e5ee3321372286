package dev.sallyport.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The classes of the service as ArchUnit reads them: once, which takes seconds, for all plain tests of a JVM. */
public final class ServiceClasses {

    public static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sallyport");

    private ServiceClasses() {}

    public static List<Class<?>> annotatedWith(Class<? extends Annotation> annotation) {
        return ALL.stream()
                .filter(type -> type.isAnnotatedWith(annotation))
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    }

    /** The methods of all resources, those that answer requests and those that do not. */
    public static Stream<Method> ofResources() {
        return annotatedWith(Path.class).stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods()));
    }
}
