package dev.sallyport.edge.platform;

import dev.sallyport.security.crypto.Keyset;

/** The command that prints a fresh keyset, for the file that SALLYPORT_KEYSET_FILE names. */
public final class GenerateKeyset {

    private GenerateKeyset() {}

    public static void main(String[] arguments) {
        System.out.println(Keyset.generate());
    }
}
