package dev.sallyport.edge.cli;

import dev.sallyport.trail.chain.Head;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the head of a chain from the command line. */
final class HeadOption implements ITypeConverter<Head> {

    @Override
    public Head convert(String text) {
        try {
            return Head.parse(text);
        } catch (IllegalArgumentException other) {
            throw new TypeConversionException("it must be a number, a colon and 64 hexadecimal digits");
        }
    }
}
