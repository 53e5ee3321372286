/** What a single-page app needs of the service: its long-lived tokens as cookies, and the origins that may call. */
package dev.sallyport.base.browser;
