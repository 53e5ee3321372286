package dev.sallyport.edge.cli;

/** Marks the groups whose commands use the database, and so need the running application. */
interface InApplication {}
