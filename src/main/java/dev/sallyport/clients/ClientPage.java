package dev.sallyport.clients;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of clients. */
record ClientPage(
        @Schema(required = true) List<ClientView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static ClientPage of(Page<ClientView> page) {
        return new ClientPage(page.items(), page.next());
    }
}
