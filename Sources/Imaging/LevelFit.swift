internal import Foundation

/// Finds the roll and the pitch of a camera from the straight edges in what it filmed.
///
/// Upright things lean alike in a tilted picture, and perspective turns them by an amount that grows with the distance
/// from the middle: posts converge when the camera looks down, level lines when it stands aslant to the wall. So the
/// lean of an edge is `roll + convergence * offset`, with a convergence for edges that stand and one for those that lie.
/// Every roll is voted on first, which no leaning rack or leg can spoil, and the winner is refined by least squares.
struct LevelFit {
  private struct Witness {
    var edge: StraightEdge
    var weight: Double
  }

  private let witnesses: [Witness]

  /// Votes are counted in bins of a quarter of a degree; the convergence is tried in tenths of what is usual.
  private static let binsPerDegree = 4.0
  private static let farthestBin = 72
  private static let steps = -20...20
  /// A winner must have this many votes, this many times those of any roll 2° away, and a standard error below this.
  /// Wrong answers on photographs had 1.5 votes, 1.35 times the rival's, or .5°; right ones 2.6, 1.65, and .44°.
  private static let fewestVotes = 2.0
  private static let lead = 1.5
  private static let largestError = 0.48

  /// - Parameter looks: the edges of each picture that was looked at.
  init(_ looks: [[StraightEdge]]) {
    let edges = looks.flatMap { $0 }
    // Both sides of a post, or a post seen over and over, are one witness; longer edges are surer.
    func credit(_ edge: StraightEdge) -> Double { min(1, 3 * edge.length) }
    var crowd: [Int: Double] = [:]
    func place(_ edge: StraightEdge) -> Int {
      2 * Int((30 * edge.offset).rounded(.down)) + (edge.kind == .standing ? 0 : 1)
    }
    for edge in edges { crowd[place(edge), default: 0] += credit(edge) }
    witnesses = edges.map { edge in
      Witness(edge: edge, weight: credit(edge) / max(Double(looks.count), crowd[place(edge)] ?? 0))
    }
  }

  /// How the camera was held, degrees: `roll` + clockwise, `pitch` + where it looked down, `nil` where too few upright
  /// edges lie beside the middle.
  struct Level {
    var roll: Double
    var pitch: Double?
  }

  /// `nil` where too few edges agree, or others agree on another roll.
  var level: Level? {
    let (standing, lying) = (ballot(.standing), ballot(.lying))
    let votes = zip(standing, lying).map { $0.votes + $1.votes }
    guard let winner = votes.indices.max(by: { votes[$0] < votes[$1] }) else { return nil }
    let rival = votes.indices.filter { abs($0 - winner) > Int(2 * Self.binsPerDegree) }.map { votes[$0] }.max() ?? 0
    guard votes[winner] >= Self.fewestVotes, votes[winner] >= Self.lead * rival else { return nil }
    let fit = refined(
      Fit(
        roll: Double(winner - Self.farthestBin) / Self.binsPerDegree, standing: standing[winner].convergence,
        lying: lying[winner].convergence))
    guard fit.error <= Self.largestError, abs(fit.roll) <= StraightEdge.steepest else { return nil }
    return Level(roll: fit.roll, pitch: fit.standingError <= Self.largestPitchError ? Self.pitch(fit.standing) : nil)
  }

  /// Standing edges meet straight below a camera that looks down, focal length / tan(pitch) from the middle.
  private static func pitch(_ convergence: Double) -> Double {
    atan(-convergence * .pi / 180 * focalLength) * 180 / .pi
  }

  /// In longer sides of the picture: a phone's main camera, 26 mm on 36 mm film, less what filming crops.
  private static let focalLength = 0.83
  /// Degrees for each longer side, of the convergence.
  private static let largestPitchError = 2.5

