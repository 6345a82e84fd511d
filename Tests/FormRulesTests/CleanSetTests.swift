import FormRules
import Foundation
import Kinematics
import Movement
import MovementTesting
import Testing

@Suite("A clean set")
struct CleanSetTests {
  /// Reps that must come out clean: ascent, hold, descent, rest.
  private static let tempos = [(1.0, 1.0, 2.0, 0.0), (1.0, 1.0, 1.0, 0.0), (1.5, 1.2, 3.0, 0.5), (2.0, 1.5, 2.0, 1.0)]

  private func set(_ tempo: (Double, Double, Double, Double) = (1, 1, 2, 0), for profile: Profile = .bench)
    -> SyntheticSet
  {
    let hold = profile == .ball ? 2.2 : tempo.1
    var set = SyntheticSet(SyntheticRep(ascent: tempo.0, hold: hold, descent: tempo.2, rest: tempo.3))
    set.noise = 0.5
    set.floorClearance = 0.15
    if profile == .incline45 {
      set.trunkElevation = 40
      set.reps = set.reps.map { rep in
        var rep = rep
        rep.top = -40
        return rep
      }
      set.bottom = -120
      set.roll = 0
    }
    return set
  }

  @Test("has no flag and nothing left unjudged, whatever the tempo", arguments: tempos)
  func tempo(tempo: (Double, Double, Double, Double)) {
    let assessment = assess(set(tempo))
    #expect(assessment.outcome == .assessed)
    #expect(assessment.summary.reps == 5)
    #expect(assessment.verdicts.allSatisfy { $0.allSatisfy { $0 == .ok || $0 == .borderline } })
    #expect(assessment.flags.isEmpty)
    #expect(assessment.cues.isEmpty && assessment.setFaults.isEmpty)
  }

  @Test("has no flag on any equipment", arguments: Profile.allCases)
  func profiles(profile: Profile) {
    let assessment = assess(set(for: profile), profile)
    #expect(assessment.summary.reps == 5)
    #expect(assessment.flags.isEmpty)
    #expect(!assessment.verdicts.joined().contains(.notAssessed))
  }

  @Test("gets the same verdicts mirrored, later, half as large, and at other frame rates")
  func invariance() {
    var faulty = set()
    faulty.reps[1].hold = 0.1
    faulty.reps[2].top = -35
    faulty.reps[3].shape = .jerkIntoTop
    faulty.noise = 0
    faulty.torso = 230
    let options = AnalysisOptions(profile: .bench, floorY: faulty.floorY)
    let track = faulty.render()
    let verdicts = FormAssessor.assess(track, options: options).verdicts
    #expect(verdicts.joined().contains(.flag))
    #expect(FormAssessor.assess(track.mirrored, options: options).verdicts == verdicts)
    let half = AnalysisOptions(profile: .bench, floorY: faulty.floorY.map { $0 / 2 })
    #expect(FormAssessor.assess(track.scaled(by: 0.5), options: half).verdicts == verdicts)
    var later = faulty
    later.delay = 1234.567
    #expect(assess(later).verdicts == verdicts)
    for rate in [24, 25, 60, 120.0] {
      var other = faulty
      other.frameRate = rate
      #expect(assess(other).verdicts == verdicts, "\(rate) frames a second")
    }
    var variable = faulty
    variable.jitter = 0.3
    #expect(assess(variable).verdicts == verdicts)
  }

  @Test("the tests would notice a wrong sign, exchanged sides and doubled times")
  func mutations() {
    let options = AnalysisOptions(profile: .bench)
    let clean = set()
    #expect(FormAssessor.assess(clean.render().upsideDown, options: options).outcome != .assessed)
    // With the far side taken for the near one the judged leg is the one nobody saw.
    let exchanged = clean.render().mapPoses { _, pose in pose.withSidesExchanged }
    #expect(SetFacts(exchanged).near != SetFacts(clean.render()).near)
    var slow = clean
    slow.stretch = 2
    let (once, twice) = (assess(clean).values(.hold)[0].value, assess(slow).values(.hold)[0].value)
    #expect(twice > 1.7 * once)
  }

  @Test("carries every measure of the contract, and no number that is none")
  func contract() throws {
    let assessment = assess(set())
    for rep in assessment.reps {
      for measure in Measure.contract { #expect(rep.measurements.keys.contains(measure)) }
      for case let quantity? in rep.measurements.values {
        #expect(quantity.value.isFinite && quantity.uncertainty.isFinite)
      }
    }
    // JSON refuses NaN: whatever encodes has none.
    #expect(throws: Never.self) { try JSONEncoder().encode(assessment.reps) }
  }

  @Test("is the same every time")
  func deterministic() {
    #expect(assess(set()) == assess(set()))
  }

  @Test("has its tempo in the summary")
  func summary() throws {
    let tempo = try #require(assess(set((1.2, 1.0, 2.1, 0.4))).summary.tempo)
    let parts = tempo.split(separator: "-").compactMap { Double($0) }
    for (part, truth) in zip(parts, [1.2, 1.0, 2.1, 0.4]) { #expect(abs(part - truth) <= 0.15) }
  }
}

/// The side that a track's set is judged by.
private struct SetFacts {
  let near: Side?

  init(_ track: PoseTrack) { near = SetReading(track, options: AnalysisOptions()).motion?.body.near }
}
