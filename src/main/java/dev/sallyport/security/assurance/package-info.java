/** The facts about each kind of proof: what it is for, what it proves and what it looks like. */
package dev.sallyport.security.assurance;
