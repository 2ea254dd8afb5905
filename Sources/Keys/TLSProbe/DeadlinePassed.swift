/// A deadline of ``ProbeLimits`` passed.
struct DeadlinePassed: Error {}
