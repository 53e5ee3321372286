package dev.sallyport.security.crypto;

/** A sealed secret that does not open: another row's, another key's, or changed bytes. */
public final class UnsealException extends RuntimeException {

    UnsealException(String message) {
        super(message);
    }
}
