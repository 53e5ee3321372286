package dev.sallyport.policies.policy;

/** A policy with the version that a change of it must name. */
record VersionedPolicy(PolicyVersion version, PolicyView policy) {

    /** The default policy. */
    static final VersionedPolicy NONE = new VersionedPolicy(new PolicyVersion(0), PolicyView.NONE);
}
