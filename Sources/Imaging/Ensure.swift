/// Stops the program when a condition does not hold.
///
/// This module is built without checks, so that its kernels are fast: a `precondition` in it is an assumption. Where sizes
/// that come from files decide what is written to memory, this one checks and stays.
@inline(__always)
func ensure(_ holds: Bool, _ message: @autoclosure () -> String = "sizes that do not fit") {
  guard holds else { fatalError(message()) }
}
