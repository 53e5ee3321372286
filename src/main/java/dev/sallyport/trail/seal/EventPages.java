package dev.sallyport.trail.seal;

import dev.sallyport.trail.chain.EventRow;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads events a page at a time, in the order of their ids. */
final class EventPages {

    interface Source {

        /** The first events behind this id, in a transaction that ends with the page. */
        List<EventRow> events(UUID after, int limit);
    }

    private EventPages() {}

    /**
     * Gives each event to the sink, of which none is kept. A page that is not full is the last one.
     *
     * @param size how many events a page has at most
     * @param start the id before the first event
     */
    static void forEach(int size, UUID start, Source source, Consumer<EventRow> sink) {
        List<EventRow> page = source.events(start, size);
        while (!page.isEmpty()) {
            page.forEach(sink);
            UUID last = page.get(page.size() - 1).id();
            page = page.size() < size ? List.of() : source.events(last, size);
        }
    }
}
