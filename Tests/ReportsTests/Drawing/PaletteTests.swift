import Foundation
import Movement
import Testing

@testable import Reports

@Suite("Colours")
struct PaletteTests {
  /// As the web's guidelines define it (WCAG 2), 1 to 21.
  private func contrast(_ a: Colour, _ b: Colour) -> Double {
    func luminance(_ colour: Colour) -> Double {
      func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
      return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
    }
    let sorted = [luminance(a), luminance(b)].sorted()
    return (sorted[1] + 0.05) / (sorted[0] + 0.05)
  }

  @Test(
    "are written as a style sheet wants them",
    arguments: [(0xD55E00, "#d55e00"), (0x00009E, "#00009e"), (0, "#000000")])
  func hex(value: UInt32, expected: String) {
    #expect(Colour(value).hex == expected)
  }

  @Test("never stand alone: every verdict has its own mark")
  func marks() {
    #expect(Set(Verdict.allCases.map(Palette.mark)).count == Verdict.allCases.count)
    #expect(Set(Verdict.allCases.map(Palette.colour)).count == Verdict.allCases.count)
  }

  @Test("of verdicts can be read on the dark bar")
  func onInk() {
    for verdict in Verdict.allCases { #expect(contrast(Palette.colour(verdict), Palette.ink) >= 4.5, "\(verdict)") }
    #expect(contrast(Palette.bodyLine, Palette.ink) >= 7)
    #expect(contrast(Palette.paper, Palette.ink) >= 7)
  }
}
