package dev.sallyport.moving;

import dev.sallyport.base.language.Language;
import dev.sallyport.security.caller.ClientContext;
import java.security.Principal;

/**
 * An import that is running.
 *
 * @param dryRun whether nothing is changed
 * @param caller the client, or an operator
 * @param language of the problems in the answer
 */
record ImportTask(boolean dryRun, Principal caller, ClientContext context, Language language) {}
