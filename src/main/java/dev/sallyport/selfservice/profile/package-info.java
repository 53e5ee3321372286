/** What users change about themselves: the password and the email address. */
package dev.sallyport.selfservice.profile;
