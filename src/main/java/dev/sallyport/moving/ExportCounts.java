package dev.sallyport.moving;

/**
 * How far an export is.
 *
 * @param users who were given to the receiver
 * @param unreadable who were left out, since a secret of theirs does not open
 */
record ExportCounts(long users, long unreadable) {

    ExportCounts exported() {
        return new ExportCounts(users + 1, unreadable);
    }

    ExportCounts leftOut() {
        return new ExportCounts(users, unreadable + 1);
    }
}
