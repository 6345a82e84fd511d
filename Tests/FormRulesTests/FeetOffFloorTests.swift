import FormRules
import Foundation
import Movement
import MovementTesting
import Testing

@Suite("feet-off-floor")
struct FeetOffFloorTests {
  private func set(_ clearance: Double?, rest: Double = 0.6) -> SyntheticSet {
    var set = SyntheticSet(SyntheticRep(rest: rest))
    set.floorClearance = clearance
    return set
  }

  @Test(
    "feet that rest on the floor between reps are flagged, feet that hover are not",
    arguments: [Profile.bench, .ballOnBench, .ball],
    [(0.15, Verdict.ok), (0.06, .ok), (0.03, .borderline), (0, .flag), (-0.02, .flag)])
  func table(profile: Profile, fault: (clearance: Double, verdict: Verdict)) {
    #expect(assess(set(fault.clearance), profile).verdict("feet-off-floor") == fault.verdict)
  }

  @Test("it is off where the feet hang in the air", arguments: [Profile.machine, .incline45])
  func off(profile: Profile) {
    #expect(assess(set(0), profile).verdict("feet-off-floor") == nil)
  }

  @Test("before the first rep and after the last one the feet may stand on the floor")
  func exempt() {
    var set = set(0)
    set.lead = 3
    #expect(assess(set).verdicts(of: "feet-off-floor").count == 4)
    #expect(assess(SyntheticSet(count: 1)).verdicts(of: "feet-off-floor").isEmpty)
  }

  @Test("each touch is found where it was")
  func event() throws {
    var set = set(nil)
    for rep in [0, 2, 3] { set.reps[rep].finish = -55 }
    set.floorClearance = 0
    let assessment = assess(set)
    #expect(assessment.verdicts(of: "feet-off-floor") == [.ok, .flag, .ok, .ok])
    let finding = try #require(assessment.reps[1].findings.first { $0.rule.rawValue == "feet-off-floor" })
    #expect(finding.from >= assessment.reps[1].end - 0.2 && finding.to <= assessment.reps[2].start + 0.2)
    #expect((finding.value ?? 0) > 0.4)
  }

  @Test("a touch without a rest is one, if it lasts a tenth of a second")
  func momentary() {
    #expect(assess(set(0, rest: 0)).verdict("feet-off-floor") == .flag)
  }

  @Test("noise makes no touch out of feet that hover", arguments: 1...12)
  func noise(seed: Int) {
    var set = set(0.1)
    set.noise = 1.2
    set.seed = UInt64(seed)
    #expect(!assess(set).verdicts(of: "feet-off-floor").contains(.flag))
  }

  @Test("without a floor the rule says how to name one, still though the feet are")
  func unknown() {
    let assessment = assess(set(nil, rest: 2))
    #expect(assessment.verdict("feet-off-floor") == .notAssessed)
    #expect(assessment.reason("feet-off-floor")?.contains("--floor-y") == true)
  }

  @Test("feet that go through the floor disprove it")
  func disproved() {
    let assessment = assess(set(-0.2))
    #expect(assessment.verdict("feet-off-floor") == .notAssessed)
    #expect(assessment.reason("feet-off-floor")?.contains("lower") == true)
    #expect(assessment.values(.toeClearance).isEmpty)
  }

  @Test("hidden feet and feet out of the picture are not judged")
  func hidden() {
    var set = set(0)
    set.toeVisibility = 0.1
    #expect(assess(set).verdict("feet-off-floor") == .notAssessed)
    let low = self.set(0).render().mapPoses { _, pose in pose.mapPositions { $0 + Point(x: 0, y: 300) } }
    let options = AnalysisOptions(profile: .bench, floorY: self.set(0).floorY! + 300)
    #expect(FormAssessor.assess(low, options: options).reason("feet-off-floor")?.contains("picture") == true)
  }

  @Test(
    "the floor is read from where the athlete stands before or after",
    arguments: [true, false], [(0.0, Verdict.flag), (0.15, .ok)])
  func standing(isBefore: Bool, fault: (clearance: Double, verdict: Verdict)) {
    let set = set(0)
    // The tracked foot of somebody who stands lies as far above the sole as that of a foot that hangs.
    let floor = set.floorY! + (fault.clearance - 0.04) * set.legLength
    let track = set.render().joined(with: .standing(feetAt: floor), isBefore: isBefore)
    #expect(
      FormAssessor.assess(track, options: AnalysisOptions(profile: .bench)).verdict("feet-off-floor") == fault.verdict)
  }

  @Test("feet that stand elsewhere, or in another shot, say nothing of the floor here")
  func elsewhere() {
    let set = set(0)
    let options = AnalysisOptions(profile: .bench)
    func verdict(_ track: PoseTrack) -> Verdict? {
      FormAssessor.assess(track, options: options).verdict("feet-off-floor")
    }
    let floor = set.floorY! - 0.04 * set.legLength
    var twice = set.render().joined(with: .standing(feetAt: floor), isBefore: true)
    twice = twice.joined(with: .standing(feetAt: floor + 40), isBefore: false)
    #expect(verdict(twice) == .notAssessed)
    var cut = set.render().joined(with: .standing(feetAt: floor), isBefore: true)
    let first = cut.frames.firstIndex { $0.time > 2.99 }!
    cut.frames[first].scene.isCut = true
    #expect(verdict(cut) == .notAssessed)
    let small = PoseTrack.standing(feetAt: floor).mapPoses { _, pose in
      pose.mapPositions { Point(x: $0.x, y: floor + ($0.y - floor) * 0.5) }
    }
    #expect(verdict(set.render().joined(with: small, isBefore: true)) == .notAssessed)
  }

  @Test("u covers nine of ten contact times of feet that are tracked too high or too low")
  func coverage() {
    var random = SeededNoise(seed: 5)
    var hits: [Bool] = []
    for index in 0..<60 {
      var set = set(random.uniform(-0.01...0.12), rest: random.uniform(0...1))
      set.seed = UInt64(index + 1)
      let truth = assess(set).values(Measure("floorContact")).map(\.value)
      // The bias measured on tracked clips: nine of ten within .02 leg lengths.
      var tracked = set
      tracked.floorClearance = set.floorClearance! + random.normal(0.02 / 1.645)
      tracked.noise = random.uniform(0.1...0.6)
      for (value, measured) in zip(truth, assess(tracked).values(Measure("floorContact"))) {
        hits.append(abs(measured.value - value) <= measured.uncertainty)
      }
    }
    let share = Double(hits.count { $0 }) / Double(hits.count)
    print("floor contact: \(Int((share * 100).rounded())) % of \(hits.count) within u")
    #expect(share >= 0.9)
  }
}

extension PoseTrack {
  /// Three seconds of somebody who stands still.
  fileprivate static func standing(feetAt y: Double) -> PoseTrack {
    PoseTrack.upright(seconds: 3, noise: 0.3).mapPoses { _, pose in
      pose.mapPositions { Point(x: $0.x, y: $0.y + y - 800) }
    }
  }
}
