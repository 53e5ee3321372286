package dev.sallyport.sessions.device;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of a user's devices. */
public record DevicePage(
        @Schema(required = true) List<DeviceView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    public static DevicePage of(Page<DeviceView> page) {
        return new DevicePage(page.items(), page.next());
    }
}
