package dev.sallyport.selfservice.erasure;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The erasure that a user waits for. */
@Schema(name = "Erasure")
record ErasureView(@Schema(required = true) Instant erasesAt) {

    static ErasureView of(UserErasure erasure) {
        return new ErasureView(erasure.dueAt());
    }
}
