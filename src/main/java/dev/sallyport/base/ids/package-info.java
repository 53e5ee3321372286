/** The ids that cross packages, a type for each kind of thing. */
package dev.sallyport.base.ids;
