package dev.sallyport.edge.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.google.errorprone.annotations.CompileTimeConstant;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Describes what is wrong with a JSON body: the field or the position, and a fixed sentence. It never quotes the
 * parser, class names, or a value that was sent, which could be a password.
 */
final class JsonProblem {

    private JsonProblem() {}

    static ProblemException of(IOException failure) {
        if (failure instanceof StreamConstraintsException) {
            return invalid()
                    .detail("The body is nested too deeply, or a name, text or number in it is too long. Shorten it.");
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return invalid().error(path(unknown), UnknownField.text(unknown.getPropertyName(), known(unknown)));
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return invalid().error(path(mapping), FieldForms.of(target(mapping)));
        }
        return failure instanceof JsonProcessingException malformed && isKnown(malformed.getLocation())
                ? malformed("The body is not valid JSON: see line {0}, column {1}.", malformed.getLocation())
                : invalid().detail("The body is not valid JSON. Send one JSON object.");
    }

    /** The refusal of the token at the parser's position. */
    static ProblemException at(JsonParser parser, @CompileTimeConstant String message) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer part = parser.getParsingContext().pathAsPointer(); !part.matches(); part = part.tail()) {
            append(path, part.getMatchingProperty(), part.getMatchingIndex());
        }
        return invalid().error(path.toString(), message);
    }

    /**
     * The refusal of the whole body, with the position of the first error.
     *
     * @param sentence has a place for the line and one for the column
     */
    static ProblemException malformed(@CompileTimeConstant String sentence, JsonLocation place) {
        return invalid().detail(sentence, place.getLineNr(), place.getColumnNr());
    }

    private static boolean isKnown(@Nullable JsonLocation place) {
        return place != null && place.getLineNr() >= 1;
    }

    private static ProblemException invalid() {
        return new ProblemException(ProblemType.INVALID_REQUEST);
    }

    private static List<String> known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds() == null
                ? List.of()
                : unknown.getKnownPropertyIds().stream().map(Objects::toString).toList();
    }

    private static @Nullable Class<?> target(JsonMappingException mapping) {
        return mapping instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    }

    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference part : failure.getPath()) {
            append(path, part.getFieldName(), part.getIndex());
        }
        return path.toString();
    }

    private static void append(StringBuilder path, String name, int index) {
        if (index >= 0) {
            path.append('[').append(index).append(']');
        } else if (name != null) {
            path.append(path.length() == 0 ? "" : ".").append(name);
        }
    }
}