  /// For each roll how much edges of a kind speak for it, with the convergence that suits it best.
  private func ballot(_ kind: StraightEdge.Kind) -> [(votes: Double, convergence: Double)] {
    // A roll a little beside the winner's bin counts nearly as much.
    let nearness = [0.25, 0.6, 0.9, 1, 0.9, 0.6, 0.25]
    let reach = nearness.count / 2
    let bins = 2 * Self.farthestBin + 1
    var best = [(votes: Double, convergence: Double)](repeating: (0, 0), count: bins)
    let voters = witnesses.filter { $0.edge.kind == kind }
    for step in Self.steps {
      let convergence = Double(step) / 10 * kind.usualConvergence
      var count = [Double](repeating: 0, count: bins + 2 * reach)
      for voter in voters {
        let roll = voter.edge.lean - convergence * voter.edge.offset
        let bin = Int((roll * Self.binsPerDegree).rounded()) + Self.farthestBin
        if (0..<bins).contains(bin) { count[bin + reach] += voter.weight }
      }
      let unlikely = 0.15 * Double(step * step) / 100
      for bin in 0..<bins {
        let near = zip(nearness, count[bin..<bin + nearness.count]).reduce(0) { $0 + $1.0 * $1.1 }
        let votes = kind.votes * (near - unlikely)
        if votes > best[bin].votes { best[bin] = (votes, convergence) }
      }
    }
    return best
  }

  private struct Fit {
    var roll: Double
    /// Degrees for each longer side of the picture.
    var standing: Double
    var lying: Double
    /// Standard error of the roll.
    var error = Double.infinity
    /// Standard error of `standing`.
    var standingError = Double.infinity
  }

  /// Least squares with Tukey's weights: edges more than 1.5° off have no say.
  private func refined(_ start: Fit) -> Fit {
    var fit = start
    for _ in 0..<6 {
      // The unknown convergences are held near 0 as firmly as is usual, and solved for within the sums of each kind.
      var (own, ownLean) = (0.0, 0.0)
      var sums: [StraightEdge.Kind: (offset: Double, square: Double, lean: Double)] = [:]
      for kind in StraightEdge.Kind.allCases {
        sums[kind] = (0, 1 / (kind.usualConvergence * kind.usualConvergence), 0)
      }
      for witness in witnesses {
        let edge = witness.edge
        let miss = edge.lean - fit.roll - (edge.kind == .standing ? fit.standing : fit.lying) * edge.offset
        let trust = max(0, 1 - miss * miss / (1.5 * 1.5))
        let weight = witness.weight * trust * trust / (edge.kind.spread * edge.kind.spread)
        own += weight
        ownLean += weight * edge.lean
        sums[edge.kind]!.offset += weight * edge.offset
        sums[edge.kind]!.square += weight * edge.offset * edge.offset
        sums[edge.kind]!.lean += weight * edge.offset * edge.lean
      }
      for sum in sums.values {
        own -= sum.offset * sum.offset / sum.square
        ownLean -= sum.offset * sum.lean / sum.square
      }
      guard own > 0 else { return start }
      fit.roll = ownLean / own
      fit.error = (1 / own).squareRoot()
      func convergence(_ kind: StraightEdge.Kind) -> Double {
        sums[kind].map { ($0.lean - $0.offset * fit.roll) / $0.square } ?? 0
      }
      (fit.standing, fit.lying) = (convergence(.standing), convergence(.lying))
      fit.standingError = sums[.standing].map { 1 / $0.square.squareRoot() } ?? .infinity
    }
    return fit
  }
}

extension StraightEdge.Kind {
  /// How much lines converge in an ordinary clip, degrees for each longer side: a camera that looks 8° up or down, or
  /// stands 15° aslant to the wall.
  fileprivate var usualConvergence: Double { self == .standing ? 8 : 15 }

  /// How far upright and level things lean by themselves, degrees.
  fileprivate var spread: Double { self == .standing ? 0.5 : 0.8 }

  /// Posts are the surer witnesses: floor lines lead away from the camera.
  fileprivate var votes: Double { self == .standing ? 1 : 0.5 }
}
