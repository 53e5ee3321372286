package dev.sallyport.security.crypto;

import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which keys of a keyset are in use. */
final class KeyIds {

    private KeyIds() {}

    static Set<Integer> of(KeysetHandle handle) {
        return IntStream.range(0, handle.size())
                .mapToObj(handle::getAt)
                .filter(entry -> entry.getStatus() == KeyStatus.ENABLED)
                .map(KeysetHandle.Entry::getId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
