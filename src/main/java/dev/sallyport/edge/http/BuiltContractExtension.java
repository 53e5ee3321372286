package dev.sallyport.edge.http;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;

/**
 * Puts {@link BuiltContract} around the framework's service of the contract, while the application is built.
 *
 * <p>The binding is an annotation of the framework without a meaning of its own for a bean: in tests and in the
 * development mode the framework's beans have another class loader, which does not find ours.
 */
public final class BuiltContractExtension implements BuildCompatibleExtension {

    @Discovery
    public void bind(MetaAnnotations annotations) {
        annotations.addInterceptorBinding(StaticInitSafe.class);
    }

    @Enhancement(types = OpenApiDocumentService.class)
    public void enhance(ClassConfig service) {
        service.addAnnotation(StaticInitSafe.class);
    }
}
