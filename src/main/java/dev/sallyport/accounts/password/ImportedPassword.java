package dev.sallyport.accounts.password;

import dev.sallyport.security.foreign.ForeignHash;
import dev.sallyport.security.foreign.PepperedHash;
import java.util.Optional;

/**
 * A password as another system hashed it.
 *
 * @param hash as {@link ForeignHash#text} writes it
 * @param pepper of another instance of this service, if it was one; stored sealed
 */
public record ImportedPassword(String hash, Optional<byte[]> pepper) {

    public static ImportedPassword of(ForeignHash hash) {
        return new ImportedPassword(
                hash.text(), hash instanceof PepperedHash peppered ? Optional.of(peppered.pepper()) : Optional.empty());
    }

    @Override
    public String toString() {
        return "ImportedPassword";
    }
}
