package dev.sallyport.factors.accesscode;

import jakarta.transaction.Transactional;

/** The rules of the support desk about the codes that its agents have issued. */
public interface AccessCodeRules {

    /**
     * Whether the code may still be used: the agent who issued it could still issue it, and the user is still one whom
     * an agent alone may let in.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean mayBeUsed(IssuedCode code);
}
