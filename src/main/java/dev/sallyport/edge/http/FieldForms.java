package dev.sallyport.edge.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.base.ids.Id;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the JSON form of a field by its type, to follow the words "must be". */
final class FieldForms {

    private static final String ID = "a UUID, such as 0199d3c2-4f5a-7c3d-8e2b-9a1f0c6d7e80";

    private static final Map<Class<?>, String> BY_TYPE = Map.ofEntries(
            Map.entry(String.class, "a string"),
            Map.entry(Boolean.class, "true or false"),
            Map.entry(boolean.class, "true or false"),
            Map.entry(Integer.class, "a whole number"),
            Map.entry(int.class, "a whole number"),
            Map.entry(Long.class, "a whole number"),
            Map.entry(long.class, "a whole number"),
            Map.entry(UUID.class, ID),
            Map.entry(Instant.class, "a time as in RFC 3339, such as 2026-12-01T08:00:00Z"),
            Map.entry(LocalDate.class, "a date as in RFC 3339, such as 2026-12-01"),
            Map.entry(Duration.class, "a duration as in ISO 8601, such as P30D or PT10M"));

    private FieldForms() {}

    /** @param type null where it is not known */
    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type or form";
        }
        if (Id.class.isAssignableFrom(type)) {
            return ID;
        }
        if (type.isEnum()) {
            return "one of " + String.join(", ", names(type));
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return BY_TYPE.getOrDefault(
                type, type.isRecord() || type == Map.class ? "an object" : "of another type or form");
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
