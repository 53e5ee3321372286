package dev.sallyport.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import java.io.IOException;

/** Says what is wrong with a JSON body: the field and a sentence of ours, never the parser's words or our classes. */
final class JsonRefusal {

    private JsonRefusal() {}

    static ProblemException of(IOException failure) {
        if (failure instanceof StreamConstraintsException) {
            return invalid().detail("The body is nested too deeply, or a name, text or number in it is too long.");
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return invalid().error(path(unknown), "is not a field of this request");
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return invalid().error(path(mapping), "does not have the type or form that is asked for");
        }
        return invalid().detail("The body is not valid JSON.");
    }

    /** A refusal of what the parser stands at. */
    static ProblemException at(JsonParser parser, String message) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer part = parser.getParsingContext().pathAsPointer(); !part.matches(); part = part.tail()) {
            append(path, part.getMatchingProperty(), part.getMatchingIndex());
        }
        return invalid().error(path.toString(), message);
    }

    private static ProblemException invalid() {
        return new ProblemException(ProblemType.INVALID_REQUEST);
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
