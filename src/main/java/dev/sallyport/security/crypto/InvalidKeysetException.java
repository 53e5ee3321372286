package dev.sallyport.security.crypto;

/** A keyset document that must not be used: the message names the purpose and the fault, never a key. */
public final class InvalidKeysetException extends RuntimeException {

    // no cause: a parser's message may quote the document
    InvalidKeysetException(String message) {
        super(message);
    }
}
