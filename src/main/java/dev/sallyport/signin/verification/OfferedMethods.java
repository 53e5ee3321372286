package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.accesscode.AccessCodes;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/**
 * What a challenge lists of {@link AnswerableMethods}. An access code is listed only while its agent may let the user
 * in, which the rows of the user do not say: users without a code cost no further statement.
 */
@ApplicationScoped
class OfferedMethods {

    private final AccessCodes codes;

    OfferedMethods(AccessCodes codes) {
        this.codes = codes;
    }

    /** Those of the methods that the challenge of a user lists, in their order. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<FactorMethod> of(UserId user, List<FactorMethod> answerable, Instant now) {
        if (!answerable.contains(FactorMethod.ACCESS_CODE) || codes.hasUsable(user, now)) {
            return answerable;
        }
        return answerable.stream()
                .filter(method -> method != FactorMethod.ACCESS_CODE)
                .toList();
    }
}
