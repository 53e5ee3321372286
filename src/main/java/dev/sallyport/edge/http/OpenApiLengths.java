package dev.sallyport.edge.http;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.emailaddress.EmailAddressText;
import dev.sallyport.base.names.DisplayName;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;

/** How long the texts of requests may be, where a constraint of our own says it: the framework reads its own only. */
final class OpenApiLengths {

    private OpenApiLengths() {}

    static void addTo(Components components, IndexView index) {
        add(components, index, DisplayName.class, DisplayName.LENGTH);
        add(components, index, EmailAddressText.class, EmailAddress.MAX_LENGTH);
    }

    private static void add(
            Components components, IndexView index, Class<? extends Annotation> constraint, int longest) {
        for (AnnotationInstance rule : index.getAnnotations(constraint)) {
            if (rule.target().kind() == AnnotationTarget.Kind.FIELD) {
                property(components, rule.target().asField()).ifPresent(property -> {
                    property.setMinLength(1);
                    property.setMaxLength(
                            rule.value("max") == null
                                    ? longest
                                    : rule.value("max").asInt());
                });
            }
        }
    }

    /** Empty if the type is no schema of the contract, as a row of an import is. */
    private static Optional<Schema> property(Components components, FieldInfo field) {
        return Optional.ofNullable(components.getSchemas().get(schemaName(field.declaringClass())))
                .map(Schema::getProperties)
                .map((Map<String, Schema> properties) -> properties.get(field.name()));
    }

    private static String schemaName(ClassInfo type) {
        AnnotationInstance schema =
                type.declaredAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        return schema == null || schema.value("name") == null
                ? type.simpleName()
                : schema.value("name").asString();
    }
}
