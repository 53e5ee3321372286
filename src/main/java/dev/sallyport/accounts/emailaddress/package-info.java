/** Email addresses in their canonical form, and the domains in them. */
@NullMarked
package dev.sallyport.accounts.emailaddress;

import org.jspecify.annotations.NullMarked;
