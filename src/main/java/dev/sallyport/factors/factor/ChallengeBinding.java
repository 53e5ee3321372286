package dev.sallyport.factors.factor;

import dev.sallyport.base.database.Row;

/**
 * What a user's challenges are bound to: when either number changes, those from before are void for good.
 *
 * @param epoch grows with every change of what the user signs in with
 * @param locks how often the second step was locked, for as long as the user exists
 */
public record ChallengeBinding(int epoch, int locks) {

    static ChallengeBinding ofRow(Row row) {
        return new ChallengeBinding(row.integer("epoch"), row.integer("second_step_locks"));
    }
}
