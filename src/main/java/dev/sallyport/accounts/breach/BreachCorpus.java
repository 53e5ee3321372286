package dev.sallyport.accounts.breach;

import java.io.IOException;

/** A list of passwords from earlier breaches, each as the SHA-1 by which such lists are published. */
interface BreachCorpus {

    /**
     * Whether the list has the password with this hash.
     *
     * @param hash 40 hexadecimal digits in upper case
     * @throws IOException if the list cannot be read now
     */
    boolean contains(String hash) throws IOException;
}
