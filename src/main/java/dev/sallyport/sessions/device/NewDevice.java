package dev.sallyport.sessions.device;

import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.ids.DeviceId;

/** A device that was just trusted, with the only copy of its token. */
public record NewDevice(DeviceId id, CookieToken token) {

    @Override
    public String toString() {
        return "NewDevice[id=" + id + "]";
    }
}
