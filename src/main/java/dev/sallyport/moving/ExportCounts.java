package dev.sallyport.moving;

/**
 * How far an export is.
 *
 * @param users who were given to the receiver
 * @param unreadable who were left out, since a secret of theirs does not open: none, unless the keyset lacks a key
 * @param leaving who were left out, since they wait for their erasure
 */
public record ExportCounts(long users, long unreadable, long leaving) {

    static final ExportCounts NONE = new ExportCounts(0, 0, 0);

    ExportCounts exported() {
        return new ExportCounts(users + 1, unreadable, leaving);
    }

    ExportCounts leftOutUnreadable() {
        return new ExportCounts(users, unreadable + 1, leaving);
    }

    ExportCounts leftOutLeaving() {
        return new ExportCounts(users, unreadable, leaving + 1);
    }
}
