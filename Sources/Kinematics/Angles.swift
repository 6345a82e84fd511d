import Foundation

/// The direction of a line over the horizontal, degrees in (-180, 180]; NaN in, NaN out.
func degrees(dy: Double, dx: Double) -> Double {
  atan2(dy, dx) * 180 / .pi
}
