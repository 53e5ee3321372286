package dev.sallyport.factors.recovery;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new paper key, which is shown only once. */
@Schema(name = "PaperKeyResponse")
record PaperKeyResponse(@Schema(required = true) String paperKey) {

    @Override
    public String toString() {
        return "PaperKeyResponse";
    }
}
