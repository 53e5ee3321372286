package dev.sallyport.trail.sealcheck;

import dev.sallyport.trail.chain.Owners;
import java.util.UUID;

/**
 * What is wrong with an event, a seal or a line of a file.
 *
 * @param thing the id of the event, or the number of the seal or the line
 */
public record Finding(Fault fault, UUID owner, String thing, String detail) {

    /** The kinds of it. */
    public enum Fault {
        /** An event that is sealed is not in the trail. */
        MISSING("event", "is missing"),
        /** An event has another content than was sealed. */
        CHANGED("event", "was changed"),
        /** An event has the content of another one. */
        OUT_OF_ORDER("event", "is out of order"),
        /** An event is where all events are sealed, and is in no seal. */
        ADDED("event", "was added"),
        /** An event has lost what an erasure removes, without an erasure. */
        BLANKED("event", "was blanked without an erasure"),
        /** A seal is not in its chain. */
        SEAL_MISSING("seal", "is missing"),
        /** A seal is not what was signed, or not by a key of the service. */
        SEAL_CHANGED("seal", "was changed"),
        /** A seal of the service was made with other seals of accounts. */
        OTHER_ACCOUNTS("seal", "names other seals of accounts than there are"),
        /** A seal does not follow the one before it. */
        SEAL_OUT_OF_ORDER("seal", "is out of order"),
        /** The chain is not the one that the operator knows. */
        REWRITTEN("seal", "is not the one that you know"),
        /** A line of a file is nothing that an export has there. */
        STRAY("line", "is no part of the trail");

        private final String what;
        private final String text;

        Fault(String what, String text) {
            this.what = what;
            this.text = text;
        }
    }

    static Finding event(Fault fault, UUID owner, UUID id, String detail) {
        return new Finding(fault, owner, id.toString(), detail);
    }

    public static Finding seal(Fault fault, UUID owner, long sequence, String detail) {
        return new Finding(fault, owner, Long.toString(sequence), detail);
    }

    static Finding line(UUID owner, long number, String detail) {
        return new Finding(Fault.STRAY, owner, Long.toString(number), detail);
    }

    /** A sentence for operators. */
    @Override
    public String toString() {
        String whose = owner.equals(Owners.SERVICE) ? "the service" : "account " + owner;
        return fault.what + " " + thing + " of " + whose + " " + fault.text + (detail.isEmpty() ? "" : ": " + detail);
    }
}
