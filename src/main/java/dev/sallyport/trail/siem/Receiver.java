package dev.sallyport.trail.siem;

import java.io.IOException;
import java.util.List;

/** Another system that gets the trail. */
interface Receiver {

    /** Its name in the database, the log and the metrics. */
    String name();

    /**
     * Sends events in their order, and waits until the receiver has them, for half a minute at most.
     *
     * @return how many of them it refuses for ever: they are not sent again
     * @throws IOException if it is not known that the receiver has all of them; {@link RetryAfterException} if it says
     *     when to come back
     */
    int send(List<SiemEvent> events) throws IOException;
}
