package dev.sallyport.policies.policy;

/** A policy with the version that a change of it must name. */
record VersionedPolicy(PolicyVersion version, PolicyView policy) {

    /** What an account has that never said anything. */
    static final VersionedPolicy NONE = new VersionedPolicy(new PolicyVersion(0), PolicyView.NONE);
}
