package dev.sallyport.factors.recovery;

import java.util.List;

/** A fresh set of recovery codes: as shown to the user, once, and as stored. */
public final class NewRecoveryCodes {

    private final List<String> shown;
    private final byte[] salt;
    private final List<byte[]> hashes;

    NewRecoveryCodes(List<String> shown, byte[] salt, List<byte[]> hashes) {
        this.shown = shown;
        this.salt = salt;
        this.hashes = hashes;
    }

    /** For the one response that contains them. */
    public List<String> shown() {
        return shown;
    }

    byte[] salt() {
        return salt;
    }

    List<byte[]> hashes() {
        return hashes;
    }
}
