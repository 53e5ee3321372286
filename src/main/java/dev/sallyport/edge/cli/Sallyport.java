package dev.sallyport.edge.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/** The program: the service, or with {@code admin} as its first argument one command of an operator. */
@QuarkusMain
public final class Sallyport {

    private static final String ADMIN = "admin";

    private Sallyport() {}

    public static void main(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(ADMIN)) {
            CommandProcess.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            Quarkus.run(arguments);
        }
    }
}
