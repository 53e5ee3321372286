package dev.sallyport.factors.recovery;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new set of codes, shown this once. */
@Schema(name = "RecoveryCodesResponse")
record RecoveryCodesShown(@Schema(required = true) List<String> codes) {

    @Override
    public String toString() {
        return "RecoveryCodesShown";
    }
}
