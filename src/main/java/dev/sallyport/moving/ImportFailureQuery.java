package dev.sallyport.moving;

import dev.sallyport.base.ids.Id;
import dev.sallyport.base.pagination.Cursor;
import dev.sallyport.base.pagination.QueryParameters;
import java.util.List;
import java.util.Map;

/**
 * Which rows that failed are asked for.
 *
 * @param after those behind this line
 */
record ImportFailureQuery(int after, int limit) {

    static ImportFailureQuery parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        int after = parameters.after(true).map(end -> end.rank().orElse(0)).orElse(0);
        ImportFailureQuery query = new ImportFailureQuery(after, parameters.limit());
        parameters.refuseOthers();
        return query;
    }

    /** The end of a page: lines have no ids, and are in an order of their own. */
    static Cursor end(ImportFailure last) {
        return Cursor.after(last.line(), Id.NIL);
    }
}
