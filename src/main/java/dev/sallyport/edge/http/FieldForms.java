package dev.sallyport.edge.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.problem.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the JSON form of a field by its type. */
final class FieldForms {

    private static final Text ID = Text.of("must be a UUID, such as 0199d3c2-4f5a-7c3d-8e2b-9a1f0c6d7e80");

    private static final Map<Class<?>, Text> BY_TYPE = Map.ofEntries(
            Map.entry(String.class, Text.of("must be a string")),
            Map.entry(Boolean.class, Text.of("must be true or false")),
            Map.entry(boolean.class, Text.of("must be true or false")),
            Map.entry(Integer.class, Text.of("must be a whole number")),
            Map.entry(int.class, Text.of("must be a whole number")),
            Map.entry(Long.class, Text.of("must be a whole number")),
            Map.entry(long.class, Text.of("must be a whole number")),
            Map.entry(UUID.class, ID),
            Map.entry(Instant.class, Text.of("must be a time as in RFC 3339, such as 2026-12-01T08:00:00Z")),
            Map.entry(LocalDate.class, Text.of("must be a date as in RFC 3339, such as 2026-12-01")),
            Map.entry(Duration.class, Text.of("must be a duration as in ISO 8601, such as P30D or PT10M")));

    private FieldForms() {}

    /** @param type null where it is not known */
    static Text of(@Nullable Class<?> type) {
        if (type == null) {
            return Text.of("must be of another type or form");
        }
        if (Id.class.isAssignableFrom(type)) {
            return ID;
        }
        if (type.isEnum()) {
            Collection<String> names = names(type);
            String listed = String.join(", ", names);
            return names.size() == 1 ? Text.of("must be {0}", listed) : Text.of("must be one of {0}", listed);
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return Text.of("must be a list");
        }
        return BY_TYPE.getOrDefault(
                type,
                type.isRecord() || type == Map.class
                        ? Text.of("must be an object")
                        : Text.of("must be of another type or form"));
    }

    /** The constants of an enum by their names in JSON, in their order. */
    private static Collection<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> nameOf(type, ((Enum<?>) constant).name()))
                .collect(Collectors.toList());
    }

    private static String nameOf(Class<?> type, String constant) {
        try {
            JsonProperty json = type.getField(constant).getAnnotation(JsonProperty.class);
            return json == null ? constant : json.value();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException("Every enum constant is a field of its enum", impossible);
        }
    }
}
