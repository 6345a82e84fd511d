import Foundation

/// Smoothness of a movement as the length of its speed's spectrum (Balasubramanian 2015, doi 10.1186/s12984-015-0090-9).
public enum SpectralArcLength {
  /// Near -1.4 for one smooth bell, more negative the more the speed wavers; `nil` for a course that never moves.
  ///
  /// - Parameters:
  ///   - speed: samples of the speed; `rate`: samples a second.
  ///   - cutOff: highest frequency looked at, Hz; `threshold`: what share of the largest magnitude still counts;
  ///     `paddingLevel`: how finely the spectrum is sampled. The paper's values.
  public static func of(
    _ speed: [Double], rate: Double, cutOff: Double = 10, threshold: Double = 0.05, paddingLevel: Int = 4
  ) -> Double? {
    guard speed.count > 2 else { return nil }
    var length = 1
    while length < speed.count { length *= 2 }
    length <<= paddingLevel
    let resolution = rate / Double(length)
    let bins = min(Int((cutOff / resolution).rounded(.down)), length - 1)
    let magnitudes = (0...bins).map { magnitude(of: speed, at: Double($0) / Double(length)) }
    guard let largest = (0...min(bins, length / 2)).map({ magnitudes[$0] }).max(), largest > 0 else { return nil }
    let shares = magnitudes.map { $0 / largest }
    guard let first = shares.firstIndex(where: { $0 >= threshold }),
      let last = shares.lastIndex(where: { $0 >= threshold }), last > first
    else { return nil }
    let step = 1 / Double(last - first)
    return -(first..<last).reduce(0.0) { sum, bin in
      let rise = shares[bin + 1] - shares[bin]
      return sum + (step * step + rise * rise).squareRoot()
    }
  }

  /// One bin of the Fourier transform; `frequency` in cycles a sample.
  private static func magnitude(of signal: [Double], at frequency: Double) -> Double {
    // The phase is turned on from sample to sample: two multiplications instead of a sine and a cosine.
    let (c, s) = (cos(2 * .pi * frequency), sin(2 * .pi * frequency))
    var (x, y) = (1.0, 0.0)
    var (real, imaginary) = (0.0, 0.0)
    for value in signal {
      real += value * x
      imaginary -= value * y
      (x, y) = (x * c - y * s, x * s + y * c)
    }
    return (real * real + imaginary * imaginary).squareRoot()
  }
}
