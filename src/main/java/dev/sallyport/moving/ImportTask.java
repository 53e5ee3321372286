package dev.sallyport.moving;

import dev.sallyport.base.ids.ImportId;
import dev.sallyport.base.language.Language;
import dev.sallyport.security.caller.ClientContext;
import java.security.Principal;
import java.util.Optional;

/**
 * An import that is running.
 *
 * @param dryRun whether nothing is changed
 * @param caller the client, in a request or in the background, or an operator
 * @param language of the problems in the answer
 * @param id of one that runs by itself
 */
record ImportTask(boolean dryRun, Principal caller, ClientContext context, Language language, Optional<ImportId> id) {

    /** An import that is answered while it runs. */
    static ImportTask answered(boolean dryRun, Principal caller, ClientContext context, Language language) {
        return new ImportTask(dryRun, caller, context, language, Optional.empty());
    }

    /** The same as one that runs by itself. */
    ImportTask asJob(ImportId job) {
        return new ImportTask(dryRun, caller, context, language, Optional.of(job));
    }
}
