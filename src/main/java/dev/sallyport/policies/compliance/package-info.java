/** How members comply with their account's policy: previews, lists for owners, reminders. */
@NullMarked
package dev.sallyport.policies.compliance;

import org.jspecify.annotations.NullMarked;
