package dev.sallyport.moving;

import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.jwe.RecipientKey;
import java.security.Principal;

/**
 * An export that is running.
 *
 * @param recipient to whom secrets are encrypted
 * @param caller the client, or an operator
 */
record ExportTask(RecipientKey recipient, Principal caller, ClientContext context) {}
