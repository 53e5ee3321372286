/** Backends that call this service: their credentials and scopes. */
package dev.sallyport.clients;
