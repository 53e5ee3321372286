package dev.sallyport.edge.http;

import dev.sallyport.base.exchange.JsonObjects;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The reader of JSON bodies, for rows of a body. */
@Singleton
class StrictJsonObjects implements JsonObjects {

    private final StrictJson json = new StrictJson();

    @Override
    public <T> T read(byte[] body, Class<T> type) {
        try {
            return type.cast(json.read(body, type));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
