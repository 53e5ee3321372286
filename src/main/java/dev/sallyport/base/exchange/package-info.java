/** One HTTP exchange: its id, its language, what its path offers, and an answer as a file. */
package dev.sallyport.base.exchange;
