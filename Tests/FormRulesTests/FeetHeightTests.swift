import FormRules
import Foundation
import Kinematics
import Movement
import MovementTesting
import Testing

@Suite("feet-height")
struct FeetHeightTests {
  private func set(_ top: Double, knee: Double = 8) -> SyntheticSet {
    var set = SyntheticSet(SyntheticRep(top: top))
    set.kneeBend = knee
    return set
  }

  @Test("the height is that of the ankle over the torso's line, in leg lengths", arguments: [-30.0, -10, 0, 12])
  func value(top: Double) throws {
    let height = try #require(assess(set(top, knee: 0)).values(.feetHeight).first)
    // Thigh and shank in one line: the sine of what the line is off by.
    #expect(abs(height.value - sin(top * .pi / 180)) < 0.005)
    #expect((0.05...0.1).contains(height.uncertainty))
  }

  @Test(
    "feet below the hips", arguments: Profile.allCases.filter { $0 != .incline45 },
    [(0.0, 8.0, Verdict.ok), (-8, 0, .borderline), (-12, 0, .borderline), (-14, 10, .borderline), (-20, 8, .flag)])
  func table(profile: Profile, fault: (top: Double, knee: Double, verdict: Verdict)) {
    // Over a ball the line may be 5° lower.
    let isBall = profile == .ball || profile == .ballOnBench
    let top = isBall && fault.top < 0 ? fault.top - 5 : fault.top
    #expect(assess(set(top, knee: fault.knee), profile).verdict("feet-height") == fault.verdict)
  }

  @Test("bent knees lift the feet over thighs that stop short")
  func knees() {
    #expect(assess(set(-12, knee: 45)).verdict("feet-height") == .ok)
  }

  private func incline(_ elevation: Double, roll: Double?, _ reference: TopReference? = nil) -> Assessment {
    var set = SyntheticSet(SyntheticRep(top: elevation - 40))
    set.trunkElevation = 40
    set.bottom = -120
    set.roll = roll
    return FormAssessor.assess(
      set.render(), options: AnalysisOptions(profile: .incline45, topReference: reference))
  }

  @Test("on the 45° bench the floor is the measure, once the camera's tilt is known")
  func floor() {
    #expect(incline(0, roll: 0).verdict("feet-height") == .ok)
    #expect(incline(-18, roll: 0).verdict("feet-height") == .flag)
    // The head on the left: a camera that is tilted clockwise shows the feet higher than they are, so they are lower.
    #expect(incline(0, roll: 18).verdict("feet-height") == .flag)
    #expect(incline(-22, roll: -22).verdict("feet-height") == .ok)
    #expect(incline(0, roll: nil).verdict("feet-height") == .notAssessed)
    #expect(incline(0, roll: nil, .torso).verdict("feet-height") == .borderline)
  }

  @Test("legs that stop far below the line are one fault, which partial-top names")
  func told() throws {
    let assessment = assess(set(-30, knee: 0))
    #expect(assessment.verdict("partial-top") == .flag)
    #expect(assessment.verdict("feet-height") == .borderline)
    let alone = try ProfileSheet(OwnProfile(name: "own", text: "base: bench\nrules: { partial-top: off }"))
    let track = set(-30, knee: 0).render()
    let options = AnalysisOptions(profile: .bench)
    let reading = SetReading(track, options: options)
    #expect(FormAssessor.assess(reading, track, options: options, sheet: alone).verdict("feet-height") == .flag)
  }

  @Test("a hidden ankle and feet out of the picture are not judged")
  func hidden() {
    var set = set(-30)
    set.ankleVisibility = 0.1
    #expect(assess(set).reason("feet-height")?.contains("ankle") == true)
    let away = self.set(-30).render().mapPoses { _, pose in pose.mapPositions { $0 + Point(x: 450, y: 0) } }
    let assessment = FormAssessor.assess(away, options: AnalysisOptions(profile: .bench))
    #expect(assessment.verdict("feet-height") == .notAssessed)
    #expect(assessment.reason("feet-height")?.contains("picture") == true)
  }

  @Test("mirrored, half as large and elsewhere in the picture it is the same height")
  func invariance() throws {
    let track = set(-20).render()
    let options = AnalysisOptions(profile: .bench)
    func height(_ track: PoseTrack) throws -> Double {
      try #require(FormAssessor.assess(track, options: options).values(.feetHeight).first).value
    }
    let original = try height(track)
    let moved = track.mapPoses { _, pose in pose.mapPositions { $0 + Point(x: -60, y: 40) } }
    for other in [track.mirrored, track.scaled(by: 0.5), moved] { #expect(abs(try height(other) - original) < 0.003) }
  }
}
