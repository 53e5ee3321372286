package dev.sallyport.device;

import java.util.UUID;

/** A device that was just trusted, with the only copy of its token. */
public record NewDevice(UUID id, String token) {

    @Override
    public String toString() {
        return "NewDevice[id=" + id + "]";
    }
}
