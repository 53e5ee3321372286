package dev.sallyport.sessions.revocation;

import java.util.List;

/** What was found after a cursor, and the cursor after that. */
record RevocationPart(List<Revocation> items, RevocationCursor next) {

    /**
     * At most a page of what was found.
     *
     * @param found one row more than a page holds, if there are more
     */
    static RevocationPart of(RevocationCursor asked, RevocationRepository.Found found) {
        List<RevocationRepository.Recorded> rows = found.rows();
        Snapshot moment = asked.target() == null ? found.moment() : asked.target();
        boolean more = rows.size() > RevocationPage.MOST;
        List<RevocationRepository.Recorded> shown = more ? rows.subList(0, RevocationPage.MOST) : rows;
        RevocationCursor next = RevocationCursor.at(found.feed(), asked.read().orLater(moment));
        if (more) {
            RevocationRepository.Recorded last = shown.get(shown.size() - 1);
            next = asked.upTo(moment, last.transaction(), last.number());
        }
        return new RevocationPart(
                shown.stream().map(RevocationRepository.Recorded::revocation).toList(), next);
    }

    RevocationPage page() {
        return new RevocationPage(items, next.text());
    }
}
