import FormRules
import Movement
import MovementTesting
import Testing

@Suite("toes-pointed")
struct ToesPointedTests {
  private func assessed(_ angle: Double, _ profile: Profile = .bench, torso: Double = 140) -> Assessment {
    var set = SyntheticSet()
    set.footAngle = angle
    set.torso = torso
    return assess(set, profile)
  }

  @Test("is information: what was seen is said, and never a fault", arguments: [95.0, 125, 139, 141, 165])
  func information(angle: Double) throws {
    let assessment = assessed(angle)
    #expect(assessment.verdict("toes-pointed") == .ok)
    let finding = try #require(assessment.reps[0].findings.first { $0.rule.rawValue == "toes-pointed" })
    #expect(finding.message.contains("not pointed") == (angle < 140))
    #expect(abs((finding.value ?? 0) - angle) < 1)
  }

  @Test("says nothing on the machine and on the 45° bench, nor of a foot of a few pixels")
  func silent() {
    #expect(assessed(100, .machine).verdict("toes-pointed") == nil)
    #expect(assessed(100, .incline45).verdict("toes-pointed") == nil)
    #expect(assessed(100, torso: 90).verdict("toes-pointed") == .notAssessed)
  }
}
