package dev.sallyport.factors.recovery;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new set of codes, which is shown only once. */
@Schema(name = "RecoveryCodesResponse")
record RecoveryCodesResponse(@Schema(required = true) List<String> codes) {

    @Override
    public String toString() {
        return "RecoveryCodesResponse";
    }
}
