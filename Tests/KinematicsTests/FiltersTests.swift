import Foundation
import Testing

@testable import Kinematics

@Suite("Filters")
struct FiltersTests {
  private let rate = 30.0

  private func wave(_ hertz: Double, count: Int = 300) -> [Double] {
    (0..<count).map { sin(2 * .pi * hertz * Double($0) / rate) }
  }

  @Test(
    "the low-pass keeps what is slow, halves the power at the cut-off, and removes what is fast",
    arguments: [(0.5, 1.0, 0.02), (4.0, 0.707, 0.05), (10.0, 0.0, 0.06)])
  func response(hertz: Double, gain: Double, tolerance: Double) {
    let filtered = Filters.lowPass(wave(hertz), cutOff: 4, rate: rate)
    let middle = filtered[60..<240].map(abs).max() ?? 0
    #expect(abs(middle - gain) < tolerance)
  }

  @Test("the low-pass has no lag: a hump stays where it is")
  func noLag() {
    let hump = (0..<201).map { exp(-pow(Double($0 - 100) / 12, 2)) }
    let filtered = Filters.lowPass(hump, cutOff: 4, rate: rate)
    #expect(filtered.firstIndex(of: filtered.max()!) == 100)
  }

  @Test("a straight line passes unchanged, to its very ends")
  func line() {
    let line = (0..<90).map { 3 + 0.2 * Double($0) }
    for (a, b) in zip(line, Filters.lowPass(line, cutOff: 4, rate: rate)) { #expect(abs(a - b) < 0.02) }
  }

  @Test("the cut-off is at most .22 x the frame rate: at 12 frames a second a 4 Hz filter is a 2.64 Hz one")
  func cappedCutOff() {
    let values = (0..<100).map { sin(Double($0) * 0.7) }
    #expect(Filters.lowPass(values, cutOff: 4, rate: 12) == Filters.lowPass(values, cutOff: 2.64, rate: 12))
  }

  @Test("missing samples stay missing and do not spread")
  func gaps() {
    var values = wave(1)
    for index in 100..<120 { values[index] = .nan }
    let filtered = Filters.lowPass(values, cutOff: 4, rate: rate)
    #expect(filtered.indices.filter { filtered[$0].isNaN } == Array(100..<120))
  }

  @Test("a single leap is taken out, a fast but steady move is not")
  func hampel() {
    var move = (0..<60).map { $0 < 30 ? 0.0 : min(80, Double($0 - 30) * 8) }
    let clean = move
    move[15] = 40
    let filtered = Filters.hampel(move, halfWidth: 4, floor: 0.5)
    #expect(filtered[15] == 0)
    #expect(Filters.hampel(clean, halfWidth: 4, floor: 0.5) == clean)
  }

  @Test("the slope of a line is its slope, everywhere")
  func slope() {
    let line = (0..<40).map { 2 * Double($0) / rate }
    for slope in Filters.slope(line, halfWidth: 5, step: 1 / rate) { #expect(abs(slope - 2) < 1e-9) }
  }

  @Test("bridging fills gaps linearly and ends flat")
  func bridged() {
    #expect([.nan, 1, .nan, 3, .nan].bridged() == [1, 1, 2, 3, 3])
  }
}
