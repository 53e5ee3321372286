package dev.sallyport.sessions.device;

import dev.sallyport.base.cookie.LastingToken;
import java.util.UUID;

/** A device that was just trusted, with the only copy of its token. */
public record NewDevice(UUID id, LastingToken token) {

    @Override
    public String toString() {
        return "NewDevice[id=" + id + "]";
    }
}
