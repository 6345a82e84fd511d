import Accuracy
import Testing

@Test("A quantile interpolates between the sorted values", arguments: [(0.0, 1.0), (0.5, 2.5), (0.9, 3.7), (1, 4)])
func quantiles(p: Double, expected: Double) {
  #expect(abs(quantile([4, 1, 3, 2], p) - expected) < 1e-12)
}

@Test("A quantile of nothing is not a number")
func noQuantile() {
  #expect(quantile([], 0.5).isNaN)
}
