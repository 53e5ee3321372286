package dev.sallyport.suites;

import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * About half of the tests, by the time they take. Surefire runs each suite in a JVM of its own, two at a time, and all
 * classes of a suite share one application: classes that come alone would get one each.
 */
@Suite
@SelectPackages({
    FirstSuite.BASE,
    FirstSuite.EDGE,
    FirstSuite.FACTORS,
    FirstSuite.MAILING,
    FirstSuite.POLICIES,
    FirstSuite.SELFSERVICE,
    FirstSuite.SUPPORT
})
@ExcludeTags(FirstSuite.SLOW)
@IncludeClassNamePatterns(FirstSuite.TESTS)
class FirstSuite {

    static final String BASE = "dev.sallyport.base";
    static final String EDGE = "dev.sallyport.edge";
    static final String FACTORS = "dev.sallyport.factors";
    static final String MAILING = "dev.sallyport.mailing";
    static final String POLICIES = "dev.sallyport.policies";
    static final String SELFSERVICE = "dev.sallyport.selfservice";

    static final String SUPPORT = "dev.sallyport.support";

    static final String TESTS = ".*Test";

    /** What is left to {@link SlowSuite}. */
    static final String SLOW = "slow";
}
