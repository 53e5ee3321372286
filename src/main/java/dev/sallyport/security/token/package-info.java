/** Signs and reads access tokens; holds the signing keys. */
package dev.sallyport.security.token;
