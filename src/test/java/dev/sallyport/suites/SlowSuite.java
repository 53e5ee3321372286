package dev.sallyport.suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests that only {@code mvn verify -Pfull} runs ({@link dev.sallyport.testing.SlowTest}). */
@Suite
@SelectPackages("dev.sallyport")
@IncludeTags(FirstSuite.SLOW)
@IncludeClassNamePatterns(FirstSuite.TESTS)
class SlowSuite {}
