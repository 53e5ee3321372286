package dev.sallyport.security.caller;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import java.util.Set;

/** Reads the second factors that a user can step up with. The package that stores sessions implements it. */
public interface StepUpFactors {

    /** The kinds of second factor that the user has, without suspended ones. */
    Set<FactorMethod> of(UserId user);
}
