import Foundation
import Movement

/// Numbers and moments as people read them.
enum Words {
  static func number(_ value: Double, _ decimals: Int = 0) -> String {
    String(format: "%.\(decimals)f", value.rounded(toDecimals: decimals))
  }

  /// As many decimals as it has, three at most: `0.7`, `-10`.
  static func short(_ value: Double) -> String {
    let rounded = value.rounded(toDecimals: 3)
    return rounded == rounded.rounded() ? number(rounded) : "\(rounded)"
  }

  /// `-22 %`, of a share.
  static func percent(_ share: Double) -> String { signed(share * 100) + " %" }

  static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + number(value) }

  static func seconds(_ value: Double) -> String { number(value, 1) + " s" }

  /// `0:12.3`
  static func moment(_ time: Double) -> String {
    let tenths = Int((max(0, time) * 10).rounded())
    return "\(tenths / 600):" + String(format: "%02d.%d", tenths / 10 % 60, tenths % 10)
  }

  /// `21° ±6°`
  static func degrees(_ quantity: Quantity) -> String {
    "\(number(abs(quantity.value)))° ±\(number(quantity.uncertainty.rounded(.up)))°"
  }

  /// `0.4 s ±0.1 s`
  static func seconds(_ quantity: Quantity) -> String {
    "\(number(quantity.value, 1)) s ±\(number(max(0.1, quantity.uncertainty), 1)) s"
  }

  /// `0.21 ±0.08 leg lengths`
  static func legs(_ quantity: Quantity) -> String {
    "\(number(abs(quantity.value), 2)) ±\(number(max(0.01, quantity.uncertainty), 2)) leg lengths"
  }

  static func ratio(_ quantity: Quantity) -> String {
    "\(number(quantity.value, 1)) ±\(number(max(0.1, quantity.uncertainty), 1))"
  }

  /// `reps 2, 3 and 5`
  static func reps(_ numbers: [Int]) -> String {
    guard let last = numbers.last, numbers.count > 1 else { return "rep \(numbers.first ?? 0)" }
    return "reps " + numbers.dropLast().map(String.init).joined(separator: ", ") + " and \(last)"
  }
}
