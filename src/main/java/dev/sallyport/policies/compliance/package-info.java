/** How members stand to what their account demands: previews, lists for owners, reminders. */
package dev.sallyport.policies.compliance;
