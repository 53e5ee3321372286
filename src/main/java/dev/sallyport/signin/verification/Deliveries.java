package dev.sallyport.signin.verification;

/** The contract's description of the delivery of a code by email. */
final class Deliveries {

    static final String MEANING =
            "`queued` while it waits for the mail server, `sent` when the server has it, `delayed`"
                    + " when the server turned it away for a reason that an operator can remove (it is tried again), `failed` when"
                    + " it is not tried any more, `limited` when a limit of mails keeps it back until `resendAfter`.";

    private Deliveries() {}
}
