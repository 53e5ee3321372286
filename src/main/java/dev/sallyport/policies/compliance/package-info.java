/** How members stand to what their account demands: previews, lists for owners, reminders. */
@NullMarked
package dev.sallyport.policies.compliance;

import org.jspecify.annotations.NullMarked;
