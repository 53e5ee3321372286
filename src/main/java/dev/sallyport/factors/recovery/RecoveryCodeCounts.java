package dev.sallyport.factors.recovery;

/**
 * What is left of a set of codes.
 *
 * @param total the codes of the set, used ones too; 0 without a set
 * @param remaining those of them that were not used
 */
public record RecoveryCodeCounts(int total, int remaining) {}
