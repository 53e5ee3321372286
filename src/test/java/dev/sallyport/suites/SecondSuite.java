package dev.sallyport.suites;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Every test that is not in {@link FirstSuite}, and not slow, so that a new package is not left out. All tests of the profile
 * {@code OtherSettings} are here: the suite that has one builds one more application.
 */
@Suite
@SelectPackages("dev.sallyport")
@ExcludePackages({
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
class SecondSuite {}
